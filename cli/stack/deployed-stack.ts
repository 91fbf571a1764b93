import {
  CloudFormationClient,
  DescribeStacksCommand,
  type Stack as StackDescription,
} from '@aws-sdk/client-cloudformation';
import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SQSClient } from '@aws-sdk/client-sqs';
import * as z from 'zod/mini';
import { now } from '../../functions/shared/domain/time/instant.ts';
import { requestsWithin } from '../../functions/shared/runtime/aws-requests.ts';
import { EXIT, VerbFailure } from '../exit-codes.ts';
import { createHandOff } from './crm-dead-letters.ts';
import type { Stack } from './stack.ts';
import { createStackSecrets } from './stored-secrets.ts';

export type AwsChoice = { region?: string; profile?: string };

/** The stack outputs that are read here; `infra/outputs.ts` writes them. */
export const StackOutputs = z.object({
  ApiUrl: z.string(),
  ChannelId: z.string(),
  ProviderUrl: z.string(),
  RootSecretArn: z.string(),
  GivenSecretArn: z.string(),
});
type StackOutputs = z.infer<typeof StackOutputs>;

/** Further outputs of a stack with a CRM. */
export const HandOffOutputs = z.object({
  EventBusName: z.string(),
  CrmConnectionName: z.string(),
  CrmFailuresQueueUrl: z.string(),
});

/** Further outputs for the inspection. */
export const InspectionOutputs = z.object({ TableName: z.string(), FailuresBucketName: z.string() });

/** A further output, of later releases, about the functions that the stack's own work keeps running. */
export const OwnRunsOutput = z.object({ OwnRunsAtOnce: z.coerce.number() });

/** A further output of a stack with its own domain. */
export const DomainOutput = z.object({ DomainTarget: z.string() });

/** A further output for `claims rebuild`. */
export const RebuildOutputs = z.object({ RebuildClaimsFunctionName: z.string() });

/** Longer than the function may take. */
const REBUILD_TIMEOUT_MS = 70_000;
const CONNECTION_TIMEOUT_MS = 5_000;
const REQUEST_TIMEOUT_MS = 15_000;

/**
 * The stack with that name in an AWS account.
 * @throws VerbFailure if there is none, or it is another product's; otherwise AWS's errors
 */
export async function openDeployedStack(name: string, { region, profile }: AwsChoice): Promise<Stack> {
  const config = {
    ...(region !== undefined && { region }),
    ...(profile !== undefined && { profile }),
    requestHandler: requestsWithin(REQUEST_TIMEOUT_MS, CONNECTION_TIMEOUT_MS),
  };
  const cloudFormation = new CloudFormationClient(config);
  const place = await regionOf(cloudFormation);
  const description = await describeStack(cloudFormation, name, place);
  const outputs = readOutputs(description, name);
  const handOff = HandOffOutputs.safeParse(outputsOf(description)).data;
  const domain = DomainOutput.safeParse(outputsOf(description)).data;
  return {
    label: `the stack ${name} in ${place}`,
    api: outputs.ApiUrl,
    ...(domain && { domainTarget: domain.DomainTarget }),
    channelId: outputs.ChannelId,
    provider: outputs.ProviderUrl,
    secrets: createStackSecrets(new SecretsManagerClient(config), {
      root: outputs.RootSecretArn,
      given: outputs.GivenSecretArn,
    }),
    async openRebuild() {
      const { createRebuild } = await import('./claims.ts');
      const { data } = RebuildOutputs.safeParse(outputsOf(description));
      if (!data) throw new VerbFailure(`The stack ${name} is of an earlier release: deploy it with "npm run deploy".`);
      const requestHandler = requestsWithin(REBUILD_TIMEOUT_MS, CONNECTION_TIMEOUT_MS);
      return createRebuild({ ...config, requestHandler }, data.RebuildClaimsFunctionName);
    },
    async openFailureBucket() {
      const { openFailureBucket } = await import('./stored-failures.ts');
      const { FailuresBucketName } = InspectionOutputs.parse(outputsOf(description));
      return openFailureBucket(config, { name: FailuresBucketName, account: accountOf(description) });
    },
    async openTrace() {
      const [{ CloudWatchLogsClient }, { findDeployedLines }, { tableToRead }] = await Promise.all([
        import('@aws-sdk/client-cloudwatch-logs'),
        import('./deployed-logs.ts'),
        import('./trace-source.ts'),
      ]);
      const { TableName } = InspectionOutputs.parse(outputsOf(description));
      return {
        table: tableToRead(config, { name: TableName, channelId: outputs.ChannelId }),
        findLines: findDeployedLines(new CloudWatchLogsClient(config), name),
        now: async () => now(),
      };
    },
    async inspect() {
      const { inspectDeployedStack } = await import('./deployed-inspection.ts');
      const { TableName: tableName } = InspectionOutputs.parse(outputsOf(description));
      const ownRuns = OwnRunsOutput.safeParse(outputsOf(description)).data?.OwnRunsAtOnce;
      const { ChannelId: channelId } = outputs;
      return inspectDeployedStack(cloudFormation, config, { name, channelId, tableName, ownRuns });
    },
    ...(handOff && {
      handOff: createHandOff(
        { sqs: new SQSClient(config), events: new EventBridgeClient(config) },
        {
          queueUrl: handOff.CrmFailuresQueueUrl,
          busName: handOff.EventBusName,
          connectionName: handOff.CrmConnectionName,
        },
      ),
    }),
  };
}

async function regionOf(client: CloudFormationClient): Promise<string> {
  try {
    return await client.config.region();
  } catch (cause) {
    const sentence = 'No AWS region is set: give one with --region, or set it in your AWS profile.';
    throw new VerbFailure(sentence, EXIT.wrongUsage, { cause });
  }
}

async function describeStack(client: CloudFormationClient, name: string, place: string): Promise<StackDescription> {
  try {
    const { Stacks } = await client.send(new DescribeStacksCommand({ StackName: name }));
    if (Stacks?.[0]) return Stacks[0];
    throw notThere(name, place);
  } catch (error) {
    const isMissing =
      error instanceof Error && error.name === 'ValidationError' && /does not exist/.test(error.message);
    throw isMissing ? notThere(name, place, error) : error;
  }
}

const notThere = (name: string, place: string, cause?: unknown) =>
  new VerbFailure(
    `There is no stack ${name} in ${place}: deploy it with "npm run deploy", or say where to look with --stack, --region and --profile.`,
    EXIT.failed,
    { cause },
  );

/** The stack's account, from its ARN. */
function accountOf({ StackId = '' }: StackDescription): string {
  const [, account] = /^arn:[^:]+:cloudformation:[^:]*:(\d{12}):/.exec(StackId) ?? [];
  if (account === undefined) throw new VerbFailure('CloudFormation does not tell which account the stack is in.');
  return account;
}

const outputsOf = ({ Outputs = [] }: StackDescription): Record<string, unknown> =>
  Object.fromEntries(Outputs.map(({ OutputKey = '', OutputValue }) => [OutputKey, OutputValue]));

function readOutputs(description: StackDescription, name: string): StackOutputs {
  const { data, error } = StackOutputs.safeParse(outputsOf(description));
  if (data) return data;
  const missing = error.issues.map(({ path }) => path.join('.')).join(', ');
  throw new VerbFailure(
    `The stack ${name} (${description.StackStatus}) does not have the outputs ${missing}: deploy it again with "npm run deploy", or choose another with --stack.`,
  );
}
