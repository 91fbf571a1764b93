import { ListStackResourcesCommand } from '@aws-sdk/client-cloudformation';
import { GetAccountSettingsCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { DynamoDBDocumentClient, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { afterEach, describe, expect, test } from 'vitest';
import { deriveKeys } from '../../functions/shared/secrets/derived-keys.ts';
import { mockedClient } from '../support/mocked-client.ts';
import { API, createAccount, ROOT } from './support/account.ts';
import { runIn } from './support/channel-world.ts';
import { type ScriptedAnswer, type SeenCall, startScriptedServer } from './support/scripted-server.ts';

const account = createAccount();
const lambda = mockedClient(LambdaClient);
const table = mockedClient(DynamoDBDocumentClient);
afterEach(() => {
  lambda.reset();
  table.reset();
});

const ERASED = { complete: true };
const isErasure = ({ method }: SeenCall): boolean => method === 'DELETE';

/** An account with a stack whose API answers so, and that runs so many functions at once. Nothing waits in it. */
async function anAccount(
  answer: (call: SeenCall, index: number) => ScriptedAnswer = () => ({ body: {} }),
  limit = 1_000,
) {
  const { url, calls } = await startScriptedServer((call, index) =>
    isErasure(call) ? { body: ERASED } : answer(call, index),
  );
  const folder = account.withStack('http://127.0.0.1:9', { ApiUrl: url, TableName: 'table', FailuresBucketName: '-' });
  account.cloudFormation.on(ListStackResourcesCommand).resolves({ StackResourceSummaries: [] });
  lambda.on(GetAccountSettingsCommand).resolves({ AccountLimit: { UnreservedConcurrentExecutions: limit } });
  table.on(QueryCommand).resolves({ Items: [] });
  return { url, calls, load: (...argv: string[]) => runIn(folder, ['load', '--url', url, ...argv]) };
}

describe('a load that is asked for', () => {
  test.each([
    ['a rate', ['--rate', '201'], /whole number from 1 to 200/],
    ['a time', ['--seconds', '601'], /whole number from 1 to 600/],
    ['a number of requests', ['--rate', '200', '--seconds', '600'], /120000 requests, and 30000 are allowed/],
    ['a number of invitations', ['--invite', ...Array(6).fill('+34600000001')], /takes 5 numbers at most/],
  ])('has %s that is bounded', async (_, argv, says) => {
    const { calls, load } = await anAccount();
    const { exitCode, stderr } = await load('--yes', ...argv);
    expect([exitCode, stderr]).toEqual([2, expect.stringMatching(says)]);
    expect(calls).toEqual([]);
  });

  test.each(['+999 633 9320001', '00999633932', '999633932'])('invites nobody who is made up (%s)', async (phone) => {
    const { load } = await anAccount();
    expect((await load('--yes', '--invite', phone)).exitCode).toBe(2);
  });

  test('meets only the stack whose address is given', async () => {
    const { calls, url } = await anAccount();
    const folder = account.withStack('http://127.0.0.1:9');
    const { exitCode, stderr } = await runIn(folder, ['load', '--url', url, '--yes']);
    expect([exitCode, stderr]).toEqual([2, expect.stringContaining(`the stack clinic in eu-west-1, which is ${API}`)]);
    expect(calls).toEqual([]);
  });

  test('needs the address of a deployed stack beside its name', async () => {
    const { exitCode, stderr } = await runIn(account.withStack('-'), ['load', '--stack', 'clinic', '--yes']);
    expect([exitCode, stderr]).toEqual([2, expect.stringContaining('give its address with --url, too')]);
  });

  test('says what it does and costs, and does nothing until somebody confirms it', async () => {
    const { calls, load } = await anAccount();
    const { exitCode, stderr } = await load('--rate', '20', '--seconds', '60', '--invite', '+34600000001');
    expect(exitCode).toBe(2);
    for (const said of [
      '1200 requests in 60 s',
      'one invitation, to +34600000001',
      /AWS takes \$0\.\d\d at most/,
      '--yes',
    ])
      expect(stderr).toMatch(said);
    expect(calls).toEqual([]);
  });

  test('is refused where the account has so little room that real webhooks would be turned away', async () => {
    const { calls, load } = await anAccount(undefined, 10);
    const { exitCode, stderr } = await load('--yes', '--rate', '51');
    expect([exitCode, stderr]).toEqual([1, expect.stringMatching(/runs 10 functions at once.*--rate of 50 at most/)]);
    expect(calls).toEqual([]);
  });
});

describe('a load', () => {
  const FEW = ['--yes', '--rate', '50', '--seconds', '1'];

  test('asks each route for its share, with keys that are nowhere shown, and erases whom it made up', async () => {
    const { calls, load } = await anAccount();
    const { exitCode, stdout, stderr } = await load(...FEW);
    expect([exitCode, stdout]).toEqual([
      0,
      expect.stringMatching(/^Load on the stack clinic in eu-west-1: 50 requests in 1 s/),
    ]);
    expect(stdout).toContain('The 50 made-up customers were erased.');
    const { apiKey, webhook } = deriveKeys(ROOT);
    for (const key of [apiKey.current, webhook.current]) expect(stdout + stderr).not.toContain(key);

    // Each route is tried once before.
    const posts = calls.filter(({ method }) => method === 'POST');
    expect(posts).toHaveLength(35 + 2);
    expect(new Set(posts.map(({ path }) => path))).toEqual(new Set([`/webhooks/${webhook.current}`]));
    const reads = calls.filter(({ method }) => method === 'GET');
    expect(reads).toHaveLength(15 + 4);
    for (const { headers } of reads) expect(headers['authorization']).toBe(`Bearer ${apiKey.current}`);
    const erased = calls.filter(isErasure).map(({ path }) => decodeURIComponent(path));
    expect(new Set(erased).size).toBe(50);
    for (const path of erased) expect(path).toMatch(/^\/customers\?chatId=999\d{10}@c\.us$/);
  });

  test('counts errors by kind, and what was throttled', async () => {
    const { load } = await anAccount(({ method }, index) => {
      if (index < 6 || method !== 'POST') return { body: {} };
      return { status: index % 2 === 0 ? 429 : 503, body: {} };
    });
    const { exitCode, json } = await load(...FEW, '--json');
    expect([exitCode, json()['requests']]).toEqual([3, 50]);
    const { throttled, routes } = json() as { throttled: number; routes: { route: string; errors: object }[] };
    expect(throttled).toBeGreaterThan(0);
    const status = routes.find(({ route }) => route === 'POST /webhooks (status)');
    expect(Object.keys(status?.errors ?? {}).sort()).toEqual(['429 throttled', '503']);
  });

  test('leaves a route out that cannot be asked before it begins, and says so', async () => {
    const { load } = await anAccount(({ path }) => ({ status: path.startsWith('/slots') ? 503 : 200, body: {} }));
    const { exitCode, stdout } = await load(...FEW);
    expect([exitCode, stdout]).toEqual([3, expect.stringContaining('Left out: GET /slots, which answered "503"')]);
  });

  test('does not begin where nothing can be asked', async () => {
    const { calls, load } = await anAccount(() => ({ status: 401, body: {} }));
    const { exitCode, stderr } = await load(...FEW);
    expect([exitCode, stderr]).toEqual([1, expect.stringContaining('The API cannot be asked (401)')]);
    expect(calls.filter((call) => !isErasure(call))).toHaveLength(6);
  });

  test('that is interrupted erases whom it made up, and reports what came of it', async () => {
    const stops: (() => void)[] = [];
    const { url, calls } = await anAccount((_, index) => {
      if (index === 20) for (const stop of stops) stop();
      return { body: {} };
    });
    const folder = account.withStack('-', { ApiUrl: url, TableName: 'table', FailuresBucketName: '-' });
    const onInterrupt = (stop: () => void) => {
      stops.push(stop);
      return () => undefined;
    };
    const argv = ['load', '--url', url, '--yes', '--rate', '50', '--seconds', '600'];
    const { exitCode, stdout } = await runIn(folder, argv, { onInterrupt });
    expect([exitCode, stdout]).toEqual([130, expect.stringMatching(/^Interrupted: .*\nLoad on .*: \d\d requests/)]);
    expect(calls.filter(isErasure)).toHaveLength(50);
  });

  test('names whom it could not erase', async () => {
    const { url } = await startScriptedServer((call) => ({ status: isErasure(call) ? 503 : 200, body: {} }));
    await anAccount();
    const folder = account.withStack('-', { ApiUrl: url, TableName: 'table', FailuresBucketName: '-' });
    const { exitCode, stdout } = await runIn(folder, ['load', '--url', url, ...FEW]);
    expect(exitCode).toBe(3);
    expect(stdout).toMatch(/50 of the 50 made-up customers could not be erased: repeat DELETE \/customers\?chatId=999/);
  });
});
