import middy from '@middy/core';
import type { Context, SQSBatchResponse, SQSEvent } from 'aws-lambda';
import type { StaffMessageResult } from '../shared/operations/staff/message-member.ts';
import { tellStaff } from '../shared/operations/staff/tell-staff.ts';
import { oneMsg } from '../shared/provider/one-msg.ts';
import { countFacts } from '../shared/runtime/emit-metrics.ts';
import { eventEdge } from '../shared/runtime/event-edge.ts';
import { logger } from '../shared/runtime/logger.ts';
import { processQueueBatch } from '../shared/runtime/process-queue-batch.ts';
import { setUpForProvider } from '../shared/setup.ts';

const { contract, table, providerUrl, given } = setUpForProvider();
const staffContext = { contract, table, provider: oneMsg(providerUrl, contract, given) };

const notTold = (result: StaffMessageResult) =>
  result.kind === 'not-told' ? [{ metric: 'StaffNotTold', reason: result.reason } as const] : [];

/** The queue behind the bus: tells the staff on WhatsApp of what their e-mail is about. */
async function messageStaff(event: SQSEvent, context: Context): Promise<SQSBatchResponse> {
  return processQueueBatch(event, 'message to the staff will be tried again', async (body) => {
    const results = await tellStaff(staffContext, body, () => context.getRemainingTimeInMillis());
    logger.info('staff', { results });
    countFacts(results.flatMap(notTold));
    return results.some(({ kind }) => kind === 'postponed') ? 'again' : undefined;
  });
}

export const handler = middy<SQSEvent, SQSBatchResponse>().use(eventEdge()).handler(messageStaff);
