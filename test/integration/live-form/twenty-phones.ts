import { expect, it } from 'vitest';
import { aPhone } from '../../support/webhooks.ts';
import { liveCustomer, offered, shown } from '../support/live-customer.ts';
import type { RunningStack } from '../support/running-stack.ts';

const PHONES = 20;
/** So many functions at once take seconds on a busy machine. */
const BOUND_MS = 90_000;

/** Twenty customers see the same last hour of one person as free, and press at the same moment. */
export function describeTwentyPhones(stack: RunningStack): void {
  async function aCustomer() {
    const customer = await liveCustomer(stack, aPhone());
    const { data } = await customer.open();
    return { ...customer, ref: data['ref'] };
  }

  it('twenty phones choose the same last hour: one books it, and nineteen see the times that are left', {
    timeout: BOUND_MS,
  }, async () => {
    const customers: Awaited<ReturnType<typeof aCustomer>>[] = [];
    for (let count = 0; count < PHONES; count += 1) customers.push(await aCustomer());
    const { times, last: hour } = await (await liveCustomer(stack, aPhone())).atTheTimes('ana');

    const press = ({ hold, ref }: (typeof customers)[number]) => hold({ ...times, data: { ...times.data, ref } }, hour);
    const screens = (await Promise.all(customers.map(press))).map(shown);
    const others = screens.filter(({ screen }) => screen === 'WHEN');
    expect(others).toHaveLength(PHONES - 1);
    for (const other of others) {
      expect(other.errorMessage).toBeDefined();
      expect(offered(other, 'times')).not.toContain(hour);
    }

    const ends = [];
    for (const [index, screen] of screens.entries())
      if (screen.screen === 'DETAILS') ends.push(await customers[index]?.confirm(screen));
    expect(ends).toEqual([{ kind: 'ended' }]);
    const bookings = await Promise.all(customers.map(({ booking }) => booking()));
    expect(bookings.filter((booking) => booking !== undefined)).toMatchObject([{ state: 'booked', resource: 'ana' }]);
  });
}
