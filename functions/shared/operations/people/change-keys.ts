import { Refusal } from '../../domain/delivery/refusal.ts';
import type { Actor, KeyId } from '../../domain/people/actor.ts';
import type { KeyRequest, NamedKey } from '../../domain/people/named-key.ts';
import { now } from '../../domain/time/instant.ts';
import { newNamedKey, secretHash } from '../../secrets/named-keys.ts';
import { createKey, listKeys, readKey, revokeKey } from '../../store/people/named-keys.ts';
import type { Table } from '../../store/table/table.ts';

/** Keys that are not revoked. */
export const MOST_KEYS = 100;

/** Makes a key, whose text nobody can look up later. Throws Refusal `too-many-keys`. */
export async function addKey(
  table: Table,
  { holder, role }: KeyRequest,
  actor: Actor,
): Promise<{ named: NamedKey; key: string }> {
  const others = await listKeys(table);
  if (others.filter(({ revokedAt }) => !revokedAt).length >= MOST_KEYS) {
    throw new Refusal('too-many-keys', `There are ${MOST_KEYS} keys: revoke those that nobody uses.`);
  }
  const { keyId, key } = newNamedKey();
  const named: NamedKey = { keyId, holder, role, createdAt: now(), createdBy: actor };
  await createKey(table, { ...named, keyHash: secretHash(key) });
  return { named, key };
}

/** Revokes a key, and with it all its sessions. A repeat changes nothing. Throws Refusal `not-found`. */
export async function removeKey(table: Table, keyId: KeyId, actor: Actor): Promise<NamedKey> {
  const key = (await revokeKey(table, keyId, { at: now(), by: actor })) ?? (await readKey(table, keyId));
  if (!key) throw new Refusal('not-found', 'There is no key with this id.');
  return key;
}
