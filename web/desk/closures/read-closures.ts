import type * as z from 'zod/mini';
import { ClosurePage, type ClosureView } from '../../../functions/shared/http/answers/closures.ts';
import { BookingPage, type ListedBooking } from '../../../functions/shared/http/answers/lists.ts';
import type { Connection, Query } from '../../ui/connection.ts';

const LIMIT = 100;

type Page<Item> = { items: Item[]; cursor?: string | undefined };

async function readAll<Item>(
  api: Connection,
  schema: z.ZodMiniType<Page<Item>>,
  path: string,
  query: Query,
): Promise<Item[]> {
  const items: Item[] = [];
  let cursor: string | undefined;
  do {
    const page = await api.get(schema, path, { ...query, limit: LIMIT, cursor });
    items.push(...page.items);
    cursor = page.cursor;
  } while (cursor !== undefined);
  return items;
}

/** The closures that hold, or will as soon as they are written, at some time from one day to another. */
export async function readClosures(api: Connection, from: string, to: string): Promise<ClosureView[]> {
  const closures = await readAll(api, ClosurePage, '/closures', { from, to });
  return closures
    .filter(({ state }) => state === 'applying' || state === 'applied')
    .toSorted((one, other) => (one.from < other.from ? -1 : 1));
}

/** All bookings that start from one day to another. */
export const readBookings = (api: Connection, from: string, to: string): Promise<ListedBooking[]> =>
  readAll(api, BookingPage, '/bookings', { from, to });
