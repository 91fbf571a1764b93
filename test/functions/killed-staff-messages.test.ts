/** Functions that tell staff and answer their taps, killed at any of their writes. */
import { afterEach, expect, it, vi } from 'vitest';
import { createKillingLine } from '../support/killing-line.ts';
import { createStaff, STAFF_PHONES, staffContract } from '../support/staff.ts';
import { useTableModel } from '../support/table-model.ts';
import { secondsAgo, tapBody } from '../support/webhooks.ts';
import { startWorld } from '../support/world.ts';

const { en } = STAFF_PHONES;
const line = createKillingLine();
const contract = staffContract({
  staff: { phones: [{ phone: en, language: 'en' }] },
  intent: { ...staffContract().intent, answersPerHour: 60 },
});
const world = await startWorld(contract, useTableModel(line.pass));
const { aBooking, announceAll, answerStaff, newestIdTo, sentTo, settle, tellStaff, write } = createStaff(world);

afterEach(() => {
  line.revive();
  vi.useRealTimers();
});

const passTo = (ms: number) => vi.useFakeTimers({ toFake: ['Date'], now: ms, shouldAdvanceTime: true });

/** What the provider took since `before`, after the event came again and again within an hour. */
async function messagesAfter(before: number, deliver: () => Promise<string[]>): Promise<number> {
  const startedAt = Date.now();
  for (const seconds of [1, 20, 3_600]) {
    passTo(startedAt + seconds * 1_000);
    await deliver();
  }
  expect(await deliver()).toEqual([]);
  vi.useRealTimers();
  return sentTo(en).length - before;
}

/** Kills what `act` does at each of its writes in turn, before and after the table takes it, until there is none left. */
async function killEach(prepare: () => Promise<() => Promise<string[]>>): Promise<number[]> {
  const counts: number[] = [];
  for (let write = 1; ; write++) {
    let wasKilled = false;
    for (const isTaken of [false, true]) {
      const act = await prepare();
      const before = sentTo(en).length;
      line.kill({ write, isTaken });
      await act().catch(() => undefined);
      wasKilled = line.revive();
      counts.push(await messagesAfter(before, act));
    }
    if (!wasKilled) return counts;
  }
}

it('a member is told of no event twice, wherever the teller is killed, and once where it is not', async () => {
  const counts = await killEach(async () => {
    await write(en, 'Good morning', { at: secondsAgo(0) });
    await aBooking();
    const events = await announceAll();
    return () => tellStaff(events);
  });
  expect(counts.length).toBeGreaterThan(6);
  expect(counts.filter((count) => count > 1)).toEqual([]);
  expect(counts.slice(-2)).toEqual([1, 1]);
});

it('a tap is answered no more than once, wherever the answer is killed, and once where it is not', async () => {
  const counts = await killEach(async () => {
    await write(en, 'Good morning', { at: secondsAgo(0) });
    await aBooking();
    await settle();
    const tap = tapBody('normalised', { phone: en, answers: newestIdTo(en), label: 'Call', at: secondsAgo(0) });
    await world.webhook(tap, '/messages');
    const events = await announceAll();
    return () => answerStaff(events);
  });
  expect(counts.length).toBeGreaterThan(4);
  expect(counts.filter((count) => count > 1)).toEqual([]);
  expect(counts.slice(-2)).toEqual([1, 1]);
});
