import { PutCommand, ScanCommand } from '@aws-sdk/lib-dynamodb';
import type { Instant } from '../../domain/time/instant.ts';
import { readItem } from '../table/items.ts';
import { placesReadyKey } from '../table/keys.ts';
import type { Table } from '../table/table.ts';

/** Ready once is ready for ever: no process asks twice. */
const knownReady = new WeakSet<Table>();

/** Says that every booking has its claims. */
export async function markPlacesReady(table: Table, at: Instant): Promise<void> {
  const Item = { ...placesReadyKey(table.channelId), type: 'places', channelId: table.channelId, readyAt: at };
  await table.client.send(new PutCommand({ TableName: table.name, Item }));
  knownReady.add(table);
}

async function isMarked(table: Table): Promise<boolean> {
  return (await readItem(table, placesReadyKey(table.channelId))) !== undefined;
}

/** The agenda holds bookings and nothing else, so that one item of it tells. */
async function hasBookings(table: Table): Promise<boolean> {
  const { Items = [] } = await table.client.send(
    new ScanCommand({ TableName: table.name, IndexName: 'agenda', Limit: 1 }),
  );
  return Items.length > 0;
}

/**
 * Whether the days tell what is taken. They do not while bookings of a time without services may lack their claims,
 * which `claims rebuild` makes. A stack that has no booking at all is ready, and marked as such.
 */
export async function arePlacesReady(table: Table, now: Instant): Promise<boolean> {
  if (knownReady.has(table)) return true;
  const wasMarked = await isMarked(table);
  if (!wasMarked && !(await hasBookings(table))) await markPlacesReady(table, now);
  // The booking that was found may be the first one, of another function that found none before it.
  else if (wasMarked || (await isMarked(table))) knownReady.add(table);
  return knownReady.has(table);
}
