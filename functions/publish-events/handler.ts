import middy from '@middy/core';
import type { DynamoDBBatchResponse, DynamoDBStreamEvent } from 'aws-lambda';
import { eventBus } from '../shared/bus/event-bus.ts';
import { announceRecords } from '../shared/operations/events/announce-records.ts';
import { countFacts } from '../shared/runtime/emit-metrics.ts';
import { environment } from '../shared/runtime/environment.ts';
import { eventEdge } from '../shared/runtime/event-edge.ts';

const bus = eventBus(environment('EVENT_BUS_NAME').EVENT_BUS_NAME);

/** The table's stream: announces each committed fact on the bus, at least once. */
async function publishEvents({ Records }: DynamoDBStreamEvent): Promise<DynamoDBBatchResponse> {
  const { failed, facts } = await announceRecords(bus, Records);
  countFacts(facts);
  return { batchItemFailures: failed.map((itemIdentifier) => ({ itemIdentifier })) };
}

export const handler = middy<DynamoDBStreamEvent, DynamoDBBatchResponse>().use(eventEdge()).handler(publishEvents);
