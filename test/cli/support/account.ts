import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CloudFormationClient, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { afterEach, beforeEach, vi } from 'vitest';
import { CHANNEL, TOKEN } from '../../local/one-msg/support/provider.ts';
import { mockedClient } from '../../support/mocked-client.ts';
import { temporaryFolder } from './temporary-folder.ts';

/** Where the stack in the account has its API, unless its outputs say otherwise. */
export const API = 'https://abc.execute-api.eu-west-1.amazonaws.com';

/** The keys of the stack in the account are derived from it. */
export const ROOT = { generations: {}, root: 'r'.repeat(64) };

/** An AWS account in eu-west-1, for the tests of one file; each of them finds it empty. */
export function createAccount() {
  const cloudFormation = mockedClient(CloudFormationClient);
  const secrets = mockedClient(SecretsManagerClient);
  beforeEach(() => {
    vi.stubEnv('AWS_REGION', 'eu-west-1');
  });
  afterEach(() => {
    cloudFormation.reset();
    secrets.reset();
    vi.unstubAllEnvs();
  });

  /** Gives a project folder without a local stack, and the account the stack that its contract names. */
  function withStack(provider: string, further: Record<string, string> = {}): string {
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
    const described = {
      StackId: 'arn:aws:cloudformation:eu-west-1:111122223333:stack/clinic/1',
      StackName: 'clinic',
      CreationTime: new Date(),
      StackStatus: 'UPDATE_COMPLETE' as const,
      Outputs,
    };
    cloudFormation.on(DescribeStacksCommand, { StackName: 'clinic' }).resolves({ Stacks: [described] });
    secrets.on(GetSecretValueCommand, { SecretId: 'root' }).resolves({ SecretString: JSON.stringify(ROOT) });
    secrets.on(GetSecretValueCommand, { SecretId: 'given' }).resolves({ SecretString: `{"channelToken":"${TOKEN}"}` });
    return folder;
  }

  return { cloudFormation, secrets, withStack };
}
