import middy from '@middy/core';
import type { Context, SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { readToldEvent } from '../shared/domain/events/appointment-event.ts';
import { tellCustomer } from '../shared/operations/notices/tell-customer.ts';
import { remindCustomer, remindsCustomers } from '../shared/operations/reminders/remind-customer.ts';
import { oneMsg } from '../shared/provider/one-msg.ts';
import { eventEdge } from '../shared/runtime/event-edge.ts';
import { logger } from '../shared/runtime/logger.ts';
import { processQueueBatch } from '../shared/runtime/process-queue-batch.ts';
import { setUpForProvider } from '../shared/setup.ts';

const { contract, table, keys, providerUrl, given } = setUpForProvider();
const noticeContext = { contract, table, keys, provider: oneMsg(providerUrl, contract, given) };

/** Reminders are planned here, and sent by reconcile in their turn. */
const noTurn = async () => false;

/** The queue behind the bus: tells customers of their bookings as they are now, and of refused forms, and plans reminders. */
async function tellCustomers(event: SQSEvent, context: Context): Promise<SQSBatchResponse> {
  return processQueueBatch(event, 'notice will be tried again', async (body) => {
    const { invitationId } = readToldEvent(body).detail;
    const remainingMs = () => context.getRemainingTimeInMillis();
    const result = await tellCustomer(noticeContext, invitationId, remainingMs);
    logger.info('notice', result);
    if (remindsCustomers(contract)) await remindCustomer({ ...noticeContext, pace: noTurn }, invitationId, remainingMs);
    return result.kind === 'postponed' ? 'again' : undefined;
  });
}

export const handler = middy<SQSEvent, SQSBatchResponse>().use(eventEdge()).handler(tellCustomers);
