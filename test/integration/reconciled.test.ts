import { beforeEach, describe, expect, it } from 'vitest';
import { aPhone } from '../support/webhooks.ts';
import { aFreeDay } from './support/free-days.ts';
import { startStack } from './support/running-stack.ts';

const stack = await startStack('single');
const { simulator } = stack;

const MINUTE = 60;
const HOUR = 60 * MINUTE;

/** The times between the looks of the contract's schedule: 1 min, 5 min, 30 min, 2 h, 12 h; and a while after. */
const LOOKS = [MINUTE, 4 * MINUTE, 25 * MINUTE, 90 * MINUTE, 10 * HOUR].map((seconds) => seconds + 5);
const AFTER_THE_LAST = 24 * HOUR;

const FORM = { date: aFreeDay(), time: '10:00', service: 'consultation', name: 'Alex' };

async function statusOf(invitationId: unknown): Promise<string> {
  return (await stack.invitation(invitationId)).status;
}

async function deliveryOf(invitationId: string): Promise<string | undefined> {
  return (await stack.invitation(invitationId)).messages[0]?.delivery;
}

/** Asks for an invitation of a customer who wrote before. */
async function ask() {
  const phone = aPhone();
  await simulator.write(phone);
  const { status, body } = await stack.invite({ phone, customerName: 'Alex' });
  return { phone, status, said: body['status'], invitationId: String(body['invitationId']), body };
}

const unresolved = (invitationId: string) => stack.announced('Flow Invitation Unresolved', { invitationId });

describe('with every webhook lost', () => {
  beforeEach(() => simulator.behave({ drop: 'all' }));

  it('every message reaches its final status', async () => {
    await simulator.behave({ statuses: ['sent', 'delivered', 'read'] });
    const read = await ask();
    await simulator.behave({ statuses: ['sent', 'delivered'] });
    const delivered = [await ask(), await ask(), await ask()];
    await simulator.behave({ failWith: { code: 131026, times: 1 } });
    const failed = await ask();
    await simulator.behave({ failWith: { code: 131047, after: 'sent', times: 1 } });
    const windowClosed = await ask();

    // Asked, then a minute of grace for a late "delivered", then the reaction, then asked for the template.
    for (let minute = 0; minute < 5; minute++) await stack.passTime(MINUTE + 5);

    expect(await deliveryOf(read.invitationId)).toBe('read');
    for (const { invitationId } of delivered) expect(await deliveryOf(invitationId)).toBe('delivered');
    expect(await statusOf(failed.invitationId)).toBe('undelivered');
    const { status, messages } = await stack.invitation(windowClosed.invitationId);
    expect(status).toBe('accepted');
    expect(messages).toMatchObject([
      { carrier: 'flow', delivery: 'failed' },
      { carrier: 'template', delivery: 'delivered' },
    ]);
    await stack.untilAnnounced('Flow Invitation Rejected', { invitationId: failed.invitationId, stage: 'delivery' });
  });

  it('and no way to ask, each message ends once in an announced "not known"', async () => {
    await simulator.behave({ hookInfo: false });
    const asked = [await ask(), await ask(), await ask()];
    for (const seconds of LOOKS) {
      for (const { invitationId } of asked) expect(unresolved(invitationId)).toEqual([]);
      await stack.passTime(seconds);
    }
    for (const { invitationId } of asked) {
      await stack.untilAnnounced('Flow Invitation Unresolved', { invitationId, unknown: 'delivery' });
    }

    await stack.passTime(AFTER_THE_LAST);
    await stack.untilQuiet();
    for (const { invitationId, phone } of asked) {
      expect(unresolved(invitationId)).toHaveLength(1);
      expect(await simulator.sends(phone)).toHaveLength(1);
    }
  });

  it('a message that stays "sent" for ever ends once in an announced "not known"', async () => {
    await simulator.behave({ statuses: ['sent'] });
    const { invitationId } = await ask();
    for (const seconds of [...LOOKS, AFTER_THE_LAST]) await stack.passTime(seconds);
    await stack.untilAnnounced('Flow Invitation Unresolved', { invitationId, unknown: 'delivery' });

    await stack.passTime(AFTER_THE_LAST);
    expect(unresolved(invitationId)).toHaveLength(1);
    expect(await deliveryOf(invitationId)).toBe('sent');
  });
});

describe('a send whose answer never came', () => {
  const GREETING = 'Hi Alex, book your appointment:';

  /** The provider takes the message (or does not) and hangs up. */
  async function askInVain(taken: 'after' | 'before') {
    await simulator.behave({ timeout: taken, timeoutMs: 100 });
    const asked = await ask();
    await simulator.behave({ timeout: 'none' });
    expect([asked.status, asked.said]).toEqual([202, 'unknown']);
    return asked;
  }

  async function expectUnresolved({ phone, invitationId }: Awaited<ReturnType<typeof ask>>) {
    for (const seconds of [...LOOKS, AFTER_THE_LAST]) await stack.passTime(seconds);
    await stack.untilAnnounced('Flow Invitation Unresolved', { invitationId, unknown: 'acceptance' });
    expect(unresolved(invitationId)).toHaveLength(1);
    expect(await statusOf(invitationId)).toBe('unresolved');
    expect(await simulator.sends(phone)).toHaveLength(1);
  }

  it.each([
    ['its echo', { history: false }],
    ['the history', { drop: 'all' }],
  ])('is adopted by %s and followed to its delivery, and not sent twice', async (_, behaviour) => {
    await simulator.behave(behaviour);
    const { phone, invitationId } = await askInVain('after');
    await stack.untilQuiet();

    for (const seconds of LOOKS) await stack.passTime(seconds);
    await stack.untilAnnounced('Flow Invitation Accepted', { invitationId });
    await stack.untilAnnounced('Delivery Status Changed', { invitationId, status: 'delivered' });
    expect(await statusOf(invitationId)).toBe('accepted');
    expect(await simulator.sends(phone)).toHaveLength(1);
    expect(unresolved(invitationId)).toEqual([]);
  });

  it('is proven by its form', async () => {
    await simulator.behave({ drop: 'messages', history: false });
    const { phone, invitationId } = await askInVain('after');
    const [message] = (await simulator.messages(phone)).filter(({ kind }) => kind === 'flow');
    await simulator.complete(phone, String(message?.id), FORM);
    await stack.untilAnnounced('Appointment Booked', { invitationId });

    for (const seconds of [...LOOKS, AFTER_THE_LAST]) await stack.passTime(seconds);
    expect(await statusOf(invitationId)).toBe('completed');
    expect((await simulator.sends(phone)).filter(({ path }) => path.endsWith('/sendFlow'))).toHaveLength(1);
    expect(unresolved(invitationId)).toEqual([]);
  });

  it('is not known for ever, and said so once, when nothing proves it', async () => {
    await simulator.behave({ drop: 'all', history: false });
    await expectUnresolved(await askInVain('after'));
  });

  it('is not adopted because somebody else’s message was delivered in the same minute', async () => {
    const asked = await askInVain('before');
    await simulator.sendByHand(asked.phone, 'See you tomorrow!');
    await stack.untilQuiet();
    await expectUnresolved(asked);
  });

  it('is not adopted when somebody else wrote the same words in the same minute', async () => {
    const asked = await askInVain('after');
    await simulator.sendByHand(asked.phone, GREETING);
    await stack.untilQuiet();
    await expectUnresolved(asked);
  });
});

describe('a provider that asks to wait', () => {
  const timesOfSends = async (phone: string) => (await simulator.sends(phone)).map(({ at }) => Date.parse(at) / 1000);

  it('is asked again when the time it named is over, and not before', async () => {
    await simulator.behave({ refuse: { status: 429, text: 'Too many requests', retryAfterSeconds: 90, times: 1 } });
    const { phone, status, said, invitationId } = await ask();
    expect([status, said]).toEqual([202, 'retrying']);

    await stack.passTime(MINUTE + 5);
    expect(await timesOfSends(phone)).toHaveLength(1);
    await stack.passTime(MINUTE + 5);
    await stack.untilAnnounced('Flow Invitation Accepted', { invitationId });
    const [first = 0, second = 0, ...others] = await timesOfSends(phone);
    expect(second - first).toBeGreaterThanOrEqual(90);
    expect(others).toEqual([]);
  });

  it('for ever is asked as often as the contract allows, and the end is announced', async () => {
    await simulator.behave({ refuse: { status: 429, text: 'Too many requests' } });
    const { phone, invitationId } = await ask();
    for (let minute = 0; minute < 6; minute++) await stack.passTime(MINUTE + 5);
    await stack.untilAnnounced('Flow Invitation Rejected', { invitationId, stage: 'sending' });

    expect(await statusOf(invitationId)).toBe('rejected');
    const times = await timesOfSends(phone);
    expect(times).toHaveLength(4);
    const pauses = times.slice(1).map((time, index) => time - (times[index] ?? 0));
    for (const [index, atLeast] of [10, 40, 160].entries()) expect(pauses[index]).toBeGreaterThanOrEqual(atLeast);
  });
});

describe('a provider that is down for a while', () => {
  it.each(['unavailable', 'reset'])(
    '(%s) may have taken what it was sent: nothing is repeated, the rest goes on',
    async (down) => {
      const before = await ask();
      await simulator.behave({ down, drop: 'all' });
      const meanwhile = await ask();
      expect([meanwhile.status, meanwhile.said]).toEqual([202, 'unknown']);
      await stack.passTime(MINUTE + 5);
      await simulator.behave({ down: 'none' });

      const after = await ask();
      expect(after.said).toBe('accepted');
      for (const seconds of [...LOOKS, AFTER_THE_LAST]) await stack.passTime(seconds);
      await stack.untilAnnounced('Flow Invitation Unresolved', { invitationId: meanwhile.invitationId });
      for (const { invitationId } of [before, after]) expect(await deliveryOf(invitationId)).toBe('delivered');
      for (const { phone } of [before, meanwhile, after]) expect(await simulator.sends(phone)).toHaveLength(1);
    },
  );

  it('is asked about deliveries again when it is back', async () => {
    await simulator.behave({ drop: 'all' });
    const { invitationId } = await ask();
    await simulator.behave({ down: 'unavailable' });
    await stack.passTime(MINUTE + 5);
    expect(await deliveryOf(invitationId)).toBe('accepted');
    await simulator.behave({ down: 'none' });
    await stack.passTime(4 * MINUTE + 5);
    expect(await deliveryOf(invitationId)).toBe('delivered');
  });
});

it('nothing of all this failed behind the scenes', async () => {
  await stack.untilQuiet();
  expect(stack.failures()).toEqual([]);
});
