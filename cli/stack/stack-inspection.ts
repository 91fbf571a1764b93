import { DynamoDBClient, type DynamoDBClientConfig } from '@aws-sdk/client-dynamodb';
import { GetQueueAttributesCommand, type SQSClient } from '@aws-sdk/client-sqs';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { Instant } from '../../functions/shared/domain/time/instant.ts';
import { findDue } from '../../functions/shared/store/table/due.ts';

/** A queue of what was set aside for a person. */
export type DeadLetters = { name: string; waiting: number };

/**
 * How many addresses of the contract get no e-mail: those that whoever reads them has still to confirm, and those that
 * are gone, as they were not confirmed within the 48 hours that SNS waits, or were unsubscribed.
 */
export type DeafAddresses = { unconfirmed: number; gone: number };

/** What can be seen of a stack's inside, only by reading. Throws what AWS throws. */
export type Inspection = {
  deadLetters(): Promise<DeadLetters[]>;
  /** Since when the oldest item is due, if any is due by `now`. */
  oldestDueAt(now: Instant): Promise<Instant | undefined>;
  deafAddresses(): Promise<DeafAddresses>;
};

/** The queue under a URL, if it is one of dead letters: what fails there goes nowhere else. SQS may count late. */
export async function readDeadLetters(sqs: SQSClient, name: string, QueueUrl: string): Promise<DeadLetters[]> {
  const AttributeNames = ['ApproximateNumberOfMessages' as const, 'RedrivePolicy' as const];
  const { Attributes = {} } = await sqs.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames }));
  if (Attributes.RedrivePolicy !== undefined) return [];
  return [{ name, waiting: Number(Attributes.ApproximateNumberOfMessages ?? 0) }];
}

export async function readOldestDue(
  config: DynamoDBClientConfig,
  table: { name: string; channelId: string },
  now: Instant,
): Promise<Instant | undefined> {
  const client = DynamoDBDocumentClient.from(new DynamoDBClient(config));
  const [oldest] = await findDue({ ...table, client }, now, 1);
  return oldest?.dueAt;
}
