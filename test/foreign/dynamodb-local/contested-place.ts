import assert from 'node:assert/strict';
import { InternalServerError } from '@aws-sdk/client-dynamodb';
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { readHandBooking } from '../../../functions/shared/domain/booking/hand-booking.ts';
import { Refusal } from '../../../functions/shared/domain/delivery/refusal.ts';
import { OWNER } from '../../../functions/shared/domain/people/caller.ts';
import { instantAt } from '../../../functions/shared/domain/time/instant.ts';
import { bookByHand } from '../../../functions/shared/operations/booking/book-by-hand.ts';
import { markPlacesReady } from '../../../functions/shared/store/places/readiness.ts';
import { Contention } from '../../../functions/shared/store/table/lost-race.ts';
import { aClinicContract } from '../../support/clinic.ts';

const AT_ONCE = 200;
const DAY_MS = 86_400_000;

/** What the clinic of the tests can give so often at one time. */
const PLACES = [
  { capacity: 1, wish: { service: 'consultation', resource: 'ana' }, time: '10:00' },
  { capacity: 2, wish: { service: 'treatment' }, time: '12:00' },
  { capacity: 7, wish: { service: 'group' }, time: '16:00' },
];

/** The workdays from a week ahead, one for each round. */
function workdays(count: number): string[] {
  const days = Array.from({ length: count * 2 + 4 }, (_, index) => new Date(Date.now() + (7 + index) * DAY_MS));
  const open = days.filter((day) => ![0, 6].includes(day.getUTCDay()));
  return open.slice(0, count).map((day) => day.toISOString().slice(0, 10));
}

/** Why a caller asks again. Throws any other error. */
function whyRepeat(error: unknown): 'busy' | 'lockedOut' {
  if (error instanceof Contention) return 'busy';
  // DynamoDB Local gives up a write that waits long for its lock, and says that DynamoDB itself would not.
  if (error instanceof InternalServerError && error.message.includes('waiting for a lock')) return 'lockedOut';
  throw error;
}

/**
 * Has 200 callers book one place of a table at once, for places of capacity 1, 2 and 7, in so many rounds. Whoever would
 * be answered "busy" asks again. Throws unless exactly as many are booked as there is room for, and all others are told
 * that the place is taken.
 * @param client has a socket for each caller: all share this one process, which on AWS has one
 */
export async function contestPlaces(
  client: DynamoDBDocumentClient,
  tableName: string,
  rounds: number,
  onProgress: (line: string) => void,
): Promise<void> {
  const contract = aClinicContract({ horizonDays: 730 });
  const table = { name: tableName, channelId: contract.channel.id, client };
  // The random operations before may have left items that look like bookings from before there were services.
  await markPlacesReady(table, instantAt(Date.now()));
  const repeats = { busy: 0, lockedOut: 0 };

  async function isBooked(body: object, key: string): Promise<boolean> {
    for (;;) {
      try {
        await bookByHand({ table, contract }, readHandBooking(body, contract), {
          actor: OWNER.actor,
          key: { kind: 'idempotency-key', value: key },
        });
        return true;
      } catch (error) {
        if (error instanceof Refusal && error.kind === 'slot-taken') return false;
        repeats[whyRepeat(error)] += 1;
      }
    }
  }

  for (const [round, date] of workdays(rounds).entries()) {
    const began = performance.now();
    for (const { capacity, wish, time } of PLACES) {
      const body = { ...wish, date, time, customerName: 'Gina' };
      const callers = Array.from({ length: AT_ONCE }, (_, caller) => isBooked(body, `${date}-${capacity}-${caller}`));
      const booked = (await Promise.all(callers)).filter(Boolean).length;
      assert.equal(booked, capacity, `A place for ${capacity} was given ${booked} times.`);
    }
    const seconds = ((performance.now() - began) / 1000).toFixed(0);
    onProgress(
      `${round + 1} of ${rounds} rounds of contested places (${seconds} s), ${repeats.busy} answers "busy" and ` +
        `${repeats.lockedOut} waits for a lock that DynamoDB Local gave up so far`,
    );
  }
}
