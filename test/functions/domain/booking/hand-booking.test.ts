import { describe, expect, it } from 'vitest';
import {
  handBookedInvitation,
  handBookingHash,
  readHandBooking,
} from '../../../../functions/shared/domain/booking/hand-booking.ts';
import { aClinicContract } from '../../../support/clinic.ts';
import { ANA, actor, invitation, minute, READ, START } from './support/bookings.ts';

const contract = aClinicContract();
const least = { service: 'consultation', date: '2031-05-06', time: '10:30', customerName: 'Gina' };
const phone = '+34 600 000 001';
const recipient = { phone: '34600000001', chatId: '34600000001@c.us' };
const read = (more: object = {}) => readHandBooking({ ...least, ...more }, contract);

describe('a booking by hand', () => {
  it('needs a service, a start and a name', () => {
    expect(read()).toEqual({ ...least, override: false, language: contract.defaultLanguage });
  });

  it('may say with whom, notes, a language, an address and what it lifts', () => {
    const more = { resource: 'ana', notes: 'x', language: 'es', override: true };
    expect(read({ ...more, phone })).toEqual({ ...least, ...more, recipient });
    expect(read({ phone: 34600000001 })).toHaveProperty('recipient', recipient);
    expect(read({ chatId: recipient.chatId })).toHaveProperty('recipient', { chatId: recipient.chatId });
  });

  const [date, time] = ['must be a date from 2000 to 2100, such as "2026-12-01"', 'must be a time such as "09:30"'];
  it.each([
    [{ service: undefined }, 'service', 'must be the id of a service'],
    [{ date: undefined }, 'date', date],
    [{ date: 'soon' }, 'date', date],
    [{ time: undefined }, 'time', time],
    [{ time: '25:00' }, 'time', time],
    [{ customerName: undefined }, 'customerName', 'must be text'],
    [{ customerName: ' ' }, 'customerName', 'must not be empty when it is given'],
    [{ resource: 7 }, 'resource', 'must be the id of a resource'],
    [{ notes: '' }, 'notes', 'must not be empty when it is given'],
    [{ language: 7 }, 'language', 'must be text'],
    [{ language: 'fr' }, 'language', 'must be one of en, es'],
    [{ override: 'yes' }, 'override', 'must be true or false'],
    [{ chatId: 'null@c.us' }, 'chatId', 'must be a chat id as the provider reports it'],
    [{ phone, chatId: recipient.chatId }, '(body)', 'give phone or chatId, not both'],
  ])('names what is wrong, and the rule: %j', (body, field, rule) => {
    expect(() => read(body)).toThrow(expect.objectContaining({ kind: 'malformed', faults: [{ field, rule }] }));
  });

  it('is told from any other under the same key, whatever way it is written', () => {
    const { service, ...others } = least;
    expect(handBookingHash(readHandBooking({ ...others, notes: 'x', service }, contract))).toBe(
      handBookingHash(read({ notes: 'x', language: contract.defaultLanguage, override: false })),
    );
    expect(handBookingHash({ ...read(), notes: undefined, resource: undefined })).toBe(handBookingHash(read()));
    const { date: on, ...rest } = read();
    expect(handBookingHash({ ...rest, date: on })).toBe(handBookingHash(read()));
    const hashes = [
      ...[{}, { service: 'group' }, { date: '2031-05-07' }, { time: '10:45' }, { customerName: 'Gin' }, { notes: 'x' }],
      ...[{ resource: 'ana' }, { language: 'es' }, { override: true }, { phone }, { phone: '+34 600 000 002' }],
      ...[{ chatId: 'ES.1@lid' }, { chatId: 'ES.2@lid' }],
    ].map((more) => handBookingHash(read(more)));
    expect(new Set(hashes).size).toBe(hashes.length);
    // What releases before have stored.
    expect(hashes[0]).toBe('S-lsSmc-vW6RmAmsozLDwnW7NOOHejI9yIP-eHCcCiE');
  });

  const { endsAt = START, timeZone } = READ;
  const placed = { startsAt: START, endsAt, timeZone, service: 'consultation', ...ANA };
  const of = { invitationId: invitation(1), entryId: 'entry', channelId: 'main', flowId: 'flow', at: minute(0), actor };

  it('is an invitation that is completed, and of which nothing was sent', () => {
    const asked = read({ phone, notes: 'x', language: 'es' });
    const booking = { ...placed, customerName: 'Gina', notes: 'x', attention: [] };
    const requestHash = handBookingHash(asked);
    expect(handBookedInvitation(asked, placed, of)).toEqual({
      invitationId: invitation(1),
      channelId: 'main',
      createdAt: minute(0),
      origin: 'desk',
      recipient,
      customerName: 'Gina',
      language: 'es',
      flowId: 'flow',
      requestHash,
      attempts: {},
      history: { entry: { kind: 'booking', at: minute(0), booking, actor, requestHash } },
      revision: 1,
      booking: { ...booking, state: 'booked' },
    });
  });

  it('may be of somebody without an address, and without notes', () => {
    const { recipient: none, booking } = handBookedInvitation(read(), placed, of);
    expect(none).toBeUndefined();
    expect(booking).not.toHaveProperty('notes');
  });
});
