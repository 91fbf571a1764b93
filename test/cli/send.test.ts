import { describe, expect, test } from 'vitest';
import { deriveKeys } from '../../functions/shared/secrets/derived-keys.ts';
import { startChannelWorld } from './support/channel-world.ts';
import { type ScriptedAnswer, startScriptedServer } from './support/scripted-server.ts';

const ID = '01980000-0000-7000-8000-000000000001';
const PHONE = '+34600000001';

const created: ScriptedAnswer = { status: 201, body: { invitationId: ID, status: 'accepted', messageId: 'wamid.1' } };
const view = (status: string, ...deliveries: string[]): ScriptedAnswer => ({
  body: {
    invitationId: ID,
    status,
    messages: deliveries.map((delivery, index) => ({ messageId: `wamid.${index}`, carrier: 'flow', delivery })),
  },
});

/** A world whose API answers the request, and then each look at the invitation, in turn; the last one for ever. */
async function worldThatAnswers(asked: ScriptedAnswer[], looks: ScriptedAnswer[]) {
  const next = (answers: ScriptedAnswer[]) => (answers.length > 1 ? answers.shift() : answers[0]) ?? 'cut';
  const api = await startScriptedServer(({ method }) => next(method === 'POST' ? asked : looks));
  const world = await startChannelWorld({ api: api.url });
  return { ...world, calls: api.calls };
}

describe('send', () => {
  test('asks for one invitation with the API key and follows it until it is delivered', async () => {
    const looks = [view('accepted', 'accepted'), view('accepted', 'sent'), view('accepted', 'delivered')];
    const world = await worldThatAnswers([created], looks);
    const argv = ['send', PHONE, '--name', 'Alex', '--language', 'es', '--idempotency-key', 'k1', '--local'];
    const { exitCode, stdout, stderr } = await world.channel(argv);
    expect([exitCode, stdout]).toEqual([0, `Invitation ${ID}: accepted, delivered.\n`]);
    expect(stderr).toBe('Invitation accepted …\nInvitation accepted, sent …\n');
    expect(world.calls.filter(({ method }) => method === 'POST')).toEqual([
      expect.objectContaining({
        path: '/invitations',
        body: { phone: PHONE, customerName: 'Alex', language: 'es' },
        headers: expect.objectContaining({
          authorization: `Bearer ${deriveKeys(world.rootSecret()).apiKey.current}`,
          'idempotency-key': 'k1',
        }),
      }),
    ]);
  });

  test('prints only JSON on stdout for a script', async () => {
    const world = await worldThatAnswers([created], [view('completed', 'read')]);
    const { exitCode, json } = await world.channel(['send', '34600000001@c.us', '--local', '--json']);
    expect(exitCode).toBe(0);
    expect(json()).toMatchObject({ outcome: 'arrived', invitationId: ID, status: 'completed' });
    expect(world.calls[0]?.body).toEqual({ chatId: '34600000001@c.us' });
  });

  test('ends with 3 and the reason when it is rejected or fails', async () => {
    const rejection = { reason: 'window-closed', explanation: 'The customer has not written within 24 hours.' };
    const problem = { type: 'urn:x:rejected', title: 'The invitation was rejected', status: 502, invitationId: ID };
    const rejected = { body: { invitationId: ID, status: 'rejected', rejection, messages: [] } };
    const world = await worldThatAnswers([{ status: 502, body: problem }], [rejected]);
    const { exitCode, stdout } = await world.channel(['send', PHONE, '--local']);
    expect([exitCode, stdout]).toEqual([3, `Invitation ${ID}: rejected.\n${rejection.explanation}\n`]);

    const failed = await worldThatAnswers([created], [view('undelivered', 'failed')]);
    expect((await failed.channel(['send', PHONE, '--local'])).exitCode).toBe(3);
  });

  test('goes on while it is retried, and ends with 4 when the time is up', async () => {
    const world = await worldThatAnswers([created], [view('retrying', 'failed')]);
    const { exitCode, stdout } = await world.channel(['send', PHONE, '--local', '--timeout', '0.4']);
    expect([exitCode, stdout]).toEqual([4, expect.stringMatching('retrying, failed.\nThe time is up')]);
    expect(world.calls.length).toBeGreaterThan(2);
  });

  test('repeats a request that was not answered, under the same key', async () => {
    const running: ScriptedAnswer = { status: 409, body: { type: 'urn:x:still-running', title: 'Still running' } };
    const world = await worldThatAnswers(['cut', running, created], [view('accepted', 'delivered')]);
    expect((await world.channel(['send', PHONE, '--local'])).exitCode).toBe(0);
    const keys = world.calls.filter(({ method }) => method === 'POST').map(({ headers }) => headers['idempotency-key']);
    expect(keys).toHaveLength(3);
    expect(new Set(keys).size).toBe(1);
  });

  test('says how to find out what an unanswered request did', async () => {
    const world = await worldThatAnswers(['cut'], []);
    const { exitCode, stdout } = await world.channel(['send', PHONE, '--local', '--timeout', '0']);
    expect([exitCode, stdout]).toEqual([4, expect.stringMatching(/--idempotency-key [0-9a-f-]{36} to find out/)]);
  });

  test('tells what the API finds wrong', async () => {
    const faults = [{ field: 'language', rule: 'must be one of en, es' }];
    const body = { type: 'urn:x:malformed', title: 'The request is malformed', status: 400, faults, requestId: 'r1' };
    const world = await worldThatAnswers([{ status: 400, body }], []);
    const { exitCode, stderr } = await world.channel(['send', PHONE, '--language', 'xx', '--local']);
    const sentence = 'The request is malformed (language must be one of en, es). Request id: r1\n';
    expect([exitCode, stderr]).toEqual([1, sentence]);
  });
});
