import middy from '@middy/core';
import type { DynamoDBBatchResponse, DynamoDBStreamEvent } from 'aws-lambda';
import { settleChangedBookings } from '../shared/operations/booking/settle-changed-bookings.ts';
import { eventEdge } from '../shared/runtime/event-edge.ts';
import { setUp } from '../shared/setup.ts';

const setup = setUp();

/** The table's stream: claims the times of bookings, marks those that overlap, and keeps the worklist up to date. */
async function settleBookings({ Records }: DynamoDBStreamEvent): Promise<DynamoDBBatchResponse> {
  const failed = await settleChangedBookings(setup, Records);
  return { batchItemFailures: failed.map((itemIdentifier) => ({ itemIdentifier })) };
}

export const handler = middy<DynamoDBStreamEvent, DynamoDBBatchResponse>().use(eventEdge()).handler(settleBookings);
