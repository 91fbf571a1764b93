import { afterEach, describe, expect, it, vi } from 'vitest';
import { FORM_DAY } from '../../support/clock.ts';
import { aContract } from '../../support/contract.ts';
import { createInterruptedLine } from '../../support/interrupted-line.ts';
import { EVENING, withReminders } from '../../support/reminder-terms.ts';
import { createReminded } from '../../support/reminders.ts';
import { type LineCall, useTableModel } from '../../support/table-model.ts';
import { startWorld } from '../../support/world.ts';

const line = createInterruptedLine();
const world = await startWorld(withReminders(aContract()), useTableModel(line.pass));
const { anOpenWindow, cancel, patch, write, reconcileAt, reminded, ends, stored } = createReminded(world);

afterEach(() => {
  vi.useRealTimers();
});

/** Has something happen once an attempt to remind of a booking is claimed (its next write), just before the last look. */
function betweenClaimAndLook(id: unknown, act: () => Promise<unknown>): void {
  let isClaimed = false;
  const isLook = ({ operation, request }: LineCall) => {
    if (!request.includes(`"reminder#${id}"`)) return false;
    if (operation === 'UpdateItem') isClaimed = true;
    return isClaimed && operation === 'GetItem';
  };
  line.before(isLook, act);
}

const erase = (phone: string) =>
  world.call({
    route: 'DELETE /customers',
    query: { phone },
    headers: { authorization: `Bearer ${world.keys.apiKey.current}` },
  });

describe('a reminder that was about to be sent', () => {
  it.each<[string, string, (booked: { id: unknown; phone: string }) => Promise<unknown>]>([
    ['the appointment moved', 'moved', ({ id }) => patch(id, { date: FORM_DAY, time: '15:00' })],
    ['the appointment was cancelled', 'cancelled', ({ id }) => cancel(id)],
    ['the customer wished for no more messages', 'opted-out', ({ phone }) => write(phone, 'stop')],
  ])('is not sent if %s, and leaves no attempt', async (_, end, act) => {
    const booked = await anOpenWindow();
    betweenClaimAndLook(booked.id, () => act(booked));
    await reconcileAt(EVENING);
    expect((await ends(booked.id))[0], 'at once').toBe(`day-before: ${end}`);
    await reconcileAt(EVENING + 60_000);
    expect(reminded(booked.phone)).toEqual([]);
    expect((await ends(booked.id))[0]).toBe(`day-before: ${end}`);
    expect((await stored(booked.id))[0]?.attempts).toEqual([]);
  });

  it('is not sent if the customer was erased', async () => {
    const { id, phone } = await anOpenWindow();
    betweenClaimAndLook(id, () => erase(phone));
    await reconcileAt(EVENING);
    expect(reminded(phone)).toEqual([]);
    expect(await stored(id)).toEqual([]);
  });
});
