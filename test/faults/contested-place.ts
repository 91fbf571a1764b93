import assert from 'node:assert/strict';
import { type Answer, request } from '../integration/support/request.ts';
import type { RunningStack } from './running-stack.ts';

const AT_ONCE = 200;
const DAY_MS = 86_400_000;

/** What the clinic of the tests can give so often at one time. */
const PLACES = [
  { capacity: 1, wish: { service: 'consultation', resource: 'ana' } },
  { capacity: 2, wish: { service: 'treatment' } },
  { capacity: 7, wish: { service: 'group' } },
];

export type ContestReport = { rounds: number; booked: number; taken: number; busy: number; seconds: number };

/** The workdays from a week ahead, one for each round. */
function workdays(count: number): string[] {
  const days = Array.from({ length: count * 2 + 4 }, (_, index) => new Date(Date.now() + (7 + index) * DAY_MS));
  const open = days.filter((day) => ![0, 6].includes(day.getUTCDay()));
  return open.slice(0, count).map((day) => day.toISOString().slice(0, 10));
}

const kindOf = ({ body }: Answer) => String(body['type']).split(':').at(-1);

/** How one answer came out. Fails on any that nobody should get, and where a refused caller learns no alternative. */
function outcomeOf(answer: Answer): 'booked' | 'taken' | 'busy' {
  if (answer.status === 201) return 'booked';
  const told = `A contested place was answered with ${answer.status} ${kindOf(answer)}.`;
  if (answer.status === 503 && kindOf(answer) === 'busy') return 'busy';
  assert.deepEqual([answer.status, kindOf(answer)], [409, 'slot-taken'], told);
  const alternatives = answer.body['alternatives'];
  assert(Array.isArray(alternatives) && alternatives.length > 0, 'A refused caller was told no alternative.');
  return 'taken';
}

/**
 * Has 200 callers ask for one place at once, for places of capacity 1, 2 and 7, in so many rounds. In each, exactly as
 * many as there is room for are booked. Whoever was told `busy` asks again, and is told then.
 */
export async function contestPlaces(
  { endpoints }: RunningStack,
  rounds: number,
  onProgress: (line: string) => void,
): Promise<ContestReport> {
  const authorization = `Bearer ${endpoints.apiKey}`;
  const report: ContestReport = { rounds: 0, booked: 0, taken: 0, busy: 0, seconds: 0 };

  async function untilTold(body: object, key: string): Promise<'booked' | 'taken'> {
    for (;;) {
      const headers = { authorization, 'idempotency-key': key };
      const answer = await request('POST', `${endpoints.api}/bookings`, body, headers);
      const outcome = answer.status === 200 ? 'booked' : outcomeOf(answer);
      if (outcome !== 'busy') return outcome;
      report.busy += 1;
    }
  }

  const began = performance.now();
  for (const date of workdays(rounds)) {
    for (const { capacity, wish } of PLACES) {
      const body = { ...wish, date, time: `${9 + capacity}:00`, customerName: 'Gina' };
      const keyOf = (caller: number) => `${date}-${capacity}-${caller}`;
      const outcomes = await Promise.all(
        Array.from({ length: AT_ONCE }, (_, caller) => untilTold(body, keyOf(caller))),
      );
      const booked = outcomes.filter((outcome) => outcome === 'booked').length;
      assert.equal(booked, capacity, `A place for ${capacity} was given ${booked} times.`);
      report.booked += booked;
      report.taken += AT_ONCE - booked;
    }
    report.rounds += 1;
    onProgress(`${report.rounds} of ${rounds} rounds of contested places, ${report.busy} answers "busy" so far`);
  }
  report.seconds = (performance.now() - began) / 1000;
  return report;
}
