import middy from '@middy/core';
import type { Context, SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { answerWish } from '../shared/operations/chat/answer-wish.ts';
import { oneMsg } from '../shared/provider/one-msg.ts';
import { eventEdge } from '../shared/runtime/event-edge.ts';
import { logger } from '../shared/runtime/logger.ts';
import { processQueueBatch } from '../shared/runtime/process-queue-batch.ts';
import { setUpForProvider } from '../shared/setup.ts';

const { contract, table, keys, providerUrl, given } = setUpForProvider();
const chatContext = { contract, table, keys, provider: oneMsg(providerUrl, contract, given) };

/** The queue behind the bus: answers what customers write and tap, or hands it to a person. */
async function answerCustomers(event: SQSEvent, context: Context): Promise<SQSBatchResponse> {
  return processQueueBatch(event, 'answer will be tried again', async (body) => {
    const result = await answerWish(chatContext, body, () => context.getRemainingTimeInMillis());
    if (result.kind === 'refused' || result.kind === 'unknown') logger.warn('answer was not accepted', result);
    else logger.info('answer', result);
    return result.kind === 'postponed' ? 'again' : undefined;
  });
}

export const handler = middy<SQSEvent, SQSBatchResponse>().use(eventEdge()).handler(answerCustomers);
