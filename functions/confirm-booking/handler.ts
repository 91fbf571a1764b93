import middy from '@middy/core';
import type { Context, SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { type ConfirmationResult, confirmBooking } from '../shared/operations/notices/confirm-booking.ts';
import { oneMsg } from '../shared/provider/one-msg.ts';
import { emitMetrics } from '../shared/runtime/emit-metrics.ts';
import { eventEdge } from '../shared/runtime/event-edge.ts';
import { logger } from '../shared/runtime/logger.ts';
import { processQueueBatch } from '../shared/runtime/process-queue-batch.ts';
import { setUpForProvider } from '../shared/setup.ts';

const { contract, table, keys, providerUrl, given } = setUpForProvider();
const confirmContext = { contract, table, keys, provider: oneMsg(providerUrl, contract, given) };

/** Counts and logs customers who got no confirmation, or may have got none. */
function note(result: ConfirmationResult): void {
  if (result.kind === 'refused') emitMetrics({ ConfirmationRefused: 1 });
  if (result.kind === 'unknown') emitMetrics({ ConfirmationUnknown: 1 });
  if (result.kind === 'accepted' || result.kind === 'not-sent') logger.info('confirmation', result);
  else logger.warn('confirmation was not accepted', result);
}

/** The queue behind the bus: tells customers of their bookings and refused forms while their session window is open. */
async function confirmBookings(event: SQSEvent, context: Context): Promise<SQSBatchResponse> {
  return processQueueBatch(event, 'confirmation will be tried again', async (body) => {
    const result = await confirmBooking(confirmContext, body, () => context.getRemainingTimeInMillis());
    note(result);
    return result.kind === 'postponed' ? 'again' : undefined;
  });
}

export const handler = middy<SQSEvent, SQSBatchResponse>().use(eventEdge()).handler(confirmBookings);
