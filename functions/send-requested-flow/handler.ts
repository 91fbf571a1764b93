import middy from '@middy/core';
import type { Context, SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { sendRequested } from '../shared/operations/invitation/send-requested.ts';
import { oneMsg } from '../shared/provider/one-msg.ts';
import { eventEdge } from '../shared/runtime/event-edge.ts';
import { createPacer } from '../shared/runtime/pacer.ts';
import { processQueueBatchAtOnce } from '../shared/runtime/process-queue-batch.ts';
import { setUpForProvider } from '../shared/setup.ts';

const { env, contract, keys, table, providerUrl, given } = setUpForProvider('SEND_INTERVAL_MS');
const pace = createPacer(Number(env.SEND_INTERVAL_MS));
const sendContext = { contract, keys, table, pace, provider: oneMsg(providerUrl, contract, given) };

/** The queue behind the bus: sends the invitations that events asked for, as fast as their turns come. */
async function sendRequestedFlows(event: SQSEvent, context: Context): Promise<SQSBatchResponse> {
  return processQueueBatchAtOnce(event, 'requested invitation will be tried again', async (body) => {
    await sendRequested(sendContext, body, () => context.getRemainingTimeInMillis());
    return undefined;
  });
}

export const handler = middy<SQSEvent, SQSBatchResponse>().use(eventEdge()).handler(sendRequestedFlows);
