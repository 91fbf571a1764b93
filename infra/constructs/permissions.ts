import { Aws } from 'aws-cdk-lib';
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
 * access to a table contains Scan and DeleteItem, which hardly anything here uses.
 */

const allow = (actions: string[], ...resources: string[]) => new PolicyStatement({ actions, resources });

/** Some items of the table only: those whose keys begin like this. */
function allowOnItems(actions: string[], table: ITableV2, ...keys: string[]): PolicyStatement {
  const statement = allow(actions, table.tableArn);
  statement.addConditions({ 'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': keys } });
  return statement;
}

export const canPutItems = (table: ITableV2) => allow(['dynamodb:PutItem'], table.tableArn);
export const canUpdateItems = (table: ITableV2) => allow(['dynamodb:UpdateItem'], table.tableArn);
/**
 * A transaction needs no action of its own, but that of each of its writes: this one for an item it only looks at.
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/transaction-apis-iam.html
 */
export const canCheckItems = (table: ITableV2) => allow(['dynamodb:ConditionCheckItem'], table.tableArn);
/** Entries of the name index, of which nothing has to stay. Whatever else goes is replaced by a tombstone. */
export const canDeleteNames = (table: ITableV2) => allowOnItems(['dynamodb:DeleteItem'], table, 'name#*');
export const canGetItems = (table: ITableV2) => allow(['dynamodb:GetItem'], table.tableArn);
export const canBatchGetItems = (table: ITableV2) => allow(['dynamodb:BatchGetItem'], table.tableArn);

/**
 * To find out who calls, and note that they did: of the table only keys and sessions.
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/specifying-conditions.html
 */
export const canRecogniseCallers = (table: ITableV2) =>
  allowOnItems(['dynamodb:GetItem', 'dynamodb:UpdateItem'], table, 'key#*', 'session#*');

/** To count changes, for open desks to hear of them. */
export const canCountChanges = (table: ITableV2) =>
  allowOnItems(['dynamodb:GetItem', 'dynamodb:UpdateItem'], table, 'changes#*');

/** To store what was counted, and nothing else. */
export const canPutFigures = (table: ITableV2) => allowOnItems(['dynamodb:PutItem'], table, 'figures#*');

/** To keep on which days an earlier release listed what a person has to see to, and nothing else. */
export const canKeepListedDays = (table: ITableV2) => allowOnItems(['dynamodb:PutItem'], table, 'worklist#*');

/** To begin sessions with keys, and nothing else. */
export const canBeginSessions = (table: ITableV2) => [
  allowOnItems(['dynamodb:GetItem'], table, 'key#*'),
  allowOnItems(['dynamodb:PutItem'], table, 'session#*'),
];

/** To list named keys, and make new ones. */
export const canManageKeys = (table: ITableV2) => [
  allowOnItems(['dynamodb:BatchGetItem', 'dynamodb:PutItem'], table, 'key#*'),
  canQuery(table, 'worklist'),
];

export const canQuery = (table: ITableV2, ...indexes: string[]) =>
  allow(['dynamodb:Query'], ...indexes.map((index) => `${table.tableArn}/index/${index}`));

/** The whole table: for what has to see every booking. */
export const canScan = (table: ITableV2) => allow(['dynamodb:Scan'], table.tableArn);

/** The whole of an index: it costs what the index holds, and so asks for its first items only. */
export const canScanIndex = (table: ITableV2, index: string) =>
  allow(['dynamodb:Scan'], `${table.tableArn}/index/${index}`);

/** To store what customers and staff decide, together with the places that it takes. */
export const canStoreWithPlaces = (table: ITableV2) => [
  canGetItems(table),
  canBatchGetItems(table),
  canUpdateItems(table),
  canPutItems(table),
  canScanIndex(table, 'agenda'),
];

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

/**
 * What Lambda does in the function's name when it polls a table's stream. `ListStreams` works on no stream in particular:
 * the service authorization reference has no resource for it, so that it is allowed on `*` or not at all.
 */
export const canReadStream = (streamArn: string) => [
  allow(['dynamodb:DescribeStream', 'dynamodb:GetRecords', 'dynamodb:GetShardIterator'], streamArn),
  allow(['dynamodb:ListStreams'], '*'),
];

/**
 * What Lambda does in the function's name when it gives up on a batch. Object keys are of its choosing, hence `*`. A
 * bucket's ARN names no account: should this bucket ever be deleted, whoever takes its name gets nothing.
 */
export function canKeepFailures(bucket: Bucket): PolicyStatement[] {
  const inThisAccount = { StringEquals: { 's3:ResourceAccount': Aws.ACCOUNT_ID } };
  const statements = [allow(['s3:PutObject'], bucket.arnForObjects('*')), allow(['s3:ListBucket'], bucket.bucketArn)];
  for (const statement of statements) statement.addConditions(inThisAccount);
  return statements;
}

/** A log group's ARN ends in `:*`, its streams: Lambda names them. */
export const canWriteLogs = (logGroup: LogGroup) =>
  allow(['logs:CreateLogStream', 'logs:PutLogEvents'], logGroup.logGroupArn);
