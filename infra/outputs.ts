import { CfnOutput, type Stack } from 'aws-cdk-lib';
import type { HttpApi } from 'aws-cdk-lib/aws-apigatewayv2';
import type { TableV2 } from 'aws-cdk-lib/aws-dynamodb';
import type { EventBus } from 'aws-cdk-lib/aws-events';
import type { FailureBucket } from './constructs/failure-bucket.ts';
import type { StackSecrets } from './constructs/stack-secrets.ts';

export type StackParts = {
  api: HttpApi;
  bus: EventBus;
  failures: FailureBucket;
  secrets: StackSecrets;
  table: TableV2;
};

/**
 * What a deploy prints: where things are, and what a person does next. An output can be read by everybody who may look
 * at the stack, so no secret is in one, nor anything derived from a secret.
 */
export function addOutputs(stack: Stack, { api, bus, failures, secrets, table }: StackParts): void {
  const url = api.apiEndpoint;
  const { region } = stack;
  const output = (name: string, description: string, value: string) =>
    new CfnOutput(stack, name, { description, value });

  output('ApiUrl', 'The address of the API and of the webhooks.', url);
  output('TableName', 'The table with invitations, bookings and deliveries.', table.tableName);
  output('EventBusName', 'The bus that announces bookings and takes requests for invitations.', bus.eventBusName);
  output('FailuresBucketName', 'Where facts are kept that could not be announced.', failures.bucket.bucketName);
  output('RootSecretArn', 'The secret the API key and the webhook secret are derived from.', secrets.root.secretArn);
  output('GivenSecretArn', "The secret that holds the channel's token.", secrets.given.secretArn);

  output(
    'NextStep1PutChannelToken',
    'Run this, paste {"channelToken":"<the token from the 1MSG dashboard>"}, press Enter and Ctrl-D.',
    `aws secretsmanager put-secret-value --region ${region} --secret-id ${secrets.given.secretArn} --secret-string file:///dev/stdin`,
  );
  output(
    'NextStep2RegisterWebhooks',
    "Add these to the channel's webhook URLs, with the webhook secret derived from the root secret (see README.md).",
    ['messages', 'delivery', 'flow-completion'].map((kind) => `${url}/webhooks/<webhook secret>/${kind}`).join(' '),
  );
  output(
    'NextStep3SendAnInvitation',
    'Run this with the API key derived from the root secret (see README.md), to a phone that wrote to the channel today.',
    `curl ${url}/invitations -H 'Authorization: Bearer <API key>' -H 'Content-Type: application/json' -d '{"phone":"<your phone with country code>"}'`,
  );
}
