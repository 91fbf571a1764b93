const DAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'];
const daily = (...spans: { from: string; to: string }[]) => Object.fromEntries(DAYS.map((day) => [day, spans]));
const title = (text: string) => ({ en: text, es: text });

/**
 * A small clinic with few hours, so that everybody wants the same: two people, a room for two, and a guard at night,
 * whose bookings cross midnight.
 */
export const CLINIC_PLACES = {
  services: [
    { id: 'consultation', title: title('Consultation'), minutes: 30, needs: [['ana', 'ben']] },
    { id: 'first-visit', title: title('First visit'), minutes: 45, bufferBefore: 5, bufferAfter: 10, needs: [['ana']] },
    { id: 'treatment', title: title('Treatment'), minutes: 60, bufferAfter: 15, needs: [['ana', 'ben'], ['room']] },
    { id: 'group', title: title('Group'), minutes: 60, needs: [['room']] },
    { id: 'vigil', title: title('Vigil'), minutes: 60, bufferBefore: 15, needs: [['guard']] },
  ],
  resources: [
    { id: 'ana', name: 'Ana' },
    { id: 'ben', name: 'Ben' },
    { id: 'room', name: 'Room', capacity: 2 },
    { id: 'guard', name: 'Guard', openingHours: daily({ from: '00:00', to: '04:00' }, { from: '22:00', to: '24:00' }) },
  ],
};
export type ClinicService = 'consultation' | 'first-visit' | 'treatment' | 'group' | 'vigil';

const HOURS = daily({ from: '09:00', to: '11:30' });

export const CLINIC = {
  ...CLINIC_PLACES,
  openingHours: HOURS,
  slotEveryMinutes: 15,
  leadMinutes: 60,
  horizonDays: 30,
};
export const LATER_HOURS = daily({ from: '10:00', to: '12:30' });

/** What a promise compares with: the services and resources as they stand above, by id. */
export const CLINIC_SERVICES = new Map(CLINIC_PLACES.services.map((service) => [service.id, service]));
