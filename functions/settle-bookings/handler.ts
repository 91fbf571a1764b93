import middy from '@middy/core';
import type { DynamoDBBatchResponse, DynamoDBStreamEvent } from 'aws-lambda';
import { settleChangedBookings } from '../shared/operations/booking/settle-changed-bookings.ts';
import { eventEdge } from '../shared/runtime/event-edge.ts';
import { setUp } from '../shared/setup.ts';
import { noteChanges } from '../shared/store/channel/changes.ts';

const setup = setUp();

/**
 * The table's stream: tells desks at once that something changed, claims the times of bookings, marks those that overlap,
 * and keeps the worklist up to date.
 */
async function settleBookings({ Records }: DynamoDBStreamEvent): Promise<DynamoDBBatchResponse> {
  const [failed] = await Promise.all([settleChangedBookings(setup, Records), noteChanges(setup.table)]);
  return { batchItemFailures: failed.map((itemIdentifier) => ({ itemIdentifier })) };
}

export const handler = middy<DynamoDBStreamEvent, DynamoDBBatchResponse>().use(eventEdge()).handler(settleBookings);
