import { createHash } from 'node:crypto';
import { marshall } from '@aws-sdk/util-dynamodb';
import { DAY_MS, epochSeconds, HOUR_MS, instantAt } from '../../../functions/shared/domain/time/instant.ts';
import { unmatchedKey, worklistAttributes } from '../../../functions/shared/store/table/keys.ts';
import { seededRandom } from '../../../local/one-msg/behaviour/seeded-random.ts';
import { aContract } from '../../support/contract.ts';
import { textBody } from '../../support/webhooks.ts';
import type { Life } from './life.ts';
import { chatItem, invitationItem, itemsOf, MOST_ITEMS } from './life-items.ts';
import type { WireItem } from './stored-table.ts';

const { channel, retention } = aContract();

/** The number of each kind in a table of any size. */
export const UPCOMING = 80;
const WAITING = 100;
const LOYAL = 30;
const QUIET = 12;
const BUSY = 40;
const ATTENTION = 8;
const UNMATCHED = 10;

/** Days before today: all that grows lies between the last two, and outside of what is asked about. */
const BUSY_DAY = 90;
const QUIET_DAY = 120;
const NEWEST = 75;
const OLDEST = 394;

/** The number of the first life that not every table has. */
const FIRST_PAST = 10_000;

const EVENING_MS = 18 * HOUR_MS;
const SUNDAY = 0;
const WEEK = 7;

/** Items added for one measurement and then removed. */
export type Preparation = {
  /** This many of yesterday's invitations are due for a delivery check. */
  due?: number;
  /** This many additional bookings in the months that the calendar shows. */
  moreBookings?: number;
};

/**
 * A business whose last months and coming months are the same in a table of any size. What differs is how much lies
 * behind it: up to 400 days, as long as the contract keeps invitations. `today` is any moment of the day, in ms.
 */
export function createBusiness(today: number) {
  const midnight = Math.floor(today / DAY_MS) * DAY_MS;
  const dayAt = (offset: number) => midnight + offset * DAY_MS;
  const dateOf = (ms: number) => new Date(ms).toISOString().slice(0, 10);
  const monday = dayAt(-QUIET_DAY) - ((new Date(dayAt(-QUIET_DAY)).getUTCDay() + 6) % WEEK) * DAY_MS;

  /** Apart from the other customers' numbers, which begin with 346 (test/support/webhooks.ts). */
  const phoneOf = (number: number) => `3471${String(number).padStart(7, '0')}`;
  /** Within the working day in every zone. */
  const inTheDay = (offset: number, number: number) =>
    dayAt(offset) + 8 * HOUR_MS + ((number * 7_919) % 30_000) * 1_000;

  function bookedOn(day: number, number: number): NonNullable<Life['booked']> {
    const open = new Date(day).getUTCDay() === SUNDAY ? day + DAY_MS : day;
    const half = number % 18;
    return { date: dateOf(open), time: `${String(9 + (half >> 1)).padStart(2, '0')}:${half % 2 ? '30' : '00'}` };
  }

  /** Half of them in the coming week, the others from ten days ago to nine months ahead. */
  function upcomingDay(index: number): number {
    if (index < 40) return 1 + (index % 6);
    if (index < 60) return index - 32;
    return index < 70 ? 59 - index : 45 + 25 * (index - 70);
  }

  function upcoming(index: number, number = index): Life {
    const day = upcomingDay(index);
    const invitedAt = inTheDay(Math.min(day, 0) - 4, number);
    return {
      number,
      phone: phoneOf(number),
      invitedAt,
      booked: bookedOn(dayAt(day), number),
      ...(index < ATTENTION && number === index && { attentionSince: inTheDay(-1, number) }),
    };
  }

  const lives = (count: number, first: number, make: (index: number, number: number) => Omit<Life, 'number'>): Life[] =>
    Array.from({ length: count }, (_, index) => ({ number: first + index, ...make(index, first + index) }));

  /** Invited yesterday, not booked yet. */
  const waiting = lives(WAITING, 100, (_, number) => ({ phone: phoneOf(number), invitedAt: inTheDay(-1, number) }));
  /** One customer with many invitations. */
  const loyal = lives(LOYAL, 200, (index, number) => {
    const days = NEWEST + 10 * index;
    return {
      phone: phoneOf(200),
      isKnown: index > 0,
      invitedAt: inTheDay(-days, number),
      booked: bookedOn(dayAt(3 - days), number),
    };
  });
  const present = [
    ...Array.from({ length: UPCOMING }, (_, index) => upcoming(index)),
    ...waiting,
    ...loyal,
    ...lives(QUIET, 230, (index, number) => ({
      phone: phoneOf(number),
      invitedAt: monday - 2 * DAY_MS + number * 1_000,
      booked: bookedOn(monday + (index % 6) * DAY_MS, number),
    })),
    // The last of their day, whoever else is invited on it.
    ...lives(BUSY, 250, (index, number) => ({
      phone: phoneOf(number),
      invitedAt: dayAt(-BUSY_DAY) + EVENING_MS + index * 60_000,
    })),
  ];

  /** Of any hundred one was invited on the busy day, and one waits; six in seven booked, but nobody in the quiet week. */
  function past(number: number): Life {
    const random = seededRandom(number);
    const days = number % 100 === 0 ? BUSY_DAY : NEWEST + Math.floor(random() * (OLDEST - NEWEST));
    const invitedAt = inTheDay(-days, number) + Math.floor(random() * HOUR_MS);
    const life = { number, phone: phoneOf(number), invitedAt };
    const day = dayAt(1 + Math.floor(random() * 8) - days);
    const isQuiet = day >= monday - DAY_MS && day < monday + WEEK * DAY_MS;
    const chance = random();
    if (chance < 0.01) return { ...life, heldBackUntil: dayAt(1) + number };
    return chance < 0.15 ? life : { ...life, booked: bookedOn(isQuiet ? day + (WEEK + 1) * DAY_MS : day, number) };
  }

  function unmatchedItem(index: number): WireItem {
    const text = JSON.stringify(textBody('normalised', { id: `wamid.${index}`, phone: phoneOf(index) }));
    const at = inTheDay(-1, index);
    const hash = createHash('sha256').update(text).digest('hex');
    return marshall({
      ...unmatchedKey(hash),
      type: 'unmatched',
      channelId: channel.id,
      createdAt: instantAt(at),
      reason: 'unknown-shape',
      hash,
      bytes: Buffer.byteLength(text),
      text,
      ...worklistAttributes(channel.id, 'unmatched', instantAt(at)),
      expiresAt: epochSeconds(instantAt(at + retention.unmatchedDays * DAY_MS)),
    });
  }

  /** The items of a table with so many of them. */
  async function* fill(size: number): AsyncGenerator<WireItem> {
    let left = size;
    function* counted(items: WireItem[]) {
      left -= items.length;
      yield* items;
    }
    yield* counted(Array.from({ length: UNMATCHED }, (_, index) => unmatchedItem(index)));
    for (const life of present) yield* counted(await itemsOf(life));
    let number = FIRST_PAST;
    for (; left >= MOST_ITEMS; number += 1) yield* counted(await itemsOf(past(number)));
    for (; left > 0; number += 1) yield* counted([await chatItem(past(number))]);
  }

  return {
    waiting,
    loyal,
    upcoming,
    days: {
      yesterday: dateOf(dayAt(-1)),
      busy: dateOf(dayAt(-BUSY_DAY)),
      comingWeek: { from: dateOf(dayAt(1)), to: dateOf(dayAt(WEEK)) },
      quietWeek: { from: dateOf(monday), to: dateOf(monday + 6 * DAY_MS) },
    },
    fill,
    prepare: ({ due = 0, moreBookings = 0 }: Preparation): WireItem[] => [
      ...waiting.slice(0, due).map((life) => invitationItem({ ...life, dueAt: today - 60_000 })),
      ...Array.from({ length: moreBookings }, (_, index) => invitationItem(upcoming(index, 1_000 + index))),
    ],
  };
}
