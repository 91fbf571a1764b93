import middy from '@middy/core';
import type { Context } from 'aws-lambda';
import { readContract } from '../shared/contract/read-contract.ts';
import { planAll } from '../shared/operations/reminders/plan-all.ts';
import { environment } from '../shared/runtime/environment.ts';
import { eventEdge } from '../shared/runtime/event-edge.ts';
import { logger } from '../shared/runtime/logger.ts';
import { openTable } from '../shared/store/table/table.ts';

const contract = readContract();
const table = openTable(environment('TABLE_NAME').TABLE_NAME, contract.channel.id);

/** Every hour: plans the reminders of the bookings that were there before the contract's reminders changed. */
async function planReminders(_event: unknown, context: Context): Promise<void> {
  const result = await planAll({ table, contract }, () => context.getRemainingTimeInMillis());
  if (result.kind !== 'unchanged') logger.info('reminders planned', result);
}

export const handler = middy<unknown, void>().use(eventEdge()).handler(planReminders);
