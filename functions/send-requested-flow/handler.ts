import middy from '@middy/core';
import type { Context, SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { readContract } from '../shared/contract/read-contract.ts';
import { sendRequested } from '../shared/operations/invitation/send-requested.ts';
import { oneMsg } from '../shared/provider/one-msg.ts';
import { environment } from '../shared/runtime/environment.ts';
import { eventEdge } from '../shared/runtime/event-edge.ts';
import { createPacer } from '../shared/runtime/pacer.ts';
import { processQueueBatch } from '../shared/runtime/process-queue-batch.ts';
import { derivedKeys, givenSecret } from '../shared/secrets/cached-secret.ts';
import { openCustomerTable } from '../shared/store/table/table.ts';

const env = environment('TABLE_NAME', 'ROOT_SECRET_ARN', 'GIVEN_SECRET_ARN', 'PROVIDER_URL', 'SEND_INTERVAL_MS');
const contract = readContract();
const keys = derivedKeys(env.ROOT_SECRET_ARN);
const provider = oneMsg(env.PROVIDER_URL, contract, givenSecret(env.GIVEN_SECRET_ARN));
const pace = createPacer(Number(env.SEND_INTERVAL_MS));
const sending = { contract, keys, provider, pace, table: openCustomerTable(env.TABLE_NAME, contract.channel.id, keys) };

/** The queue behind the bus: sends the invitations that events asked for, one after the other. */
async function sendRequestedFlows(event: SQSEvent, context: Context): Promise<SQSBatchResponse> {
  return processQueueBatch(event, 'requested invitation will be tried again', async (body) => {
    await sendRequested(sending, body, () => context.getRemainingTimeInMillis());
    return undefined;
  });
}

export const handler = middy<SQSEvent, SQSBatchResponse>().use(eventEdge()).handler(sendRequestedFlows);
