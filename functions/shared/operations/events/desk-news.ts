import type { DynamoDBRecord } from 'aws-lambda';

/**
 * The kinds of items for which an open desk reads its lists again. Not for deliveries: of these a campaign brings many a
 * second, and every desk would read all the time.
 */
const SHOWN: readonly (string | undefined)[] = ['invitation', 'notice', 'reminder', 'question', 'unmatched'];

/** Whether one of these records is about something that a desk shows. */
export const areShownAtDesks = (records: readonly DynamoDBRecord[]): boolean =>
  records.some(({ dynamodb }) => SHOWN.includes(dynamodb?.NewImage?.['type']?.S));
