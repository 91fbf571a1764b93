import { Temporal } from 'temporal-polyfill';
import type { Contract } from '../../functions/shared/contract/contract.ts';
import { SlotList, type SlotView } from '../../functions/shared/http/answers/slots.ts';
import type { Clock } from '../clock.ts';
import type { Endpoints } from '../endpoints.ts';
import { planBookings } from './plan.ts';

/** Fewer than until the day of README's walk-through, which finds its day empty. */
const DAYS_AHEAD = 5;

/** What the bookings are made with. */
export type ExampleBusiness = {
  endpoints: Pick<Endpoints, 'api' | 'apiKey'>;
  contract: Pick<Contract, 'booking' | 'languages'>;
  clock: Clock;
};

/**
 * Books some appointments of invented people, today and in the next days, as staff book them: by the API, at times that are
 * free by the stack's clock. Returns how many were booked: none where the contract names no services.
 * @throws Error if the API does not answer what is free
 */
export async function makeExampleBookings({ endpoints, contract, clock }: ExampleBusiness): Promise<number> {
  const { api, apiKey } = endpoints;
  const { services = [], timeZone } = contract.booking;
  const headers = { authorization: `Bearer ${apiKey}`, 'content-type': 'application/json' };
  const today = Temporal.Instant.fromEpochMilliseconds(clock.now().getTime())
    .toZonedDateTimeISO(timeZone)
    .toPlainDate();
  const days = { from: String(today), to: String(today.add({ days: DAYS_AHEAD })) };

  async function freeOf(service: string): Promise<[string, SlotView[]]> {
    const query = new URLSearchParams({ service, by: 'staff', ...days });
    const answer = await fetch(`${api}/slots?${query}`, { headers });
    if (!answer.ok) throw new Error(`GET /slots was answered with ${answer.status}.`);
    return [service, SlotList.parse(await answer.json()).items];
  }

  const slots = new Map(await Promise.all(services.map(({ id }) => freeOf(id))));
  let booked = 0;
  // One after the other: two that want the same room at once would wait for each other.
  for (const [index, booking] of planBookings(slots, Object.keys(contract.languages)).entries()) {
    const answer = await fetch(`${api}/bookings`, {
      method: 'POST',
      headers: { ...headers, 'idempotency-key': `example-${index}` },
      body: JSON.stringify(booking),
    });
    // One that needs what another one took is left out.
    if (answer.ok) booked += 1;
  }
  return booked;
}
