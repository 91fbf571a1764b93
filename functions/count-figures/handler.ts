import middy from '@middy/core';
import type { Context } from 'aws-lambda';
import { readContract } from '../shared/contract/read-contract.ts';
import { countDueDays } from '../shared/operations/figures/count-due-days.ts';
import { environment } from '../shared/runtime/environment.ts';
import { eventEdge } from '../shared/runtime/event-edge.ts';
import { logger } from '../shared/runtime/logger.ts';
import { openTable } from '../shared/store/table/table.ts';

const contract = readContract();
const table = openTable(environment('TABLE_NAME').TABLE_NAME, contract.channel.id);

/** The most days that are counted at once take four minutes with a million invitations a month; larger ones have room. */
const TIME_FOR_DAYS_MS = 5 * 60_000;

/** Every three hours: counts anew what became of the invitations of the days whose figures are old. */
async function countFigures(_event: unknown, context: Context): Promise<void> {
  const days = await countDueDays({ table, contract }, () => context.getRemainingTimeInMillis() < TIME_FOR_DAYS_MS);
  if (days > 0) logger.info('figures counted', { days });
}

export const handler = middy<unknown, void>().use(eventEdge()).handler(countFigures);
