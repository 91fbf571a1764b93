/** Functions that tell customers and are killed at any of their writes. */
import { afterEach, describe, expect, it, vi } from 'vitest';
import { InvitationId } from '../../../functions/shared/domain/invitation/invitation-id.ts';
import { readInvitation } from '../../../functions/shared/store/invitation/invitations.ts';
import { readNotices } from '../../../functions/shared/store/notices/notices.ts';
import { openTable } from '../../../functions/shared/store/table/table.ts';
import { createBookings } from '../../support/bookings.ts';
import { aContract } from '../../support/contract.ts';
import { createKillingLine, type Kill } from '../../support/killing-line.ts';
import type { ScriptedAnswer } from '../../support/scripted-provider.ts';
import { useTableModel } from '../../support/table-model.ts';
import { aMessageId, secondsAgo, statusesBody } from '../../support/webhooks.ts';
import { type AnnouncedEvent, startWorld } from '../../support/world.ts';
import { withTemplates } from './templates.ts';

const line = createKillingLine();
const world = await startWorld(withTemplates(aContract(), ['cancelled']), useTableModel(line.pass));
const table = openTable(process.env['TABLE_NAME'] ?? '', world.contract.channel.id);
const { aBooking, patch } = createBookings(world);

afterEach(() => {
  line.revive();
  events.length = 0;
  vi.useRealTimers();
});

const passTo = (ms: number) => vi.useFakeTimers({ toFake: ['Date'], now: ms });
const deliver = (...events: AnnouncedEvent[]) => world.deliverAnnounced('tell-customer', ...events);

/** What the provider makes of the messages to one customer. `accepted` counts those that it took. */
type Provider = { answer: () => ScriptedAnswer; report: () => Promise<unknown>; accepted: () => number };

function aProvider(first: 'accepts' | 'refuses' | 'is busy', status: string): Provider {
  const taken: string[] = [];
  let asked = 0;
  const reportOf = (id: string) => {
    const error = status === 'failed' && { error: { code: 131026, title: 'x' } };
    return world.webhook(statusesBody('hooks', { id, status, at: secondsAgo(0), ...error }), '/delivery');
  };
  return {
    answer() {
      asked++;
      if (first === 'refuses') return { body: { sent: false, error: { code: 131026, message: 'x' } } };
      if (first === 'is busy' && asked === 1) return { status: 429, body: { error: 'too many requests' } };
      const id = aMessageId();
      taken.push(id);
      return { body: { sent: true, id } };
    },
    report: async () => {
      for (const id of taken) await reportOf(id);
    },
    accepted: () => taken.length,
  };
}

/** A customer whose teller was killed. */
type Killed = { id: string; provider: Provider; event: AnnouncedEvent; label: string };

/** All that was announced since a scenario began. */
const events: AnnouncedEvent[] = [];
const announce = async () => {
  const news = await world.announce();
  events.push(...news);
  return news.filter(({ type }) => type.startsWith('Appointment '));
};

/** A customer who was told of their booking, which then moved. */
async function aMovedBooking() {
  const booked = await aBooking();
  await deliver(...(await announce()));
  await patch(booked.id, { date: '2041-12-04', time: '09:00' });
  return booked;
}

/** Books for one customer after the other, and kills what tells them at each write in turn, until there is none left. */
async function killEach(make: () => Provider, prepare: typeof aMovedBooking): Promise<Killed[]> {
  const killed: Killed[] = [];
  const providers = new Map<string, Provider>();
  world.provider.answerEach(({ body }) => providers.get(String(body['phone']))?.answer());
  async function tell(kill: Kill): Promise<boolean> {
    const { id, phone } = await prepare();
    const [event] = (await announce()).slice(-1);
    if (!event) throw new Error('Nothing was announced.');
    const provider = make();
    providers.set(phone, provider);
    line.kill(kill);
    await deliver(event).catch(() => undefined);
    killed.push({ id: String(id), provider, event, label: `${kill.isTaken ? 'after' : 'before'} write ${kill.write}` });
    return line.revive();
  }
  for (let write = 1; ; write++) {
    const wasKilled = await tell({ write, isTaken: false });
    await tell({ write, isTaken: true });
    if (!wasKilled) return killed;
  }
}

/** Everyone's next hour: the event comes again, reports arrive and are doubled, reconcile runs. */
async function liveOn(killed: readonly Killed[]): Promise<void> {
  const startedAt = Date.now();
  const tellAgain = () => Promise.all(killed.map(({ event }) => deliver(event)));
  const report = () => Promise.all(killed.map(({ provider }) => provider.report()));
  passTo(startedAt + 5000);
  await tellAgain();
  passTo(startedAt + 20_000);
  await world.reconcile();
  await tellAgain();
  for (const minute of [1, 2, 3, 61]) {
    passTo(startedAt + minute * 60_000);
    await report();
    await world.reconcile();
  }
  passTo(startedAt + 63 * 60_000);
  await world.reconcile();
  await announce();
}

/** How it ended for a customer: in one word, and all that has to agree with it. */
async function endOf({ id, provider }: Killed) {
  const invitationId = InvitationId.parse(id);
  const [stored, invitation] = [await readNotices(table, invitationId), await readInvitation(table, invitationId)];
  const newest = stored?.notices.at(-1);
  const marks = events.filter(({ type, detail }) => type === 'Customer Not Told' && detail['invitationId'] === id);
  return {
    end: newest?.end?.state === 'not-told' ? newest.end.reason : newest?.end?.state,
    isSettled: newest?.isSettled,
    dueAt: stored?.dueAt,
    mark: invitation?.notTold?.reason,
    announced: marks.at(-1)?.detail['reason'],
    accepted: provider.accepted(),
  };
}

describe('a teller that is killed before and after each of its writes', () => {
  it.each([
    ['is accepted and arrives', () => aProvider('accepts', 'delivered'), aMovedBooking, 'told'],
    ['is refused for good', () => aProvider('refuses', 'delivered'), aBooking, 'refused'],
    ['is refused at first', () => aProvider('is busy', 'delivered'), aBooking, 'told'],
    ['is accepted and fails', () => aProvider('accepts', 'failed'), aMovedBooking, 'failed'],
  ] as const)('sends one message at most, which %s, and ends by the deadline', async (_, make, prepare, usual) => {
    const killed = await killEach(make, () => prepare());
    expect(killed.length).toBeGreaterThan(6);
    await liveOn(killed);
    for (const one of killed) {
      const { end, accepted, ...others } = await endOf(one);
      expect([usual, 'unknown'], one.label).toContain(end);
      const mark = end === 'told' ? undefined : end;
      expect(others, one.label).toEqual({ isSettled: true, dueAt: undefined, mark, announced: mark });
      expect(accepted, one.label).toBeLessThanOrEqual(1);
      expect(accepted, one.label).toBeGreaterThanOrEqual(end === 'told' || end === 'failed' ? 1 : 0);
    }
  });
});
