import { PutCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod/mini';
import type { Actor, KeyId } from '../../domain/people/actor.ts';
import { NamedKey } from '../../domain/people/named-key.ts';
import { DAY_MS, epochSeconds, type Instant, later } from '../../domain/time/instant.ts';
import { readAs, readItem, readManyItems } from '../table/items.ts';
import { namedKeyAttributes, namedKeyKey } from '../table/keys.ts';
import { ALL_TIME, readRange } from '../table/pages.ts';
import { ifConditionHeld, type Table, writtenAs } from '../table/table.ts';

/** A revoked key stays in the list for so long, to be looked up. */
const KEPT_MS = 400 * DAY_MS;

/** How often all sessions of a key were ended. */
const Rounds = z.object({ round: z._default(z.int(), 0) });

/** A named key as it is stored. */
export const StoredKey = z.extend(NamedKey, { keyHash: z.string(), ...Rounds.shape });
export type StoredKey = z.infer<typeof StoredKey>;

const NOT_REVOKED = 'attribute_exists(keyHash) AND attribute_not_exists(revokedAt)';

/** Stores a new key by its hash. Throws Error in the case, which nobody will see, that the id is taken. */
export async function createKey(table: Table, key: Omit<StoredKey, 'round'>): Promise<void> {
  const put = new PutCommand({
    TableName: table.name,
    Item: {
      ...namedKeyKey(table.channelId, key.keyId),
      type: 'named-key',
      channelId: table.channelId,
      ...key,
      ...namedKeyAttributes(table.channelId, key.createdAt),
    },
    ConditionExpression: 'attribute_not_exists(pk)',
  });
  await table.client.send(put);
}

/** The key as it is now (consistent read), revoked or not. */
export const readKey = (table: Table, keyId: KeyId): Promise<StoredKey | undefined> =>
  readAs(table, namedKeyKey(table.channelId, keyId), StoredKey);

/** How often all sessions of the stack's own key were ended (consistent read). */
export async function readOwnRound(table: Table): Promise<number> {
  return Rounds.parse((await readItem(table, namedKeyKey(table.channelId, 'own'))) ?? {}).round;
}

/** All keys in the order of their making, revoked ones for some time too. The index may lag. */
export async function listKeys(table: Table): Promise<StoredKey[]> {
  const partition = namedKeyAttributes(table.channelId, ALL_TIME.from).worklistDay;
  const rows = await readRange(table, { index: 'worklist', order: 'oldest-first' }, { partition, ...ALL_TIME });
  const pks = rows.map(({ position }) => position.pk);
  const items = await readManyItems(table, pks);
  return pks.flatMap((pk) => items.get(pk) ?? []).map((item) => StoredKey.parse(item));
}

/** Revokes a key; `undefined` if there is none, or it is revoked already. */
export async function revokeKey(
  table: Table,
  keyId: KeyId,
  { at, by }: { at: Instant; by: Actor },
): Promise<StoredKey | undefined> {
  const update = new UpdateCommand({
    TableName: table.name,
    Key: namedKeyKey(table.channelId, keyId),
    UpdateExpression: 'SET revokedAt = :at, revokedBy = :by, expiresAt = :expiresAt',
    ConditionExpression: NOT_REVOKED,
    ExpressionAttributeValues: { ':at': at, ':by': by, ':expiresAt': epochSeconds(later(at, KEPT_MS)) },
    ReturnValues: 'ALL_NEW',
  });
  return writtenAs(table.client.send(update), StoredKey);
}

/** Notes that a key is in use, once on each day (UTC). */
export async function noteKeyUse(table: Table, keyId: KeyId, at: Instant): Promise<void> {
  const update = new UpdateCommand({
    TableName: table.name,
    Key: namedKeyKey(table.channelId, keyId),
    UpdateExpression: 'SET lastUsedAt = :at',
    ConditionExpression: `${NOT_REVOKED} AND (attribute_not_exists(lastUsedAt) OR lastUsedAt < :today)`,
    ExpressionAttributeValues: { ':at': at, ':today': at.slice(0, 10) },
  });
  await ifConditionHeld(table.client.send(update));
}

/** Ends all sessions of a key, or of the stack's own, that were begun until now. */
export async function endSessionsOf(table: Table, keyId: KeyId | 'own'): Promise<void> {
  const update = new UpdateCommand({
    TableName: table.name,
    Key: namedKeyKey(table.channelId, keyId),
    UpdateExpression: 'SET #type = :type, channelId = :channelId ADD #round :one',
    ...(keyId !== 'own' && { ConditionExpression: 'attribute_exists(keyHash)' }),
    ExpressionAttributeNames: { '#type': 'type', '#round': 'round' },
    ExpressionAttributeValues: {
      ':type': keyId === 'own' ? 'own-key' : 'named-key',
      ':channelId': table.channelId,
      ':one': 1,
    },
  });
  await ifConditionHeld(table.client.send(update));
}
