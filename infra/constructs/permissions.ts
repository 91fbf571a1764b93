import type { ITableV2 } from 'aws-cdk-lib/aws-dynamodb';
import type { ApiDestination, EventBus } from 'aws-cdk-lib/aws-events';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { LogGroup } from 'aws-cdk-lib/aws-logs';
import type { Bucket } from 'aws-cdk-lib/aws-s3';
import type { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import type { Topic } from 'aws-cdk-lib/aws-sns';
import type { Queue } from 'aws-cdk-lib/aws-sqs';

/*
 * What a function may do, each permission naming its actions in full. The CDK's own grants are wider: read and write
 * access to a table contains Scan and DeleteItem, which nothing here uses.
 */

const allow = (actions: string[], ...resources: string[]) => new PolicyStatement({ actions, resources });

export const canPutItems = (table: ITableV2) => allow(['dynamodb:PutItem'], table.tableArn);
export const canUpdateItems = (table: ITableV2) => allow(['dynamodb:UpdateItem'], table.tableArn);
export const canGetItems = (table: ITableV2) => allow(['dynamodb:GetItem'], table.tableArn);
export const canBatchGetItems = (table: ITableV2) => allow(['dynamodb:BatchGetItem'], table.tableArn);

export const canQuery = (table: ITableV2, ...indexes: string[]) =>
  allow(['dynamodb:Query'], ...indexes.map((index) => `${table.tableArn}/index/${index}`));

export const canReadSecrets = (...secrets: Secret[]) =>
  allow(['secretsmanager:GetSecretValue'], ...secrets.map(({ secretArn }) => secretArn));

export const canPublishTo = (topic: Topic) => allow(['sns:Publish'], topic.topicArn);

export const canPutEvents = (bus: EventBus) => allow(['events:PutEvents'], bus.eventBusArn);

/** What EventBridge does in a rule's name when it posts an event to an HTTP endpoint. */
export const canInvoke = ({ apiDestinationArn }: ApiDestination) =>
  allow(['events:InvokeApiDestination'], apiDestinationArn);

/** What Lambda does in the function's name when it sets aside an event that failed. */
export const canSendTo = (queue: Queue) => allow(['sqs:SendMessage'], queue.queueArn);

/** What Lambda does in the function's name when it polls a queue. */
export const canConsume = (queue: Queue) =>
  allow(['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'], queue.queueArn);

/** What Lambda does in the function's name when it polls a table's stream. */
export const canReadStream = (streamArn: string) =>
  allow(
    ['dynamodb:DescribeStream', 'dynamodb:GetRecords', 'dynamodb:GetShardIterator', 'dynamodb:ListStreams'],
    streamArn,
  );

/** What Lambda does in the function's name when it gives up on a batch. Object keys are of its choosing, hence `*`. */
export const canKeepFailures = (bucket: Bucket) => [
  allow(['s3:PutObject'], bucket.arnForObjects('*')),
  allow(['s3:ListBucket'], bucket.bucketArn),
];

/** A log group's ARN ends in `:*`, its streams: Lambda names them. */
export const canWriteLogs = (logGroup: LogGroup) =>
  allow(['logs:CreateLogStream', 'logs:PutLogEvents'], logGroup.logGroupArn);
