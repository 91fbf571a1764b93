import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import {
  DeleteCommand,
  type DeleteCommandInput,
  DynamoDBDocumentClient,
  PutCommand,
  type PutCommandInput,
  QueryCommand,
  type QueryCommandInput,
} from '@aws-sdk/lib-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import type { DynamoDBRecord } from 'aws-lambda';
import { onTestFinished } from 'vitest';
import {
  startTableEngine,
  type TableDefinition,
  type TableEngine,
} from '../../../../local/aws/dynamodb/table-engine.ts';
import { NOW, TABLE } from './table-definitions.ts';

type Options = { table?: TableDefinition; dataDirectory?: string; now?: () => Date };

/** A started table and a client for it; both are closed when the test ends, unless it did so itself. */
export async function startTable({ table = TABLE, now = () => NOW, ...rest }: Options = {}) {
  const engine = await startTableEngine({ table, now, ...rest });
  onTestFinished(() => engine.close());
  return { engine, client: clientFor(engine.endpoint) };
}

/** The client the functions use, with credentials that mean nothing; it does not repeat what failed. */
export function clientFor(endpoint: string): DynamoDBDocumentClient {
  const credentials = { accessKeyId: 'any', secretAccessKey: 'thing' };
  const client = new DynamoDBClient({ endpoint, region: 'eu-west-1', credentials, maxAttempts: 1 });
  onTestFinished(() => client.destroy());
  return DynamoDBDocumentClient.from(client);
}

export const put = (item: Record<string, unknown>, more: Partial<PutCommandInput> = {}) =>
  new PutCommand({ TableName: TABLE.tableName, Item: item, ...more });

export const remove = (pk: string, more: Partial<DeleteCommandInput> = {}) =>
  new DeleteCommand({ TableName: TABLE.tableName, Key: { pk }, ...more });

/** What an index lists under one of its partition keys. */
export const queryIndex = (name: string, attribute: string, value: string, more: Partial<QueryCommandInput> = {}) =>
  new QueryCommand({
    TableName: TABLE.tableName,
    IndexName: name,
    KeyConditionExpression: '#attribute = :value',
    ExpressionAttributeNames: { '#attribute': attribute },
    ExpressionAttributeValues: { ':value': value },
    ...more,
  });

/** An empty folder that is gone after the test. */
export async function emptyFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'appointment-flow-table-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

/** All records the stream keeps. */
export const allRecords = ({ stream }: TableEngine): Promise<DynamoDBRecord[]> => stream.read(undefined, 1_000_000);

/** A record in the words a test is about; an image that is not there is undefined. */
export function summarize({ eventName, dynamodb }: DynamoDBRecord) {
  return { eventName, old: plain(dynamodb?.OldImage), new: plain(dynamodb?.NewImage) };
}

function plain(image: NonNullable<DynamoDBRecord['dynamodb']>['NewImage']) {
  // The two packages describe the same JSON with types that do not meet (binary values as text or as bytes).
  return image && unmarshall(image as Parameters<typeof unmarshall>[0]);
}

export const sequenceNumber = (record: DynamoDBRecord | undefined): string => record?.dynamodb?.SequenceNumber ?? '';
