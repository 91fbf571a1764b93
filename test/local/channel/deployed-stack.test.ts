import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CloudFormationClient, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import { EventBridgeClient, UpdateConnectionCommand } from '@aws-sdk/client-eventbridge';
import { GetSecretValueCommand, PutSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { mockClient } from 'aws-sdk-client-mock';
import { afterAll, afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { HandOffOutputs, InspectionOutputs, StackOutputs } from '../../../local/channel/stack/deployed-stack.ts';
import { shippedContract, synthesize } from '../../infra/synthesized.ts';
import { CHANNEL, startProvider, TOKEN } from '../provider/support/provider.ts';
import { runIn } from './support/channel-world.ts';
import { temporaryFolder } from './support/temporary-folder.ts';

const API = 'https://abc.execute-api.eu-west-1.amazonaws.com';

const cloudFormation = mockClient(CloudFormationClient);
const secrets = mockClient(SecretsManagerClient);
const eventBridge = mockClient(EventBridgeClient);

/** A project folder without a local stack, and an account that has the stack the contract names. */
function accountWithStack(provider: string, further: Record<string, string> = {}): string {
  const folder = temporaryFolder();
  const cdkJson = readFileSync(join(import.meta.dirname, '..', '..', '..', 'cdk.json'), 'utf8');
  writeFileSync(join(folder, 'cdk.json'), cdkJson.replace('"name": "appointment-flow"', '"name": "clinic"'));

  const outputs = {
    ApiUrl: API,
    ChannelId: CHANNEL,
    ProviderUrl: provider,
    RootSecretArn: 'root',
    GivenSecretArn: 'given',
    ...further,
  };
  const Outputs = Object.entries(outputs).map(([OutputKey, OutputValue]) => ({ OutputKey, OutputValue }));
  const described = { StackName: 'clinic', CreationTime: new Date(), StackStatus: 'UPDATE_COMPLETE' as const, Outputs };
  cloudFormation.on(DescribeStacksCommand, { StackName: 'clinic' }).resolves({ Stacks: [described] });
  const root = { generations: {}, root: 'r'.repeat(64) };
  secrets.on(GetSecretValueCommand, { SecretId: 'root' }).resolves({ SecretString: JSON.stringify(root) });
  secrets.on(GetSecretValueCommand, { SecretId: 'given' }).resolves({ SecretString: `{"channelToken":"${TOKEN}"}` });
  return folder;
}

beforeEach(() => {
  vi.stubEnv('AWS_REGION', 'eu-west-1');
});
afterEach(() => {
  cloudFormation.reset();
  secrets.reset();
  eventBridge.reset();
  vi.unstubAllEnvs();
});
afterAll(() => {
  cloudFormation.restore();
  secrets.restore();
  eventBridge.restore();
});

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
    expect([exitCode, stderr]).toEqual([1, expect.stringMatching(/^AWS does not accept your credentials/)]);
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
