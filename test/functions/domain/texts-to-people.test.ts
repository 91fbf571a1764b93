/** What staff and customers read of a booking, whatever a customer put into the form. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readToldEvent, type ToldEvent } from '../../../functions/shared/domain/events/appointment-event.ts';
import { invitationIdFor } from '../../../functions/shared/domain/invitation/invitation-id.ts';
import { noticeText, noticeWords } from '../../../functions/shared/domain/notices/notice-text.ts';
import { staffMailWords } from '../../../functions/shared/domain/notices/staff-mail-language.ts';
import { appointmentMail } from '../../../functions/shared/domain/notices/staff-mail-text.ts';
import { instantAt } from '../../../functions/shared/domain/time/instant.ts';
import { aContract } from '../../support/contract.ts';
import { hostileText, RUNS } from '../../support/hostile-json.ts';

const contract = aContract();
const NOW = instantAt(Date.UTC(2026, 10, 22, 14));
const occurredAt = NOW;
const invitationId = invitationIdFor('channel', undefined);
const recipient = { phone: '34600000001', chatId: '34600000001@c.us' };
const common = { channelId: 'channel', invitationId, recipient, language: 'en' };

const forgery = fc.constantFrom(
  'x\nWhen: never',
  'x\r\nPhone:      +1',
  '\u2028Name: y',
  '{{date}}',
  '$& $1',
  'Reason:',
  '\u202eReason:\u2067',
);
/** A booking's texts are in whole characters wherever they come from. */
const said = fc
  .oneof(
    hostileText,
    forgery,
    fc.tuple(hostileText, forgery).map((both) => both.join('\n')),
  )
  .map((text) => text.toWellFormed());
const aBooking = fc.record(
  {
    service: said,
    customerName: said,
    notes: said,
    startsAt: fc
      .date({ min: new Date('2027-01-01'), max: new Date('2100-12-31'), noInvalidDate: true })
      .map((date) => date.toISOString()),
    state: fc.constantFrom('booked', 'cancelled'),
    timeZone: fc.constantFrom('Europe/Madrid', 'America/New_York', 'Pacific/Apia'),
    attention: fc.subarray(['date-unreadable', 'start-in-past', 'overlap']),
  },
  { requiredKeys: ['state', 'timeZone', 'attention'] },
);

const anEvent: fc.Arbitrary<ToldEvent> = fc
  .record({
    type: fc.constantFrom('Appointment Booked', 'Appointment Changed', 'Appointment Cancelled'),
    booking: aBooking,
    previous: fc.option(aBooking, { nil: undefined }),
    kind: fc.constantFrom('completion', 'change', 'cancellation', 'attention'),
    reason: fc.option(said, { nil: undefined }),
  })
  .map(({ type, booking, previous, kind, reason }) => {
    const change = { kind, id: 'm1', reason };
    const detail = {
      ...common,
      eventId: 'e',
      schemaVersion: '1',
      occurredAt,
      booking,
      previous,
      change,
      revision: 1,
      superseded: false,
    };
    return readToldEvent(JSON.stringify({ 'detail-type': type, detail }));
  });

describe.each(['en', 'es_MX'])('an e-mail to the staff of a business that speaks %s', (defaultLanguage) => {
  const words = staffMailWords({ defaultLanguage });

  it('has a subject that names nobody, in ASCII, in one line that SNS takes', () => {
    const property = fc.property(anEvent, (event) => {
      const { subject } = appointmentMail(event, {}, words);
      expect(subject).toMatch(/^[A-Z][\x20-\x7e]{5,98}$/);
    });
    fc.assert(property, RUNS);
  });

  it('says each fact once: nothing a customer wrote can pass for another fact', () => {
    const property = fc.property(anEvent, (event) => {
      const { text } = appointmentMail(event, {}, words);
      expect(text).not.toMatch(/[^\P{Cc}\n]|[\u202a-\u202e\u2066-\u2069]/u);
      const lines = text.split('\n');
      const { call: _, chat, ...labels } = words.labels;
      for (const label of [chat, ...Object.values(labels)]) {
        expect(lines.filter((line) => line.startsWith(`${label}:`)).length).toBeLessThanOrEqual(1);
      }
      const phone = `${words.labels.phone}:`;
      expect(lines.find((line) => line.startsWith(phone))).toBe(`${phone.padEnd(12)}+34600000001`);
      expect(lines.every((line) => line.length <= 250)).toBe(true);
    });
    fc.assert(property, RUNS);
  });

  it('has its values in a column, and leaves no word of another language in its place', () => {
    for (const label of Object.values(words.labels)) expect(label).toMatch(/^\S.{0,9}$/u);
    const others = staffMailWords({ defaultLanguage: defaultLanguage === 'en' ? 'es' : 'fr' });
    const common = Object.values(words.attention).filter((sentence) =>
      Object.values(others.attention).includes(sentence),
    );
    expect(common).toEqual([]);
  });
});

describe('a notice', () => {
  it('has what the customer wrote in one line, where the contract puts it', () => {
    const purpose = fc.constantFrom('booked' as const, 'changed' as const, 'cancelled' as const);
    const property = fc.property(anEvent, purpose, ({ detail: { booking } }, about) => {
      const words = noticeWords({ language: 'en' }, contract);
      if (!booking.startsAt || !words) return;
      const text = noticeText(about, { ...booking, startsAt: booking.startsAt }, words, { customerName: 'Alex' }, NOW);
      expect(text?.length).toBeLessThan(2_000);
      expect(text?.isWellFormed()).toBe(true);
      expect(text).not.toMatch(/[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]/u);
      // The contract's own words stand around it, whole; where nothing is said, the space before it goes.
      const parts = words.texts[about]?.split(/\{\{\w+\}\}/);
      expect(parts?.every((part) => text?.includes(part.trimEnd()))).toBe(true);
    });
    fc.assert(property, RUNS);
  });
});
