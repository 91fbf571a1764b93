/** Functions that remind customers and are killed at any of their writes. */
import { afterEach, describe, expect, it, vi } from 'vitest';
import { aContract } from '../../support/contract.ts';
import { createKillingLine, type Kill } from '../../support/killing-line.ts';
import { clockAt, withReminders } from '../../support/reminder-terms.ts';
import { createReminded, dayForm } from '../../support/reminders.ts';
import { useTableModel } from '../../support/table-model.ts';
import { startWorld } from '../../support/world.ts';

const line = createKillingLine();
const reminders = [{ key: 'two-hours', before: { minutes: 120 } }];
const world = await startWorld(withReminders(aContract(), { reminders }, ['en']), useTableModel(line.pass));
const { aBooking, aPlanned, announced, passTo, plan, reminded, stored, ends } = createReminded(world);

afterEach(() => {
  line.revive();
  vi.useRealTimers();
});

const DUE = clockAt('08:30');
const MINUTE = 60_000;

/** Does something for one customer after the other, and kills it at each of its writes in turn, until there is none left. */
async function killEach<Customer>(make: () => Promise<Customer>, act: (customer: Customer) => Promise<unknown>) {
  const killed: { customer: Customer; kill: Kill }[] = [];
  for (let write = 1; ; write++) {
    let wasKilled = false;
    for (const isTaken of [false, true]) {
      vi.useRealTimers();
      const customer = await make();
      const kill = { write, isTaken };
      line.kill(kill);
      await act(customer).catch(() => undefined);
      wasKilled = line.revive();
      killed.push({ customer, kill });
    }
    if (!wasKilled) return killed;
  }
}

describe('a function that is killed before and after each of its writes', () => {
  it('while it sends, sends one message at most, and never one again of which nobody knows', {
    timeout: 120_000,
  }, async () => {
    const killed = await killEach(aPlanned, async () => {
      passTo(DUE);
      await world.reconcile();
    });
    expect(killed.length).toBeGreaterThan(6);
    for (const minute of [1, 2, 5, 61]) {
      passTo(DUE + minute * MINUTE);
      await world.reconcile();
    }
    for (const { customer, kill } of killed) {
      const label = JSON.stringify(kill);
      const [end = ''] = await ends(customer.id);
      const sent = reminded(customer.phone).length;
      expect(['two-hours: no-news', 'two-hours: unknown'], label).toContain(end);
      expect(sent, label).toBeLessThanOrEqual(1);
      if (end.endsWith('no-news')) expect(sent, label).toBe(1);
      expect((await stored(customer.id))[0]?.attempts, label).toHaveLength(1);
    }
  });

  it('while it plans, plans all the same when the event comes again', { timeout: 120_000 }, async () => {
    const killed = await killEach(
      async () => {
        const booked = await aBooking(dayForm, 0);
        return { ...booked, events: await announced() };
      },
      ({ events }) => world.deliverAnnounced('tell-customer', ...events),
    );
    for (const { customer, kill } of killed) {
      await world.deliverAnnounced('tell-customer', ...customer.events);
      expect(await ends(customer.id), JSON.stringify(kill)).toEqual(['two-hours: planned']);
    }
    await plan();
  });
});
