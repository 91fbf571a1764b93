import { DynamoDBClient, type DynamoDBClientConfig } from '@aws-sdk/client-dynamodb';
import { GetQueueAttributesCommand, type SQSClient } from '@aws-sdk/client-sqs';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { Instant } from '../../functions/shared/domain/time/instant.ts';
import { oldestDueAt } from '../../functions/shared/store/table/due.ts';

/** A dead-letter queue. */
export type DeadLetters = { name: string; waiting: number };

/**
 * How many of the contract's addresses receive no e-mail: those whose owner has yet to confirm, and those that are gone
 * because they were unsubscribed, or not confirmed within SNS's 48 hours.
 */
export type DeafAddresses = { unconfirmed: number; gone: number };

/** Read-only access to a stack's inside. Throws AWS's errors. */
export type Inspection = {
  deadLetters(): Promise<DeadLetters[]>;
  /** When the oldest due item became due, if any is due by `now`. */
  oldestDueAt(now: Instant): Promise<Instant | undefined>;
  deafAddresses(): Promise<DeafAddresses>;
  /**
   * How many functions the account runs at once at most, those of other stacks among them, and how many of them the stack's
   * own work takes: a stack of release 0.1.0 does not say it. A machine has no such limit.
   */
  room?(): Promise<{ limit: number; ownRuns: number | undefined } | undefined>;
};

/** The queue at a URL, if it is a dead-letter queue, i.e. has no redrive policy. SQS's count may be late. */
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
  return oldestDueAt({ ...table, client }, now);
}
