import { GetCommand, PutCommand, ScanCommand, type ScanCommandOutput } from '@aws-sdk/lib-dynamodb';
import type { Instant } from '../../domain/time/instant.ts';
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
  const Key = placesReadyKey(table.channelId);
  const { Item } = await table.client.send(new GetCommand({ TableName: table.name, Key, ConsistentRead: true }));
  return Item !== undefined;
}

/** A page of the agenda, which holds bookings and closures. */
const AGENDA_PAGE = 100;

async function hasBookings(table: Table): Promise<boolean> {
  let ExclusiveStartKey: Record<string, unknown> | undefined;
  do {
    const page: ScanCommandOutput = await table.client.send(
      new ScanCommand({
        TableName: table.name,
        IndexName: 'agenda',
        Limit: AGENDA_PAGE,
        FilterExpression: '#type = :invitation',
        ExpressionAttributeNames: { '#type': 'type' },
        ExpressionAttributeValues: { ':invitation': 'invitation' },
        ExclusiveStartKey,
      }),
    );
    if (page.Items?.length) return true;
    ExclusiveStartKey = page.LastEvaluatedKey;
  } while (ExclusiveStartKey);
  return false;
}

/**
 * Whether the days tell what is taken. They do not while bookings of a time without services may lack their claims,
 * which `claims rebuild` makes. A stack that has no booking at all is ready, and marked as such.
 */
export async function arePlacesReady(table: Table, now: Instant): Promise<boolean> {
  if (knownReady.has(table)) return true;
  if (await isMarked(table)) knownReady.add(table);
  else if (!(await hasBookings(table))) await markPlacesReady(table, now);
  return knownReady.has(table);
}
