import { describe, expect, it } from 'vitest';
import { moveOf, wishToMove } from '../../../../functions/shared/domain/booking/move.ts';
import { epochMs } from '../../../../functions/shared/domain/time/instant.ts';
import { aClinicContract } from '../../../support/clinic.ts';
import { aContract } from '../../../support/contract.ts';
import { aBooking, BEN, START } from './support/bookings.ts';

const policy = aClinicContract({ timeZone: 'Europe/Madrid' }).booking;
const withoutPlaces = aContract().booking;
/** An hour with Ana, where the service lasts half an hour. */
const booking = aBooking();
const elsewhere = { date: '2031-05-07', time: '12:00' };

describe('a change that moves a booking', () => {
  it('asks for the new start, as long as it was and with whom it was', () => {
    expect(moveOf(elsewhere, booking, policy)).toMatchObject({
      wish: { service: { id: 'consultation', minutes: 60 }, resource: 'ana', zone: 'Europe/Madrid' },
      start: elsewhere,
      override: false,
    });
    expect(moveOf({ ...elsewhere, override: true }, booking, policy)).toHaveProperty('override', true);
  });

  it('stays where it is where only its length, its service or who gives it changes', () => {
    const start = { startsAt: epochMs(START) };
    expect(moveOf({ durationMinutes: 45 }, booking, policy)).toMatchObject({
      wish: { service: { minutes: 45 } },
      start,
    });
    expect(moveOf({ resource: 'ben' }, booking, policy)).toMatchObject({
      wish: { resource: 'ben', service: { minutes: 60 } },
      start,
    });
    expect(moveOf({ service: 'treatment' }, booking, policy)).toMatchObject({
      wish: { service: { id: 'treatment', minutes: 60 }, resource: 'ana' },
      start,
    });
  });

  it('lasts as long as the new service, or as it is asked for', () => {
    expect(moveOf({ service: 'first-visit' }, booking, policy)).toMatchObject({ wish: { service: { minutes: 45 } } });
    const asked = { service: 'first-visit', durationMinutes: 20 };
    expect(moveOf(asked, booking, policy)).toMatchObject({ wish: { service: { minutes: 20 } } });
  });

  it.each([
    ['it had no place', { resources: undefined, resource: undefined }],
    ['it had no start', { startsAt: undefined }],
    ['it had no end', { endsAt: undefined }],
  ])('lasts as long as its service where %s', (_, changes) => {
    expect(moveOf(elsewhere, aBooking(changes), policy)).toMatchObject({ wish: { service: { minutes: 30 } } });
  });

  it('takes anybody where nobody was chosen, or they do not give the new service', () => {
    const nobody = aBooking({ resource: undefined });
    expect(moveOf(elsewhere, nobody, policy)).toHaveProperty('wish.resource', undefined);
    expect(moveOf({ service: 'first-visit' }, aBooking(BEN), policy)).toHaveProperty('wish.resource', undefined);
  });

  it('moves nothing where it only corrects texts, or names the service that the booking is of', () => {
    expect(moveOf({ notes: 'x', customerName: 'Ana' }, booking, policy)).toBeUndefined();
    expect(moveOf({ service: 'consultation' }, booking, policy)).toBeUndefined();
    const unplaced = aBooking({ resources: undefined, resource: undefined });
    expect(moveOf({ service: 'consultation' }, unplaced, policy)).toMatchObject({ wish: { service: { minutes: 30 } } });
  });

  it('gives a place to a booking whose form named the service by its title', () => {
    const titled = aBooking({ service: 'Consulta', resources: undefined, resource: undefined });
    expect(moveOf(elsewhere, titled, policy)).toMatchObject({ wish: { service: { id: 'consultation' } } });
  });

  it('needs a start where the booking has none', () => {
    expect(() => moveOf({ durationMinutes: 45 }, aBooking({ startsAt: undefined }), policy)).toThrow(
      expect.objectContaining({
        faults: [{ field: 'date', rule: 'is needed with time, as the booking has none yet' }],
      }),
    );
  });

  it.each([
    [{ service: 'other' }, 'unknown-service'],
    [{ resource: 'zoe' }, 'unknown-resource'],
    [{ service: 'first-visit', resource: 'ben' }, 'unknown-resource'],
  ])('is refused for what the contract does not have: %j', (asked, kind) => {
    expect(() => moveOf(asked, booking, policy)).toThrow(expect.objectContaining({ kind }));
  });
});

describe('a change of a booking of none of the services', () => {
  const other = aBooking({ service: 'other', resources: undefined, resource: undefined });

  it('moves no place', () => {
    expect(moveOf(elsewhere, other, policy)).toBeUndefined();
    expect(moveOf({ notes: 'x' }, aBooking({ ...other, state: 'requested' }), policy)).toBeUndefined();
  });

  it('needs a service to place what has no place yet, or to place it with somebody', () => {
    const refusal = expect.objectContaining({
      faults: [{ field: 'service', rule: 'is needed with it, as the booking is of none of the services' }],
    });
    expect(() => moveOf(elsewhere, aBooking({ ...other, state: 'requested' }), policy)).toThrow(refusal);
    expect(() => moveOf({ resource: 'ana' }, other, policy)).toThrow(refusal);
  });

  it('moves no place of a contract without services, which has nobody to choose', () => {
    expect(moveOf(elsewhere, booking, withoutPlaces)).toBeUndefined();
    expect(() => moveOf({ resource: 'ana' }, booking, withoutPlaces)).toThrow(
      expect.objectContaining({ kind: 'unknown-resource', message: 'The contract names no resources.' }),
    );
  });
});

describe('a customer who moves their booking', () => {
  it('keeps its length in the same service, and gets that of another one', () => {
    expect(wishToMove({ service: 'consultation' }, booking, policy)).toMatchObject({
      service: { id: 'consultation', minutes: 60 },
      resource: undefined,
    });
    expect(wishToMove({ service: 'first-visit', resource: 'ana' }, booking, policy)).toMatchObject({
      service: { id: 'first-visit', minutes: 45 },
      resource: 'ana',
    });
    expect(() => wishToMove({ service: 'other' }, booking, policy)).toThrow(
      expect.objectContaining({ kind: 'unknown-service' }),
    );
  });
});
