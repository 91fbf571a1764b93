/** Bookings that change while their customer is being told, or after. */
import { Temporal } from 'temporal-polyfill';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { InvitationId } from '../../../functions/shared/domain/invitation/invitation-id.ts';
import { readInvitation } from '../../../functions/shared/store/invitation/invitations.ts';
import { readNotices } from '../../../functions/shared/store/notices/notices.ts';
import { openTable } from '../../../functions/shared/store/table/table.ts';
import { createBookings, futureForm } from '../../support/bookings.ts';
import { aClinicContract } from '../../support/clinic.ts';
import { aMessageId, aPhone, secondsAgo, statusesBody } from '../../support/webhooks.ts';
import { type AnnouncedEvent, startWorld } from '../../support/world.ts';
import { withTemplates } from './templates.ts';

/** A cancellation has no template. */
const world = await startWorld(withTemplates(aClinicContract(), ['booked', 'changed']));
const table = openTable(process.env['TABLE_NAME'] ?? '', world.contract.channel.id);
const { announced, cancel, patch, write } = createBookings(world);

/** What was announced before a test is not its own. */
beforeEach(announced);
afterEach(() => {
  vi.useRealTimers();
});

const deliver = (...events: AnnouncedEvent[]) => world.deliverAnnounced('tell-customer', ...events);
const tell = async () => deliver(...(await announced()));

async function pass(time: { seconds?: number; hours?: number }) {
  const { seconds = 0, hours = 0 } = time;
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + (hours * 3600 + seconds) * 1000 });
  await world.reconcile();
}

let weeks = 0;
/** A Tuesday in the far future that nobody else has. */
const aDate = (): string => Temporal.PlainDate.from(futureForm.date).add({ weeks: weeks++ }).toString();

/** Booked by a member of staff for 9:00, for somebody who wrote a moment ago, or who left no address. */
async function aBooking({ date = aDate(), hasPhone = true }: { date?: string; hasPhone?: boolean } = {}) {
  const phone = aPhone();
  if (hasPhone) await write(phone, 'Hello');
  const body = { customerName: 'Alex', service: 'first-visit', date, time: '09:00', ...(hasPhone && { phone }) };
  const headers = { authorization: `Bearer ${world.keys.apiKey.current}` };
  const answer = await world.call({ route: 'POST /bookings', headers, body });
  if (answer.status !== 201) throw new Error(`The booking was answered ${answer.status}: ${answer.text}`);
  return { phone, date, id: answer.body['invitationId'] };
}
type Booked = Awaited<ReturnType<typeof aBooking>>;

const moveTo = async ({ id, date }: Booked, time: string) => {
  expect((await patch(id, { date, time })).status).toBe(200);
};

const WORDS = ['now', 'cancelled', 'booked'];

/** What the customer read, in short: `booked 9:00 AM`, and for a template its name. */
const read = ({ phone }: Booked) =>
  world.provider.requestsTo(phone).map(({ body }) => {
    const text = JSON.stringify(body);
    const time = text.match(/\d+:\d\d [AP]M/u)?.[0];
    if (text.includes('told_of_booking')) return `template ${time}`;
    return `${WORDS.find((word) => text.includes(` ${word}`))} ${time}`;
  });

/** How each version of the booking ended, and the reason of the mark. */
async function stateOf({ id }: Booked) {
  const invitationId = InvitationId.parse(id);
  const [stored, invitation] = [await readNotices(table, invitationId), await readInvitation(table, invitationId)];
  const ends = stored?.notices.map(({ end }) => (end && 'reason' in end ? end.reason : end?.state));
  return { ends, mark: invitation?.notTold?.reason };
}

const refuse = () => world.provider.answerNext({ body: { sent: false, error: { code: 131026, message: 'x' } } });

/** The next message is accepted under an id of its own. */
function accept(): string {
  const id = aMessageId();
  world.provider.answerNext({ body: { sent: true, id } });
  return id;
}

async function fail(id: string, code = 131026) {
  const failed = { id, status: 'failed', at: secondsAgo(0), error: { code, title: 'x' } };
  await world.webhook(statusesBody('hooks', failed), '/delivery');
  await pass({ seconds: 61 });
}

describe('a customer who was told', () => {
  it('and could not be told of a change, is told nothing when it is taken back, and the mark goes', async () => {
    const booked = await aBooking();
    await tell();
    refuse();
    await moveTo(booked, '11:00');
    await tell();
    expect(await stateOf(booked)).toEqual({ ends: ['told', 'refused'], mark: 'refused' });
    await moveTo(booked, '09:00');
    await tell();
    expect(await stateOf(booked)).toEqual({ ends: ['told', 'refused', 'unchanged'], mark: undefined });
    expect(read(booked)).toEqual(['booked 9:00 AM', 'now 11:00 AM']);
  });

  it('and may have been told of a change, is told again what holds when it is taken back', async () => {
    const booked = await aBooking();
    await tell();
    world.provider.answerNext('hang up');
    await moveTo(booked, '11:00');
    await tell();
    expect(await stateOf(booked)).toMatchObject({ mark: 'unknown' });
    await moveTo(booked, '09:00');
    await tell();
    expect(read(booked)).toEqual(['booked 9:00 AM', 'now 11:00 AM', 'now 9:00 AM']);
    expect(await stateOf(booked)).toEqual({ ends: ['told', 'unknown', 'told'], mark: undefined });
  });

  it('by a message that fails after the notes changed, is marked', async () => {
    const booked = await aBooking();
    const sent = accept();
    await tell();
    await patch(booked.id, { notes: 'Brings a friend' });
    await tell();
    expect(await stateOf(booked)).toEqual({ ends: ['told', 'unchanged'], mark: undefined });
    await fail(sent);
    expect(await stateOf(booked)).toEqual({ ends: ['failed', 'unchanged'], mark: 'failed' });
    expect(read(booked)).toEqual(['booked 9:00 AM']);
  });

  it('by a message that fails for a closed window after the notes changed, gets the template once', async () => {
    const booked = await aBooking();
    const sent = accept();
    await tell();
    await patch(booked.id, { notes: 'Brings a friend' });
    await tell();
    await fail(sent, 131047);
    await fail(sent, 131047);
    await pass({ hours: 2 });
    expect(read(booked)).toEqual(['booked 9:00 AM', 'template 9:00 AM']);
  });

  it('of an earlier version by a message that fails after the newer one was told, is sent nothing again', async () => {
    const booked = await aBooking();
    const sent = accept();
    await tell();
    await moveTo(booked, '11:00');
    await tell();
    await fail(sent, 131000);
    await pass({ hours: 2 });
    expect(read(booked)).toEqual(['booked 9:00 AM', 'now 11:00 AM']);
    expect(await stateOf(booked)).toEqual({ ends: ['superseded', 'no-news'], mark: 'no-news' });
  });

  it('is told of a move two days later by the template, and of a cancellation by a person', async () => {
    const booked = await aBooking();
    await tell();
    await pass({ hours: 48 });
    await moveTo(booked, '11:00');
    await tell();
    expect(read(booked)).toEqual(['booked 9:00 AM', 'template 11:00 AM']);
    await cancel(booked.id);
    await tell();
    expect(read(booked)).toHaveLength(2);
    expect(await stateOf(booked)).toMatchObject({ mark: 'window-closed' });
  });
});

describe('a customer who was told nothing yet', () => {
  it('is told of a cancellation alone', async () => {
    const booked = await aBooking();
    await cancel(booked.id);
    await tell();
    expect(read(booked)).toEqual(['cancelled 9:00 AM']);
  });

  it('is told nothing of an appointment that has begun', async () => {
    const booked = await aBooking();
    const events = await announced();
    const start = Temporal.PlainDateTime.from(`${booked.date}T09:00`).toZonedDateTime('Europe/Madrid');
    vi.useFakeTimers({ toFake: ['Date'], now: start.epochMilliseconds + 1000 });
    await deliver(...events);
    expect(read(booked)).toEqual([]);
    expect(await stateOf(booked)).toEqual({ ends: ['past'], mark: undefined });
  });

  it('and left no address, agreed the booking, but not its change: a person tells them', async () => {
    const booked = await aBooking({ hasPhone: false });
    await tell();
    expect(await stateOf(booked)).toEqual({ ends: ['by-hand'], mark: undefined });
    await moveTo(booked, '11:00');
    await tell();
    expect(await stateOf(booked)).toEqual({ ends: ['by-hand', 'no-address'], mark: 'no-address' });
    await moveTo(booked, '09:00');
    await tell();
    expect(await stateOf(booked)).toEqual({ ends: ['by-hand', 'no-address', 'unchanged'], mark: undefined });
  });

  it('is told of the newest version when two are told at once, whatever order events come in', async () => {
    const booked = await aBooking();
    const first = await announced();
    await moveTo(booked, '11:00');
    const second = await announced();
    await Promise.all([deliver(...second), deliver(...first), deliver(...second, ...first)]);
    await deliver(...first);
    expect(read(booked)).toEqual([expect.stringContaining('11:00 AM')]);
  });

  it('is never told of the older version after the newer one, although the older one waited for its retry', async () => {
    const booked = await aBooking();
    world.provider.answerNext({ status: 429, body: { error: 'too many requests' } });
    const first = await announced();
    await deliver(...first);
    await moveTo(booked, '11:00');
    await tell();
    await pass({ seconds: 60 });
    await deliver(...first);
    await pass({ hours: 2 });
    expect(read(booked)).toEqual(['booked 9:00 AM', expect.stringContaining('11:00 AM')]);
    expect((await stateOf(booked)).ends?.[0]).toBe('superseded');
  });

  it('is told of the newer version although the older one was on its way when the booking moved', async () => {
    const booked = await aBooking();
    const first = await announced();
    const id = aMessageId();
    const moveMeanwhile = async () => {
      await moveTo(booked, '11:00');
      await tell();
    };
    world.provider.answerNext({ body: { sent: true, id }, after: moveMeanwhile });
    await deliver(...first);
    await pass({ seconds: 60 });
    expect(read(booked)).toEqual(['booked 9:00 AM', 'now 11:00 AM']);
    expect(await stateOf(booked)).toEqual({ ends: ['told', 'told'], mark: undefined });
  });
});
