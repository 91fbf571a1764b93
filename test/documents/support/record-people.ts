import { KeyId } from '../../../functions/shared/domain/people/actor.ts';
import { now } from '../../../functions/shared/domain/time/instant.ts';
import { MOST_KEYS } from '../../../functions/shared/operations/people/change-keys.ts';
import { createKey } from '../../../functions/shared/store/people/named-keys.ts';
import { openTable } from '../../../functions/shared/store/table/table.ts';
import type { World } from '../../support/world.ts';
import type { Recorder } from './recorder.ts';

/** Keys are random, and no example shows one that could be somebody's. */
const shownAs = (text: string): string =>
  text
    .replaceAll(/key-[0-9a-f]{12}/g, 'key-0123456789ab')
    .replaceAll(/apf_[0-9a-f]{12}_[\w-]{43}/g, `apf_0123456789ab_${'x'.repeat(43)}`);

/** To make so many over HTTP takes long. */
async function storeKeys({ contract }: World, count: number): Promise<void> {
  const table = openTable(process.env['TABLE_NAME'] ?? '', contract.channel.id);
  const key = { holder: 'Ana', role: 'desk', createdAt: now(), createdBy: { kind: 'owner' }, keyHash: '' } as const;
  const ids = Array.from({ length: count }, (_, at) => KeyId.parse(`key-${String(at).padStart(12, '0')}`));
  await Promise.all(ids.map((keyId) => createKey(table, { ...key, keyId })));
}

/** A receptionist and a program get keys, and somebody signs in and out. */
export async function recordPeople({ record, world }: Recorder): Promise<void> {
  const create = (name: string, body: unknown) => record('POST /keys', name, { body, shownAs });
  const made = await create('created', { holder: 'Ana', role: 'desk' });
  // Before there are two: these would have one time, and any order.
  await record('GET /keys', 'all', { shownAs });
  const program = await create('for-a-program', { holder: 'CRM', role: 'backend' });
  await create('not-json', 'Ana');
  await create('malformed', { holder: 'Ana', role: 'owner' });
  await create('too-large', '{}'.padEnd(256 * 1024 + 1));

  // A named key would show itself in the request.
  const signIn = (name: string, body: unknown, headers: Record<string, string> = {}) =>
    record('POST /session', name, { body, headers, shownAs });
  await signIn('signed-in', { key: world.keys.apiKey.current });
  await signIn('not-json', 'key');
  await signIn('malformed', {});
  await signIn('too-large', '{}'.padEnd(256 * 1024 + 1));
  await signIn('unauthorized', { key: 'wrong' });
  await record('GET /session', 'of-the-owner');
  await record('DELETE /session', 'malformed', { query: { everywhere: 'no' } });
  await record('DELETE /session', 'signed-out');

  const bearer = (key: unknown) => ({ headers: { authorization: `Bearer ${String(key)}` } });
  await record('GET /keys', 'not-allowed', bearer(made.body['key']));
  await signIn(
    'foreign-origin',
    { key: world.keys.apiKey.current },
    { host: 'api.test', origin: 'https://other.test' },
  );
  await signIn('not-allowed', { key: program.body['key'] });

  const revoke = (name: string, keyId: unknown) =>
    record('DELETE /keys/{keyId}', name, { path: { keyId: String(keyId) }, shownAs });
  await revoke('revoked', made.body['keyId']);
  await revoke('not-found', 'key-ffffffffffff');
  await storeKeys(world, MOST_KEYS);
  await create('too-many-keys', { holder: 'Ben', role: 'desk' });
}
