import middy from '@middy/core';
import type { DynamoDBBatchResponse, DynamoDBStreamEvent } from 'aws-lambda';
import { readContract } from '../shared/contract/read-contract.ts';
import { checkOverlaps } from '../shared/operations/booking/check-overlaps.ts';
import { environment } from '../shared/runtime/environment.ts';
import { eventEdge } from '../shared/runtime/event-edge.ts';
import { openTable } from '../shared/store/table/table.ts';

const table = openTable(environment('TABLE_NAME').TABLE_NAME, readContract().channel.id);

/** The table's stream: marks bookings that overlap, and puts what needs attention into the worklist. */
async function checkBookings({ Records }: DynamoDBStreamEvent): Promise<DynamoDBBatchResponse> {
  const failed = await checkOverlaps(table, Records);
  return { batchItemFailures: failed.map((itemIdentifier) => ({ itemIdentifier })) };
}

export const handler = middy<DynamoDBStreamEvent, DynamoDBBatchResponse>().use(eventEdge()).handler(checkBookings);
