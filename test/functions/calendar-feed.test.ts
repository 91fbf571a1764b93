import { PutCommand } from '@aws-sdk/lib-dynamodb';
import ICAL from 'ical.js';
import nodeIcal from 'node-ical';
import { afterAll, beforeAll, describe, expect, inject, it, vi } from 'vitest';
import { InvitationId, invitationIdFor } from '../../functions/shared/domain/invitation/invitation-id.ts';
import { type Instant, instantAt } from '../../functions/shared/domain/time/instant.ts';
import { addToHistory } from '../../functions/shared/store/booking/booking-entries.ts';
import { agendaAttributes, invitationKey } from '../../functions/shared/store/table/keys.ts';
import { openTable } from '../../functions/shared/store/table/table.ts';
import { aForm, aMessageId, completionBody } from '../support/webhooks.ts';
import { startWorld } from '../support/world.ts';

const world = await startWorld();
const { contract, keys } = world;
const table = openTable(inject('table').tableName, contract.channel.id);

/** Only the clock is moved: the feed's window depends on it, and what these tests book must not. */
const NOW = Date.UTC(2026, 9, 10, 12);
beforeAll(() => {
  vi.useFakeTimers({ toFake: ['Date'], now: NOW, shouldAdvanceTime: true });
});
afterAll(() => vi.useRealTimers());

const feed = (headers: Record<string, string> = {}, secret = keys.calendar.current) =>
  world.call({ route: 'GET /calendar/{secret}/bookings.ics', path: { secret }, headers });

/** What a calendar program makes of an event. */
type Seen = {
  start: string;
  end: string | undefined;
  zone: string;
  sequence: number;
  status: string;
  title: string;
  notes: string | undefined;
};

/** A program that follows the rules in the feed, as Outlook does. */
function readByRules(text: string): Map<string, Seen> {
  const calendar = new ICAL.Component(ICAL.parse(text));
  const events = calendar.getAllSubcomponents('vevent').map((component) => new ICAL.Event(component));
  return new Map(
    events.map(({ uid, startDate, endDate, sequence, summary, description, component }) => [
      uid,
      {
        start: startDate.toJSDate().toISOString(),
        end: endDate.toJSDate().toISOString(),
        zone: startDate.zone?.tzid ?? '',
        sequence,
        status: String(component.getFirstPropertyValue('status')),
        title: summary,
        notes: description ?? undefined,
      },
    ]),
  );
}

/** A program that knows the zones itself and goes by their names, as those of Google and Apple do. */
function readByNames(text: string): Map<string, Seen> {
  const events = Object.values(nodeIcal.sync.parseICS(text)).filter((one) => one?.type === 'VEVENT');
  return new Map(
    events.map(({ uid, start, end, sequence, status, summary, description }) => [
      uid,
      {
        start: start.toISOString(),
        end: end?.toISOString(),
        zone: start.tz?.replace('Etc/UTC', 'UTC') ?? '',
        sequence: Number(sequence),
        status: String(status),
        title: String(summary),
        notes: description === undefined ? undefined : String(description),
      },
    ]),
  );
}

/** What both kinds of programs see of one booking. */
async function seen(id: unknown): Promise<Seen | undefined> {
  const { text } = await feed();
  const [byRules, byNames] = [readByRules(text).get(String(id)), readByNames(text).get(String(id))];
  expect(byRules).toEqual(byNames);
  return byRules;
}

/** A booking as a business in that zone would have it. */
async function aBookingIn(timeZone: string, date: string, time: string, fields: Record<string, string> = {}) {
  const { id } = await world.anInvitation();
  const form = JSON.stringify({ ...aForm, date, time, ...fields });
  const added = await addToHistory(
    table,
    InvitationId.parse(id),
    { id: aMessageId(), entry: { kind: 'completion', at: instantAt(NOW), fields: form } },
    { ...contract, booking: { ...contract.booking, timeZone } },
  );
  if (!('invitation' in added)) throw new Error('The invitation is gone.');
  return { id, booking: added.invitation.booking };
}

/** A form for a day within the feed's window. */
const winterForm = { ...aForm, date: '2026-12-01' };

const aBooking = (fields: Record<string, string>) => aBookingIn('Europe/Madrid', '2026-12-01', '10:30', fields);

describe('GET /calendar/{secret}/bookings.ics', () => {
  it.each([
    ['Europe/Madrid', '2026-10-24', '2026-10-24T08:30:00.000Z', '2026-10-24T09:00:00.000Z'],
    ['Europe/Madrid', '2026-10-26', '2026-10-26T09:30:00.000Z', '2026-10-26T10:00:00.000Z'],
    ['America/New_York', '2027-03-13', '2027-03-13T15:30:00.000Z', '2027-03-13T16:00:00.000Z'],
    ['America/New_York', '2027-03-15', '2027-03-15T14:30:00.000Z', '2027-03-15T15:00:00.000Z'],
    ['Australia/Lord_Howe', '2027-04-03', '2027-04-02T23:30:00.000Z', '2027-04-03T00:00:00.000Z'],
    ['Australia/Lord_Howe', '2027-04-05', '2027-04-05T00:00:00.000Z', '2027-04-05T00:30:00.000Z'],
    // A zone that shares its rules with Brussels, and must not end up there.
    ['Europe/Amsterdam', '2027-03-29', '2027-03-29T08:30:00.000Z', '2027-03-29T09:00:00.000Z'],
  ])('shows half past ten in %s on %s as the time it is, in that zone', async (timeZone, date, start, end) => {
    const { id } = await aBookingIn(timeZone, date, '10:30');
    expect(await seen(id)).toMatchObject({ start, end, zone: timeZone, sequence: 1, status: 'CONFIRMED' });
  });

  it.each([
    ['in the hour that the end of DST repeats', 'Europe/Madrid', '2026-10-25', '02:00'],
    ['where DST follows the moon', 'Asia/Gaza', '2026-10-27', '10:30'],
    ['in UTC', 'UTC', '2026-12-01', '10:30'],
  ])('shows a booking %s in UTC, which nobody misreads', async (_, timeZone, date, time) => {
    const { id, booking } = await aBookingIn(timeZone, date, time);
    expect(await seen(id)).toMatchObject({ start: booking?.startsAt, end: booking?.endsAt, zone: 'UTC' });
  });

  it('shows a change and a cancellation as the same event, each with a higher sequence', async () => {
    const { id, phone, token } = await world.anInvitation();
    const book = (at: number, time: string) =>
      world.webhook(completionBody('raw', { phone, token, at, fields: { ...winterForm, time } }), '/flow-completion');
    await book(NOW / 1000 - 60, '10:30');
    expect(await seen(id)).toMatchObject({ start: '2026-12-01T09:30:00.000Z', sequence: 1, status: 'CONFIRMED' });
    await book(NOW / 1000 - 30, '11:00');
    expect(await seen(id)).toMatchObject({ start: '2026-12-01T10:00:00.000Z', sequence: 2, status: 'CONFIRMED' });
    await world.call({
      route: 'POST /bookings/{invitationId}/cancel',
      path: { invitationId: String(id) },
      headers: { authorization: `Bearer ${keys.apiKey.current}` },
    });
    expect(await seen(id)).toMatchObject({
      start: '2026-12-01T10:00:00.000Z',
      sequence: 3,
      status: 'CANCELLED',
      title: '✗ consultation · Alex',
    });
  });

  it('titles an event by what is known, and marks what needs attention', async () => {
    const known = await aBooking({ service: 'Cut', name: 'Zoë' });
    const unnamed = await aBooking({ service: '', name: '' });
    const past = await aBookingIn('Europe/Madrid', '2026-10-09', '10:30');
    expect(await seen(known.id)).toMatchObject({ title: 'Cut · Zoë' });
    expect(await seen(unnamed.id)).toMatchObject({ title: 'Appointment' });
    expect(await seen(past.id)).toMatchObject({ title: '⚠ consultation · Alex' });
  });

  it('keeps whatever customers write inside their own event, to the letter', async () => {
    const service = 'Cut; wash, "dry" \\ colour: 50%';
    const name = `${'Ñandú '.repeat(20)}👩‍👩‍👧‍👧`;
    const notes = 'One\nTwo\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nUID:evil\r\nSUMMARY:evil\n;,\\ end';
    const { id } = await aBooking({ service, name, notes });
    const { id: bare } = await aBooking({ notes: 'one\rEND:VEVENT\rBEGIN:VEVENT\rUID:evil\u202eback' });
    const { id: wide } = await aBooking({ notes: `${'😀'.repeat(80)}${'א'.repeat(100)}` });
    const { id: odd } = await aBooking({ notes: 'bell\u0007 next\u0085line\u2028and\u2029more' });
    expect(await seen(id)).toMatchObject({ title: `${service} · ${name}`, notes: notes.replaceAll('\r\n', '\n') });
    expect(await seen(odd)).toMatchObject({ notes: 'bell next\nline\nand\nmore' });
    expect(await seen(bare)).toMatchObject({ notes: 'one\nEND:VEVENT\nBEGIN:VEVENT\nUID:evil\u202eback' });
    expect(await seen(wide)).toMatchObject({ notes: `${'😀'.repeat(80)}${'א'.repeat(100)}` });
    const { text } = await feed();
    expect(readByRules(text).has('evil')).toBe(false);
    expect(text).not.toMatch(/\r(?!\n)|(?<!\r)\n/);
    const lines = text.split('\r\n');
    expect(lines.every((line) => Buffer.byteLength(line) <= 75 && !line.includes('\ufffd'))).toBe(true);
  });

  it('reaches from the month before to the same month next year', async () => {
    const ids = await Promise.all(
      ['2026-08-31', '2026-09-02', '2027-10-30', '2027-11-02'].map((date) =>
        aBookingIn('Europe/Madrid', date, '10:30'),
      ),
    );
    const shown = readByRules((await feed()).text);
    expect(ids.map(({ id }) => shown.has(String(id)))).toEqual([false, true, true, false]);
  });

  it('is a calendar in UTF-8 that nobody on the way may keep', async () => {
    const { status, headers, text } = await feed();
    expect(status).toBe(200);
    expect(headers).toMatchObject({
      'content-type': 'text/calendar; charset=utf-8',
      'cache-control': 'private, no-cache',
      etag: expect.stringMatching(/^W\/"[\w-]{22}"$/),
    });
    // With a METHOD it would be an iTIP message (RFC 5546), whose events need an ORGANIZER.
    expect(text).not.toMatch(/^(METHOD|ORGANIZER)[:;]/m);
    expect(text).not.toMatch(/END:V(TIMEZONE|EVENT)\r\n(?!BEGIN:|END:VCALENDAR)/);
    expect(text.split('\r\n').every((line) => Buffer.byteLength(line) <= 75 && !line.includes('\n'))).toBe(true);
  });

  it('answers 304 to who has it already, until a booking changes', async () => {
    const { id, phone, token } = await world.anInvitation();
    await world.webhook(
      completionBody('raw', { phone, token, at: NOW / 1000, fields: winterForm }),
      '/flow-completion',
    );
    const etag = (await feed()).headers['etag'] ?? '';
    vi.setSystemTime(Date.now() + 60_000);
    for (const known of [etag, etag.slice(2), `"other", ${etag}`, '*']) {
      const answer = await feed({ 'if-none-match': known });
      expect(answer).toMatchObject({ status: 304, headers: { etag }, text: '' });
    }
    const fields = { ...winterForm, notes: 'Other notes' };
    await world.webhook(completionBody('raw', { phone, token, at: NOW / 1000 + 1, fields }), '/flow-completion');
    const answer = await feed({ 'if-none-match': etag });
    expect(answer.status).toBe(200);
    expect(answer.headers['etag']).not.toBe(etag);
    expect(readByNames(answer.text).get(String(id))).toMatchObject({ notes: 'Other notes' });
  });

  it.each([
    ['a wrong secret', 'wrong'],
    ['no secret', ''],
    ['the API key', keys.apiKey.current],
    ['the webhook secret', keys.webhook.current],
  ])('is not there under %s', async (_, secret) => {
    const answer = await feed({}, secret);
    expect(answer).toMatchObject({ status: 404, body: { type: 'urn:appointment-flow:problem:not-found' } });
    expect(answer.text).not.toContain('VCALENDAR');
  });

  /** Bookings of 300 KB each, far more than a form may have, at one time. */
  async function largeBookings(count: number, startsAt: Instant): Promise<InvitationId[]> {
    const notes = 'x'.repeat(300_000);
    const booking = { startsAt, timeZone: 'Europe/Madrid', notes, attention: [], state: 'booked' };
    const ids = Array.from({ length: count }, () => invitationIdFor(contract.channel.id, undefined));
    for (const invitationId of ids) {
      const itemKeys = { ...invitationKey(invitationId), ...agendaAttributes(contract.channel.id, startsAt) };
      const Item = { ...itemKeys, type: 'invitation', invitationId, booking, revision: 1 };
      await table.client.send(new PutCommand({ TableName: table.name, Item }));
    }
    return ids;
  }

  it('shows a month that does not fit into one answer of the table', async () => {
    const ids = await largeBookings(8, instantAt(Date.UTC(2027, 6, 1, 9)));
    const shown = readByRules((await feed()).text);
    expect(ids.filter((id) => !shown.has(id))).toEqual([]);
  });

  it('leaves out the oldest bookings, and says so, rather than more than an answer can hold', async () => {
    const old = await largeBookings(12, instantAt(Date.UTC(2026, 8, 3, 9)));
    const { id: newest } = await aBookingIn('Europe/Madrid', '2027-10-01', '10:30');
    const { status, text } = await feed();
    expect([status, text.includes(`UID:${newest}`)]).toEqual([200, true]);
    expect(Buffer.byteLength(JSON.stringify(text))).toBeLessThan(6_000_000);
    expect(old.some((id) => !text.includes(`UID:${id}`))).toBe(true);
    expect(text).toMatch(/^X-WR-CALDESC:The \d+ oldest bookings are left out: there are too many\.\r$/m);
    expect(ICAL.parse(text)[0]).toBe('vcalendar');
  });
});
