import middy from '@middy/core';
import type { DynamoDBBatchResponse, DynamoDBStreamEvent } from 'aws-lambda';
import { readContract } from '../shared/contract/read-contract.ts';
import { settleChangedBookings } from '../shared/operations/booking/settle-changed-bookings.ts';
import { environment } from '../shared/runtime/environment.ts';
import { eventEdge } from '../shared/runtime/event-edge.ts';
import { openTable } from '../shared/store/table/table.ts';

const contract = readContract();
const context = { contract, table: openTable(environment('TABLE_NAME').TABLE_NAME, contract.channel.id) };

/** The table's stream: claims the times of bookings, marks those that overlap, and keeps the worklist up to date. */
async function settleBookings({ Records }: DynamoDBStreamEvent): Promise<DynamoDBBatchResponse> {
  const failed = await settleChangedBookings(context, Records);
  return { batchItemFailures: failed.map((itemIdentifier) => ({ itemIdentifier })) };
}

export const handler = middy<DynamoDBStreamEvent, DynamoDBBatchResponse>().use(eventEdge()).handler(settleBookings);
