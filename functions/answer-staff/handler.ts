import middy from '@middy/core';
import type { Context, SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { answerStaffTap } from '../shared/operations/staff/answer-tap.ts';
import { oneMsg } from '../shared/provider/one-msg.ts';
import { eventEdge } from '../shared/runtime/event-edge.ts';
import { logger } from '../shared/runtime/logger.ts';
import { processQueueBatch } from '../shared/runtime/process-queue-batch.ts';
import { setUpForProvider } from '../shared/setup.ts';

const { contract, table, providerUrl, given } = setUpForProvider();
const staffContext = { contract, table, provider: oneMsg(providerUrl, contract, given) };

/** The queue behind the bus: does what members of staff tap on WhatsApp, and answers them. */
async function answerStaff(event: SQSEvent, context: Context): Promise<SQSBatchResponse> {
  return processQueueBatch(event, 'tap of the staff will be tried again', async (body) => {
    const result = await answerStaffTap(staffContext, body, () => context.getRemainingTimeInMillis());
    if (result.kind === 'refused' || result.kind === 'unknown')
      logger.warn('answer to the staff was not accepted', result);
    else logger.info('answer to the staff', result);
    return result.kind === 'postponed' ? 'again' : undefined;
  });
}

export const handler = middy<SQSEvent, SQSBatchResponse>().use(eventEdge()).handler(answerStaff);
