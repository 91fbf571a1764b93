import { CfnOutput, type Stack } from 'aws-cdk-lib';
import type { ITableV2 } from 'aws-cdk-lib/aws-dynamodb';
import type { EventBus } from 'aws-cdk-lib/aws-events';
import type { Contract } from '../functions/shared/contract/contract.ts';
import type { FailureBucket } from './constructs/failure-bucket.ts';
import type { StackApi } from './constructs/http-api.ts';
import { ownRuns } from './constructs/own-runs.ts';
import type { StackSecrets } from './constructs/stack-secrets.ts';
import type { StandardFunction } from './constructs/standard-function.ts';
import type { HandOff } from './parts/crm.ts';

export type StackParts = {
  contract: Contract;
  http: StackApi;
  bus: EventBus;
  failures: FailureBucket;
  secrets: StackSecrets;
  table: ITableV2;
  rebuild: StandardFunction;
  /** Only where the contract names a CRM. */
  handOff?: HandOff;
};

/**
 * What a deploy prints: where things are, and what a person does next. An output can be read by everybody who may look
 * at the stack, so no secret is in one, nor anything derived from a secret.
 */
export function addOutputs(stack: Stack, parts: StackParts): void {
  const { contract, http, bus, failures, secrets, table, rebuild, handOff } = parts;
  const output = (name: string, description: string, value: string) =>
    new CfnOutput(stack, name, { description, value });

  output('ApiUrl', 'The address of the API and of the webhooks.', http.url);
  output('ChannelId', 'The channel this stack serves.', contract.channel.id);
  output('ProviderUrl', "The address of the provider's API.", contract.channel.apiBaseUrl);
  output('TableName', 'The table with invitations, bookings and deliveries.', table.tableName);
  output('EventBusName', 'The bus that announces bookings and takes requests for invitations.', bus.eventBusName);
  output(
    'FailuresBucketName',
    'Where facts are kept that could not be announced or checked.',
    failures.bucket.bucketName,
  );
  output('OwnRunsAtOnce', "How many functions the stack's own work keeps running at most.", `${ownRuns(stack)}`);
  output('RebuildClaimsFunctionName', 'What "claims rebuild" invokes.', rebuild.lambda.functionName);
  output('RootSecretArn', 'The secret the API key and the webhook secret are derived from.', secrets.root.secretArn);
  output('GivenSecretArn', "The secret that holds the channel's token.", secrets.given.secretArn);

  const { domain } = http;
  if (domain) {
    output('DomainTarget', "Where the record of the contract's domain has to lead.", domain.target.name);
    output('DomainTargetZoneId', 'The hosted zone of that, for an alias record.', domain.target.hostedZoneId);
  }

  if (handOff) {
    output('CrmConnectionName', 'The connection that holds the key for the CRM.', handOff.connection.connectionName);
    output('CrmFailuresQueueUrl', 'The queue of what the CRM did not take.', handOff.refused.queueUrl);
  }

  output('NextStep1StoreTheToken', "Asks for the channel's token and stores it.", 'npm run channel -- set-token');
  output(
    'NextStep2RegisterTheWebhooks',
    'Lets the channel tell this stack what happens.',
    'npm run channel -- register',
  );
  output('NextStep3SeeWhetherAllIsWell', 'Says what is missing, if anything.', 'npm run channel -- doctor');
  output(
    'NextStep4SendAnInvitation',
    'To your own phone, after it wrote to the channel.',
    'npm run channel -- send <phone>',
  );
}
