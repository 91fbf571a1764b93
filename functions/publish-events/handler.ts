import middy from '@middy/core';
import type { DynamoDBBatchResponse, DynamoDBStreamEvent } from 'aws-lambda';
import { eventBus } from '../shared/bus/event-bus.ts';
import { readContract } from '../shared/contract/read-contract.ts';
import { announceRecords } from '../shared/operations/events/announce-records.ts';
import { areShownAtDesks } from '../shared/operations/events/desk-news.ts';
import { countFacts } from '../shared/runtime/emit-metrics.ts';
import { environment } from '../shared/runtime/environment.ts';
import { eventEdge } from '../shared/runtime/event-edge.ts';
import { noteChanges } from '../shared/store/channel/changes.ts';
import { openTable } from '../shared/store/table/table.ts';

const env = environment('EVENT_BUS_NAME', 'TABLE_NAME');
const bus = eventBus(env.EVENT_BUS_NAME);
const table = openTable(env.TABLE_NAME, readContract().channel.id);

/** The table's stream: announces each committed fact on the bus, at least once, and tells desks that something changed. */
async function publishEvents({ Records }: DynamoDBStreamEvent): Promise<DynamoDBBatchResponse> {
  const [{ failed, facts }] = await Promise.all([
    announceRecords(bus, Records),
    areShownAtDesks(Records) && noteChanges(table),
  ]);
  countFacts(facts);
  return { batchItemFailures: failed.map((itemIdentifier) => ({ itemIdentifier })) };
}

export const handler = middy<DynamoDBStreamEvent, DynamoDBBatchResponse>().use(eventEdge()).handler(publishEvents);
