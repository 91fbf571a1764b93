import { EventEmitter } from 'node:events';
import { DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import { EventBridgeClient, UpdateConnectionCommand } from '@aws-sdk/client-eventbridge';
import { PutSecretValueCommand } from '@aws-sdk/client-secrets-manager';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { HandOffOutputs, InspectionOutputs, StackOutputs } from '../../cli/stack/deployed-stack.ts';
import { shippedContract, synthesize } from '../infra/synthesized.ts';
import { startProvider, TOKEN } from '../local/one-msg/support/provider.ts';
import { mockedClient } from '../support/mocked-client.ts';
import { API, createAccount } from './support/account.ts';
import { runIn, startChannelWorld } from './support/channel-world.ts';
import { type ScriptedAnswer, type SeenCall, startScriptedServer } from './support/scripted-server.ts';

const { cloudFormation, secrets, withStack: accountWithStack } = createAccount();
const eventBridge = mockedClient(EventBridgeClient);
afterEach(() => eventBridge.reset());

describe('the deployed stack', () => {
  test('is the one the contract names, read from its outputs and secrets', async () => {
    const provider = await startProvider();
    const folder = accountWithStack(provider.url);
    expect((await runIn(folder, ['register'])).exitCode).toBe(0);
    const { body } = await provider.call<{ webhookUrl: string[] }>('GET', 'webhook');
    expect(body.webhookUrl).toEqual(
      ['messages', 'delivery', 'flow-completion'].map((kind) =>
        expect.stringMatching(`^${API}/webhooks/.{43}/${kind}$`),
      ),
    );
    expect((await runIn(folder, ['status'])).exitCode).toBe(0);
    expect(secrets.commandCalls(PutSecretValueCommand)).toEqual([]);
  });

  test('is found in the region that is given', async () => {
    const folder = accountWithStack('http://127.0.0.1:9');
    await runIn(folder, ['keys', '--region', 'sa-east-1']);
    const [call] = cloudFormation.commandCalls(DescribeStacksCommand);
    expect(await call?.thisValue.config.region()).toBe('sa-east-1');
  });

  test('that is not there is told with its name and region', async () => {
    const folder = accountWithStack('http://127.0.0.1:9');
    const missing = Object.assign(new Error('Stack with id other does not exist'), { name: 'ValidationError' });
    cloudFormation.on(DescribeStacksCommand, { StackName: 'other' }).rejects(missing);
    const { exitCode, stderr } = await runIn(folder, ['status', '--stack', 'other']);
    expect([exitCode, stderr]).toEqual([1, expect.stringMatching('There is no stack other in eu-west-1: deploy it')]);
  });

  test('of something else is told by the outputs it lacks', async () => {
    const folder = accountWithStack('http://127.0.0.1:9');
    const described = { StackName: 'clinic', CreationTime: new Date(), StackStatus: 'ROLLBACK_COMPLETE' as const };
    cloudFormation.on(DescribeStacksCommand).resolves({ Stacks: [described] });
    const { exitCode, stderr } = await runIn(folder, ['status']);
    expect([exitCode, stderr]).toEqual([1, expect.stringMatching(/\(ROLLBACK_COMPLETE\).*ApiUrl, ChannelId/)]);
  });

  test.each(['CredentialsProviderError', 'ExpiredTokenException'])('without a login (%s) says so', async (name) => {
    const folder = accountWithStack('http://127.0.0.1:9');
    cloudFormation.on(DescribeStacksCommand).rejects(Object.assign(new Error('long story'), { name }));
    const { exitCode, stderr } = await runIn(folder, ['status']);
    expect([exitCode, stderr]).toEqual([1, expect.stringMatching(/^AWS does not accept your credentials/m)]);
  });

  test('has all the outputs that are read', () => {
    const outputs = Object.keys(synthesize(shippedContract).findOutputs('*'));
    expect(outputs).toEqual(expect.arrayContaining(Object.keys(StackOutputs.shape)));
    expect(outputs).toEqual(expect.arrayContaining(Object.keys(InspectionOutputs.shape)));
  });

  test('with a CRM has the outputs that are read of it, and without one has not', () => {
    const crm = { url: 'https://crm.test', header: 'x-api-key', perSecond: 10 };
    const handingOff = Object.keys(synthesize({ ...shippedContract, crm }).findOutputs('*'));
    expect(handingOff).toEqual(expect.arrayContaining(Object.keys(HandOffOutputs.shape)));
    expect(Object.keys(synthesize(shippedContract).findOutputs('Crm*'))).toEqual([]);
  });

  test('has the connection to the CRM use a new key at once', async () => {
    const further = { EventBusName: 'bus', CrmConnectionName: 'connection', CrmFailuresQueueUrl: 'https://queue.test' };
    const folder = accountWithStack('http://127.0.0.1:9', further);
    secrets.on(PutSecretValueCommand).resolves({});
    const { exitCode, stdout } = await runIn(folder, ['set-crm-key'], { stdin: 'the-key' });
    expect([exitCode, stdout]).toEqual([0, expect.stringMatching('The CRM is called with it from now on')]);
    expect(secrets.commandCalls(PutSecretValueCommand).map(({ args }) => args[0].input.SecretString)).toEqual([
      JSON.stringify({ channelToken: TOKEN, crmKey: 'the-key' }),
    ]);
    expect(eventBridge.commandCalls(UpdateConnectionCommand).map(({ args }) => args[0].input)).toEqual([
      {
        Name: 'connection',
        AuthorizationType: 'API_KEY',
        AuthParameters: { ApiKeyAuthParameters: { ApiKeyValue: 'the-key' } },
      },
    ]);
  });
});

describe('replay', () => {
  const FUNCTION = 'arn:aws:lambda:eu-west-1:111122223333:function:clinic-publish-events';
  const TAKEN = { batchItemFailures: [] };
  const eventOf = (customer: string) => ({ Records: [{ eventName: 'INSERT', dynamodb: { NewImage: { customer } } }] });
  /** As Lambda keeps a batch of a stream that failed to the last. */
  const kept = (payload: unknown) =>
    JSON.stringify({ version: '1.0', requestContext: { functionArn: FUNCTION }, DDBStreamBatchInfo: {}, payload });

  const REFUSED = { status: 403, body: '<Error><Code>AccessDenied</Code></Error>' };
  const expectsAnother = ({ 'x-amz-expected-bucket-owner': expected = '' }: Record<string, unknown>, owner: string) =>
    expected !== '' && expected !== owner;

  /**
   * S3 with these objects in a bucket of that owner, each a minute younger than the one before, and a function that answers
   * as it is told. S3 refuses whoever expects another owner.
   */
  async function withFailures(
    objects: Map<string, string>,
    answer: (event: string) => unknown = () => TAKEN,
    owner = '111122223333',
  ) {
    const given: unknown[] = [];
    const listed = () =>
      [...objects.keys()]
        .map(
          (key, age) =>
            `<Contents><Key>${key}</Key><LastModified>2031-05-06T08:${59 - age}:00Z</LastModified></Contents>`,
        )
        .join('');
    function s3({ method, path, headers }: SeenCall): ScriptedAnswer {
      if (expectsAnother(headers, owner)) return REFUSED;
      const [, , key = ''] = /^\/(the-bucket)\/([^?]*)/.exec(path) ?? [];
      if (path.includes('list-type=2')) return { body: `<ListBucketResult>${listed()}</ListBucketResult>` };
      if (method === 'DELETE') objects.delete(key);
      return { status: method === 'DELETE' ? 204 : 200, body: objects.get(key) ?? '' };
    }
    const { url } = await startScriptedServer((call) => {
      if (call.method !== 'POST') return s3(call);
      given.push([decodeURIComponent(call.path), call.body]);
      return { body: JSON.stringify(answer(JSON.stringify(call.body))) };
    });
    const provided = { AWS_ENDPOINT_URL_S3: url, AWS_ENDPOINT_URL_LAMBDA: url, AWS_ACCESS_KEY_ID: 'a' };
    for (const [name, value] of Object.entries({ ...provided, AWS_SECRET_ACCESS_KEY: 'b' })) vi.stubEnv(name, value);
    const folder = accountWithStack('http://127.0.0.1:9', { TableName: 'table', FailuresBucketName: 'the-bucket' });
    return { folder, given };
  }

  test('gives each batch to its function, the oldest first, and removes what was taken', async () => {
    const objects = new Map([
      ['aws/b', kept(eventOf('Alex'))],
      ['aws/a', kept(JSON.stringify(eventOf('Sam')))],
    ]);
    const { folder, given } = await withFailures(objects);
    const { exitCode, json, stdout, stderr } = await runIn(folder, ['replay', '--json']);
    expect([exitCode, json()]).toMatchObject([0, { taken: 2, interrupted: false }]);
    const path = `/2015-03-31/functions/${FUNCTION}/invocations`;
    expect(given).toEqual([eventOf('Sam'), eventOf('Alex')].map((event) => [path, event]));
    expect(objects.size).toBe(0);
    expect(stdout + stderr).not.toMatch(/Alex|Sam/);
    expect((await runIn(folder, ['replay'])).stdout).toBe('Nothing was replayed.\n');
  });

  test('gives nothing to a function that lies in a bucket of another account', async () => {
    const objects = new Map([['aws/a', kept(eventOf('Mallory'))]]);
    const { folder, given } = await withFailures(objects, () => TAKEN, '999900009999');
    const { exitCode } = await runIn(folder, ['replay']);
    expect([exitCode, given, objects.size]).toEqual([1, [], 1]);
  });

  test('leaves what is not taken, or not readable, and says why', async () => {
    const objects = new Map(['failing', 'refused', 'taken'].map((name) => [`aws/${name}`, kept(eventOf(name))]));
    objects.set('notes.txt', 'no JSON').set('aws/empty', kept(undefined));
    const { folder } = await withFailures(objects, (event) => {
      if (event.includes('failing')) return { errorType: 'TimeoutError', errorMessage: 'Task timed out' };
      return event.includes('refused') ? { batchItemFailures: [{ itemIdentifier: '1' }] } : TAKEN;
    });
    const { exitCode, stdout } = await runIn(folder, ['replay']);
    expect([exitCode, stdout.trim().split('\n')]).toEqual([
      3,
      [
        'Replayed 1: what they tell is on its way.',
        expect.stringMatching(/^Left 2: not taken once more: read the log/),
        expect.stringMatching(/^Left 2: not in Lambda's form/),
      ],
    ]);
    expect([...objects.keys()]).toEqual(['aws/failing', 'aws/refused', 'notes.txt', 'aws/empty']);
  });

  test('ends after the batch under way when it is interrupted', async () => {
    const objects = new Map(['a', 'b', 'c'].map((name) => [name, kept(eventOf(name))]));
    const person = new EventEmitter();
    const { folder } = await withFailures(objects, () => {
      person.emit('interrupt');
      return TAKEN;
    });
    const onInterrupt = (stop: () => void) => {
      person.once('interrupt', stop);
      return () => person.off('interrupt', stop);
    };
    const { exitCode, json } = await runIn(folder, ['replay', '--json'], { onInterrupt });
    expect([exitCode, json()]).toMatchObject([130, { taken: 1, interrupted: true }]);
    expect([...objects.keys()]).toEqual(['a', 'b']);
  });

  test('says where a local stack without files keeps its failures', async () => {
    const { channel } = await startChannelWorld();
    const { exitCode, stderr } = await channel(['replay', '--local']);
    expect([exitCode, stderr]).toEqual([1, expect.stringMatching('at /_local/failures')]);
  });
});
