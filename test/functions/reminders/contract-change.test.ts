import { afterEach, describe, expect, it, vi } from 'vitest';
import { planAll } from '../../../functions/shared/operations/reminders/plan-all.ts';
import { openTable } from '../../../functions/shared/store/table/table.ts';
import { aContract } from '../../support/contract.ts';
import { clockAt, withReminders } from '../../support/reminder-terms.ts';
import { createReminded } from '../../support/reminders.ts';
import { startWorld } from '../../support/world.ts';

const contract = withReminders(aContract());
const world = await startWorld(contract);
const { aPlanned, passTo, plan, cancel, ends, stored } = createReminded(world);
const table = openTable(process.env['TABLE_NAME'] ?? '', contract.channel.id);

afterEach(() => {
  vi.useRealTimers();
});

const others = {
  reminders: [
    { key: 'two-hours', before: { minutes: 180 } },
    { key: 'week', before: { days: 7, at: '12:00' } },
  ],
};
const changed = withReminders(aContract(), others);
const ENOUGH = () => 300_000;

describe('after the reminders of the contract changed', () => {
  it('bookings that were there before are planned as it says now, once', async () => {
    const { id } = await aPlanned();
    const cancelled = await aPlanned();
    await cancel(cancelled.id);
    await plan();
    expect(await planAll({ table, contract: changed }, ENOUGH)).toMatchObject({ kind: 'planned' });
    expect(await ends(id)).toEqual(['two-hours: planned', 'week: planned']);
    const sendTimes = (await stored(id)).map(({ sendAt }) => sendAt);
    expect(sendTimes).toEqual([clockAt('07:30'), clockAt('12:00', -7)].map((ms) => new Date(ms).toISOString()));
    expect(await ends(cancelled.id)).toEqual(['day-before: cancelled', 'two-hours: cancelled']);
    expect(await planAll({ table, contract: changed }, ENOUGH)).toEqual({ kind: 'unchanged', bookings: 0 });
  });

  it('a reminder whose time is over for a booking is left out', async () => {
    const { id } = await aPlanned();
    passTo(clockAt('12:00', -6));
    expect(await planAll({ table, contract: contract }, ENOUGH)).toMatchObject({ kind: 'planned' });
    expect(await planAll({ table, contract: changed }, ENOUGH)).toMatchObject({ kind: 'planned' });
    expect(await ends(id)).toEqual(['two-hours: planned', 'week: late']);
  });

  it('a run without time left is continued by the next', async () => {
    await aPlanned();
    expect(await planAll({ table, contract }, () => 1000)).toEqual({ kind: 'continues', bookings: 0 });
    expect(await planAll({ table, contract }, ENOUGH)).toMatchObject({ kind: 'planned' });
  });

  it('that are left out for a while and come back are planned anew', async () => {
    const none = aContract();
    await planAll({ table, contract }, ENOUGH);
    expect(await planAll({ table, contract: none }, ENOUGH)).toEqual({ kind: 'planned', bookings: 0 });
    expect(await planAll({ table, contract: none }, ENOUGH)).toMatchObject({ kind: 'unchanged' });
    expect(await planAll({ table, contract }, ENOUGH)).toMatchObject({ kind: 'planned' });
  });
});
