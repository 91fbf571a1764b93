/** Opt-outs that the provider reports before the message is known to be ours, by runs that end as soon as it is. */
import { afterEach, describe, expect, it, vi } from 'vitest';
import { createChat } from '../support/chat.ts';
import { aContract } from '../support/contract.ts';
import { createKillingLine } from '../support/killing-line.ts';
import { clockAt, withReminders } from '../support/reminder-terms.ts';
import { createReminded } from '../support/reminders.ts';
import { useTableModel } from '../support/table-model.ts';
import { aMessageId, secondsAgo, statusesBody } from '../support/webhooks.ts';
import { startWorld } from '../support/world.ts';

const line = createKillingLine();
const reminders = [{ key: 'two-hours', before: { minutes: 120 } }];
const world = await startWorld(withReminders(aContract(), { reminders }), useTableModel(line.pass));
const { book, deliverText, settle } = createChat(world);
const { aBooking, announced, anOpenWindow, passTo } = createReminded(world);

const MINUTE_MS = 60_000;
const DUE = clockAt('08:30');

afterEach(() => {
  line.revive();
  vi.useRealTimers();
});

const failure = (id: string, phone: string) =>
  statusesBody('hooks', { id, status: 'failed', phone, at: secondsAgo(0), error: { code: 131050, title: 'x' } });

/** The provider takes the next message and reports its failure before it answers. The run ends once the message is linked. */
function failEarly(phone: string) {
  const id = aMessageId();
  world.provider.answerNext({
    body: { sent: true, id },
    after: async () => {
      await world.webhook(failure(id, phone), '/delivery');
      line.kill({ write: 1, isTaken: true });
    },
  });
}

async function aNotice() {
  const { phone } = await aBooking();
  const told = await announced();
  failEarly(phone);
  await world.deliverAnnounced('tell-customer', ...told).catch(() => undefined);
  return phone;
}

async function aReminder() {
  const { phone } = await anOpenWindow();
  // Nothing else is due when the reminder is.
  passTo(DUE - MINUTE_MS);
  await world.reconcile();
  passTo(DUE);
  failEarly(phone);
  await world.reconcile().catch(() => undefined);
  return phone;
}

async function anAnswer() {
  const { phone } = await book();
  await deliverText(phone, 'I need to cancel my appointment');
  failEarly(phone);
  await settle().catch(() => undefined);
  return phone;
}

describe('an opt-out that is reported before its message is linked, by a run that ends there, counts', () => {
  it.each([
    ['a notice', aNotice],
    ['a reminder', aReminder],
    ['an answer', anAnswer],
  ])('if the message was %s', async (_, send) => {
    const phone = await send();
    expect(line.revive()).toBe(true);
    passTo(Date.now() + 3 * MINUTE_MS);
    await world.reconcile();
    expect((await world.invite({ phone })).status).toBe(422);
  });
});
