import type { SlotView } from '../../functions/shared/http/answers/slots.ts';

/** Who comes, as staff would write it down. They are invented, and left no number: nobody is written to. */
const PEOPLE = [
  { customerName: 'Lucía Romero', notes: 'First time here' },
  { customerName: 'Tom Baker' },
  { customerName: 'Marta Vidal', notes: 'Prefers the left arm' },
  { customerName: 'James Okoro' },
  { customerName: 'Carmen Ruiz' },
  { customerName: 'Hannah Weiss', notes: 'Comes with her daughter' },
  { customerName: 'Diego Santos' },
  { customerName: 'Emma Clarke', notes: 'Needs the lift' },
  { customerName: 'Pablo Ortega' },
  { customerName: 'Aisha Khan' },
  { customerName: 'Irene Campos', notes: 'Brings her X-ray' },
  { customerName: 'Oliver Grant' },
] as const;

/** At which parts of an open day somebody comes: most of it stays free. */
const PARTS = [0.1, 0.4, 0.75];

/** The body of a booking by hand. */
export type ExampleBooking = {
  service: string;
  date: string;
  time: string;
  customerName: string;
  resource?: string;
  notes?: string;
  language?: string;
};

/** The days, from the first to the last, as long as there are people, and of each what is free of each service. */
function daysOf(slots: ReadonlyMap<string, readonly SlotView[]>): Map<string, SlotView[]>[] {
  const dates = [...new Set([...slots.values()].flat().map(({ date }) => date))].sort();
  return dates
    .slice(0, PEOPLE.length / PARTS.length)
    .map((day) => new Map([...slots].map(([service, free]) => [service, free.filter(({ date }) => date === day)])));
}

/**
 * Some bookings on the first days on which something is free: of each service in turn, with each person in turn, in each
 * language in turn. `slots`: what is free, by service. The same slots give the same bookings.
 */
export function planBookings(
  slots: ReadonlyMap<string, readonly SlotView[]>,
  languages: readonly string[],
): ExampleBooking[] {
  const services = [...slots.keys()];
  return daysOf(slots).flatMap((day, dayIndex) =>
    PARTS.flatMap((part, partIndex) => {
      const index = dayIndex * PARTS.length + partIndex;
      const service = services[index % services.length] ?? '';
      const free = day.get(service) ?? [];
      const slot = free[Math.floor(part * free.length)];
      const person = PEOPLE[index];
      if (!slot || !person) return [];
      const { date, time, resources } = slot;
      const resource = resources[index % resources.length];
      const language = languages[index % languages.length];
      return [{ service, date, time, ...person, ...(resource && { resource }), ...(language && { language }) }];
    }),
  );
}
