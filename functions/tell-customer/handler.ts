import middy from '@middy/core';
import type { Context, SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { readToldEvent } from '../shared/domain/events/appointment-event.ts';
import { remindsCustomers } from '../shared/domain/reminders/wanted-reminders.ts';
import { tellCustomer } from '../shared/operations/notices/tell-customer.ts';
import { planBooking } from '../shared/operations/reminders/plan-booking.ts';
import { oneMsg } from '../shared/provider/one-msg.ts';
import { eventEdge } from '../shared/runtime/event-edge.ts';
import { logger } from '../shared/runtime/logger.ts';
import { processQueueBatch } from '../shared/runtime/process-queue-batch.ts';
import { setUpForProvider } from '../shared/setup.ts';

const { contract, table, keys, providerUrl, given } = setUpForProvider();
const noticeContext = { contract, table, keys, provider: oneMsg(providerUrl, contract, given) };

/** The queue behind the bus: tells customers of their bookings as they are now, and of refused forms, and plans reminders. */
async function tellCustomers(event: SQSEvent, context: Context): Promise<SQSBatchResponse> {
  return processQueueBatch(event, 'notice will be tried again', async (body) => {
    const { invitationId } = readToldEvent(body).detail;
    const result = await tellCustomer(noticeContext, invitationId, () => context.getRemainingTimeInMillis());
    logger.info('notice', result);
    if (remindsCustomers(contract)) await planBooking(noticeContext, invitationId);
    return result.kind === 'postponed' ? 'again' : undefined;
  });
}

export const handler = middy<SQSEvent, SQSBatchResponse>().use(eventEdge()).handler(tellCustomers);
