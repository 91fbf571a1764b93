import { describe, expect, it } from 'vitest';
import cdkJson from '../../cdk.json' with { type: 'json' };
import { ContractError, readContract } from '../../infra/context-contract.ts';
import { clinicBooking } from '../support/clinic.ts';
import { contractWithoutServices } from '../support/contract.ts';

const shipped = cdkJson.context.contract;
const { timeZone, durationMinutes, fields } = shipped.booking;
const withoutPlaces = { timeZone, durationMinutes, fields };

/** What is reported of the booking part, below the first line. */
function faultsOf(booking: object): string[] {
  try {
    readContract({ ...contractWithoutServices(), booking }, 'synth');
    return [];
  } catch (error) {
    if (!(error instanceof ContractError)) throw error;
    return error.message
      .split('\n')
      .slice(1)
      .map((line) => line.trim());
  }
}

const aService = (changes: object = {}) => ({
  id: 'visit',
  title: { en: 'Visit', es: 'Visita' },
  minutes: 30,
  needs: [['ana']],
  ...changes,
});
const aResource = (changes: object = {}) => ({ id: 'ana', name: 'Ana', ...changes });

const withService = (changes: object) =>
  clinicBooking({ services: [aService(changes)], resources: [aResource(), aResource({ id: 'ben', name: 'Ben' })] });
const withResource = (changes: object) => clinicBooking({ services: [aService()], resources: [aResource(changes)] });
const monday = (...spans: [string, string][]) => ({
  openingHours: { monday: spans.map(([from, to]) => ({ from, to })) },
});

describe('services and resources in the contract', () => {
  it('are accepted', () => {
    expect(faultsOf(clinicBooking())).toEqual([]);
    expect(faultsOf(clinicBooking({ slotEveryMinutes: 20, leadMinutes: 0, horizonDays: 1 }))).toEqual([]);
    expect(faultsOf(clinicBooking({ approval: 'manual', approveWithinMinutes: 5 }))).toEqual([]);
    expect(faultsOf({ ...withoutPlaces, approval: 'automatic' })).toEqual([]);
  });

  it('may fit only where spans meet at midnight', () => {
    const openingHours = { monday: [{ from: '23:30', to: '24:00' }], tuesday: [{ from: '00:00', to: '00:30' }] };
    expect(faultsOf(clinicBooking({ services: [aService({ minutes: 60 })], openingHours }))).toEqual([]);
    expect(faultsOf(clinicBooking({ services: [aService({ minutes: 65 })], openingHours }))).toEqual([
      'booking.services.0.minutes: fits into no opening of the resources that it needs',
    ]);
  });

  it.each([
    ['a service id that is none', withService({ id: 'First visit' }), 'booking.services.0.id'],
    [
      'a title over 30 characters',
      withService({ title: { en: 'x'.repeat(31), es: 'x' } }),
      'booking.services.0.title.en: must be at most 30 characters',
    ],
    [
      'a title that is missing in a language',
      withService({ title: { en: 'Visit' } }),
      'booking.services.0.title.es: is missing; every language needs a title',
    ],
    [
      'a title in a language of nobody',
      withService({ title: { en: 'Visit', es: 'Visita', fr: 'Visite' } }),
      'booking.services.0.title.fr: is no language of the contract',
    ],
    [
      'a title that another service has',
      clinicBooking({ services: [aService(), aService({ id: 'other', title: { en: 'Other', es: 'Visita' } })] }),
      'booking.services.1.title.es: must differ from what the service visit is called',
    ],
    [
      'a title that another service has in another language',
      clinicBooking({ services: [aService(), aService({ id: 'other', title: { en: 'Visita', es: 'Otra' } })] }),
      'booking.services.1.title.en: must differ from what the service visit is called',
    ],
    [
      'a title that is the id of another service',
      clinicBooking({
        services: [
          aService({ title: { en: 'other', es: 'Visita' } }),
          aService({ id: 'other', title: { en: 'Other', es: 'Otra' } }),
        ],
      }),
      'booking.services.0.title.en: must differ from what the service other is called',
    ],
    ['no minutes', withService({ minutes: undefined }), 'booking.services.0.minutes'],
    [
      'minutes below the least',
      withService({ minutes: 4 }),
      'booking.services.0.minutes: must be a whole number from 5 to 1440',
    ],
    [
      'a buffer below nothing',
      withService({ bufferBefore: -1 }),
      'booking.services.0.bufferBefore: must be a whole number from 0 to 1440',
    ],
    [
      'a buffer over a day',
      withService({ bufferAfter: 1441 }),
      'booking.services.0.bufferAfter: must be a whole number from 0 to 1440',
    ],
    [
      'an unknown field',
      withService({ price: 10 }),
      'booking.services.0.price: is no field of the contract; mend its name or remove it',
    ],
    [
      'nothing needed',
      withService({ needs: [] }),
      'booking.services.0.needs: must name at least one of lists of resources',
    ],
    ['an empty need', withService({ needs: [[]] }), 'booking.services.0.needs.0: must name at least one of resources'],
    [
      'a resource nobody knows',
      withService({ needs: [['ana', 'eva']] }),
      'booking.services.0.needs.0.1: must be the id of a resource: ana, ben',
    ],
    [
      'a resource named twice',
      withService({ needs: [['ana', 'ana']] }),
      'booking.services.0.needs.0.1: must not be named twice',
    ],
    [
      'one who would have to be two',
      withService({ needs: [['ana'], ['ana']] }),
      'booking.services.0.needs: must name more resources: each list needs one of its own',
    ],
    [
      'a service longer than any opening',
      withService({ minutes: 500 }),
      'booking.services.0.minutes: fits into no opening of the resources that it needs',
    ],
    [
      'a service longer than any opening of the only one who gives it',
      withResource(monday(['09:00', '09:25'], ['10:00', '10:25'])),
      'booking.services.0.minutes: fits into no opening of the resources that it needs',
    ],
    [
      'needs that are never open together',
      clinicBooking({
        services: [aService({ needs: [['ana'], ['room']] })],
        resources: [aResource(monday(['09:00', '13:00'])), aResource({ id: 'room', ...monday(['12:45', '20:00']) })],
      }),
      'booking.services.0.minutes: fits into no opening of the resources that it needs',
    ],
    [
      'a service that no step lets begin within an opening',
      clinicBooking({ services: [aService()], resources: [aResource(monday(['09:10', '09:40']))] }),
      'booking.services.0.minutes: fits into no opening of the resources that it needs',
    ],
    [
      'one alone in two of three lists',
      withService({ needs: [['ana', 'ben'], ['ana'], ['ana', 'ben']] }),
      'booking.services.0.needs: must name more resources: each list needs one of its own',
    ],
    [
      'a service id that is used twice',
      clinicBooking({ services: [aService(), aService()] }),
      'booking.services.1.id: must not be named twice',
    ],
    [
      'more than 20 services',
      clinicBooking({ services: Array.from({ length: 21 }, (_, index) => aService({ id: `visit-${index}` })) }),
      'booking.services: must be at most 20 services',
    ],
    ['no service', clinicBooking({ services: [] }), 'booking.services: must name at least one of services'],
    [
      'services without resources',
      clinicBooking({ resources: undefined }),
      'booking.resources: is missing; services need resources',
    ],
    [
      'resources without services',
      clinicBooking({ services: undefined }),
      'booking.resources: has no effect without services',
    ],
    [
      'a resource id that is used twice',
      clinicBooking({ services: [aService()], resources: [aResource(), aResource()] }),
      'booking.resources.1.id: must not be named twice',
    ],
    [
      'a capacity of none',
      withResource({ capacity: 0 }),
      'booking.resources.0.capacity: must be a whole number from 1 to 50',
    ],
    [
      'a capacity over 50',
      withResource({ capacity: 51 }),
      'booking.resources.0.capacity: must be a whole number from 1 to 50',
    ],
    ['a resource without a name', withResource({ name: ' ' }), 'booking.resources.0.name: must not be empty'],
    [
      'hours that overlap',
      withResource(monday(['09:00', '12:00'], ['11:00', '13:00'])),
      'booking.resources.0.openingHours.monday: must be in order and must not overlap',
    ],
    [
      'hours that end before they begin',
      withResource(monday(['12:00', '09:00'])),
      'booking.resources.0.openingHours.monday.0.to: must be later than from',
    ],
    [
      'a step of 0',
      clinicBooking({ slotEveryMinutes: 0 }),
      'booking.slotEveryMinutes: must be a divisor of 1440, the minutes of a day, and at least 5',
    ],
    [
      'a step that does not divide a day',
      clinicBooking({ slotEveryMinutes: 25 }),
      'booking.slotEveryMinutes: must be a divisor of 1440, the minutes of a day, and at least 5',
    ],
    [
      'a step in text',
      clinicBooking({ slotEveryMinutes: '15' }),
      'booking.slotEveryMinutes: must be a divisor of 1440, the minutes of a day, and at least 5',
    ],
    [
      'a lead time beyond the horizon',
      clinicBooking({ leadMinutes: 2880, horizonDays: 2 }),
      'booking.leadMinutes: must be less than horizonDays, or no slot is ever offered',
    ],
    [
      'a horizon of none',
      clinicBooking({ horizonDays: 0 }),
      'booking.horizonDays: must be a whole number from 1 to 730',
    ],
    [
      'no booking for a customer',
      clinicBooking({ openPerCustomer: 0 }),
      'booking.openPerCustomer: must be a whole number from 1 to 50',
    ],
    [
      'a limit for customers without services',
      { ...withoutPlaces, openPerCustomer: 2 },
      'booking.openPerCustomer: has no effect without services',
    ],
    [
      'approval without services',
      { ...withoutPlaces, approval: 'manual' },
      'booking.approval: must not be "manual" without services',
    ],
    [
      'a time to approve what nobody has to',
      clinicBooking({ approveWithinMinutes: 60 }),
      'booking.approveWithinMinutes: has no effect without the approval "manual"',
    ],
    [
      'less than five minutes to approve',
      clinicBooking({ approval: 'manual', approveWithinMinutes: 4 }),
      'booking.approveWithinMinutes: must be a whole number from 5 to 10080',
    ],
    ['another approval', clinicBooking({ approval: 'sometimes' }), 'booking.approval: must be'],
    [
      'a step without services',
      { ...withoutPlaces, slotEveryMinutes: 15 },
      'booking.slotEveryMinutes: has no effect without services',
    ],
    [
      'a day that would pass 100 KB',
      clinicBooking({
        services: [aService({ minutes: 5, needs: [['hall']] })],
        resources: [aResource({ id: 'hall', capacity: 6 })],
      }),
      'booking.resources.0.capacity: would let 582 bookings into one day, which has room for 500 (100 KB)',
    ],
  ])('are refused with %s, named by field and rule', (_, booking, fault) => {
    const faults = faultsOf(booking);
    expect(faults).toHaveLength(1);
    expect(faults[0]).toContain(fault);
  });

  it('are refused where the slots of a month would not fit into an answer', () => {
    const resources = Array.from({ length: 20 }, (_, index) => aResource({ id: `${'p'.repeat(37)}-${index}` }));
    const services = [aService({ needs: [resources.map(({ id }) => id)] })];
    expect(faultsOf(clinicBooking({ services, resources, slotEveryMinutes: 5 }))).toEqual([
      'booking.services.0.needs.0: must be fewer resources, or slotEveryMinutes larger: the slots of 31 days would pass 5 MB',
    ]);
    expect(faultsOf(clinicBooking({ services, resources, slotEveryMinutes: 10 }))).toEqual([]);
  });

  it('are refused with all their faults at once', () => {
    const booking = clinicBooking({
      services: [aService({ needs: [['eva']] }), aService({ minutes: 3 })],
      slotEveryMinutes: 7,
    });
    expect(faultsOf(booking).map((fault) => fault.split(':')[0])).toEqual(
      expect.arrayContaining(['booking.services.1.minutes', 'booking.slotEveryMinutes']),
    );
  });
});
