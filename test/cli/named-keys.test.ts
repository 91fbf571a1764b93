import { describe, expect, test } from 'vitest';
import { deriveKeys } from '../../functions/shared/secrets/derived-keys.ts';
import { startChannelWorld } from './support/channel-world.ts';
import { type ScriptedAnswer, startScriptedServer } from './support/scripted-server.ts';

const KEY_ID = 'key-0123456789ab';
const KEY = `apf_0123456789ab_${'x'.repeat(43)}`;
const ana = {
  keyId: KEY_ID,
  holder: 'Ana',
  role: 'desk',
  createdAt: '2026-11-20T09:00:00.000Z',
  createdBy: { kind: 'owner' },
};

/** A world whose API gives this answer. */
async function worldThatAnswers(answer: ScriptedAnswer) {
  const api = await startScriptedServer(() => answer);
  const world = await startChannelWorld({ api: api.url });
  return { ...world, calls: api.calls, apiUrl: api.url };
}

describe('keys create', () => {
  test('asks for a key with the API key, and prints it once with what to do with it', async () => {
    const world = await worldThatAnswers({ status: 201, body: { ...ana, key: KEY } });
    const { exitCode, stdout } = await world.channel(['keys', 'create', 'Ana', '--role', 'desk', '--local']);
    expect(exitCode).toBe(0);
    expect(stdout).toContain(`Key of Ana (desk): ${KEY}\nIt is shown this once.`);
    expect(stdout).toContain(`signs in with it at ${world.apiUrl}/console`);
    expect(stdout).toContain(`keys revoke ${KEY_ID}`);
    expect(world.calls).toEqual([
      expect.objectContaining({
        method: 'POST',
        path: '/keys',
        body: { holder: 'Ana', role: 'desk' },
        headers: expect.objectContaining({
          authorization: `Bearer ${deriveKeys(world.rootSecret()).apiKey.current}`,
        }),
      }),
    ]);
  });

  test('tells a program where to send it', async () => {
    const world = await worldThatAnswers({ status: 201, body: { ...ana, holder: 'CRM', role: 'backend', key: KEY } });
    const { stdout } = await world.channel(['keys', 'create', 'CRM', '--role', 'backend', '--local']);
    expect(stdout).toContain(`CRM sends it with each request to ${world.apiUrl}, as "Authorization: Bearer <key>".`);
  });

  test('says what the API has against it', async () => {
    const problem = { type: 'urn:x:too-many-keys', title: 'Too many', detail: 'There are 100 keys.', status: 409 };
    const world = await worldThatAnswers({ status: 409, body: problem });
    const { exitCode, stderr } = await world.channel(['keys', 'create', 'Ana', '--role', 'desk', '--local']);
    expect([exitCode, stderr]).toEqual([1, expect.stringContaining('There are 100 keys.\n')]);
  });

  test.each([
    ['without a role', ['keys', 'create', 'Ana']],
    ['with the role of the API key', ['keys', 'create', 'Ana', '--role', 'owner']],
    ['for nobody', ['keys', 'create', '--role', 'desk']],
  ])('%s cannot be understood', async (_, argv) => {
    const world = await startChannelWorld();
    expect((await world.channel([...argv, '--local'])).exitCode).toBe(2);
  });
});

describe('keys list', () => {
  test('shows who has a key, and when it was last used, and no key', async () => {
    const items = [
      { ...ana, lastUsedAt: '2026-11-28T10:00:00.000Z' },
      { ...ana, keyId: 'key-0123456789ac', holder: 'CRM', role: 'backend' },
      { ...ana, keyId: 'key-0123456789ad', role: 'read', revokedAt: '2026-11-29T10:00:00.000Z' },
    ];
    const world = await worldThatAnswers({ body: { items } });
    expect((await world.channel(['keys', 'list', '--local'])).stdout).toBe(
      [
        'key-0123456789ab  desk     Ana: made on 2026-11-20, last used on 2026-11-28',
        'key-0123456789ac  backend  CRM: made on 2026-11-20, never used',
        'key-0123456789ad  read     Ana: made on 2026-11-20, revoked on 2026-11-29',
        '',
      ].join('\n'),
    );
    expect((await world.channel(['keys', 'list', '--local', '--json'])).json()).toEqual(items);
  });

  test('says what to do while there is none', async () => {
    const world = await worldThatAnswers({ body: { items: [] } });
    expect((await world.channel(['keys', 'list', '--local'])).stdout).toMatch('"keys create" makes one');
  });

  test('says that the API gave no answer', async () => {
    const world = await worldThatAnswers('cut');
    const { exitCode, stderr } = await world.channel(['keys', 'list', '--local']);
    expect([exitCode, stderr]).toEqual([1, expect.stringContaining('The API gave no answer: repeat the command.')]);
  });
});

describe('keys revoke', () => {
  const revoked = { ...ana, revokedAt: '2026-11-29T10:00:00.000Z', revokedBy: { kind: 'owner' } };

  test('revokes one key once somebody typed its id, and says from when it holds', async () => {
    const world = await worldThatAnswers({ body: revoked });
    const { exitCode, stdout } = await world.channel(['keys', 'revoke', KEY_ID, '--local'], { typed: `${KEY_ID}\n` });
    expect([exitCode, stdout]).toEqual([
      0,
      `Revoked ${KEY_ID} of Ana (desk). It and its sessions are refused everywhere within a minute.\n`,
    ]);
    expect(world.calls.map(({ method, path }) => `${method} ${path}`)).toEqual([`DELETE /keys/${KEY_ID}`]);
  });

  test('revokes nothing without a yes', async () => {
    const world = await worldThatAnswers({ body: revoked });
    expect((await world.channel(['keys', 'revoke', KEY_ID, '--local'])).exitCode).toBe(2);
    expect(world.calls).toEqual([]);
  });
});
