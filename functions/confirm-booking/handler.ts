import middy from '@middy/core';
import type { Context, SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { readContract } from '../shared/contract/read-contract.ts';
import { type ConfirmationResult, confirmBooking } from '../shared/operations/notices/confirm-booking.ts';
import { oneMsg } from '../shared/provider/one-msg.ts';
import { environment } from '../shared/runtime/environment.ts';
import { eventEdge } from '../shared/runtime/event-edge.ts';
import { logger } from '../shared/runtime/logger.ts';
import { emitMetrics } from '../shared/runtime/metrics.ts';
import { processQueueBatch } from '../shared/runtime/process-queue-batch.ts';
import { derivedKeys, givenSecret } from '../shared/secrets/cached-secret.ts';
import { openCustomerTable } from '../shared/store/table/table.ts';

const env = environment('TABLE_NAME', 'ROOT_SECRET_ARN', 'GIVEN_SECRET_ARN', 'PROVIDER_URL');
const contract = readContract();
const confirming = {
  contract,
  provider: oneMsg(env.PROVIDER_URL, contract, givenSecret(env.GIVEN_SECRET_ARN)),
  table: openCustomerTable(env.TABLE_NAME, contract.channel.id, derivedKeys(env.ROOT_SECRET_ARN)),
};

/** A customer who got no confirmation, or may have got none, is counted and can be found in the log. */
function note(result: ConfirmationResult): void {
  if (result.kind === 'refused') emitMetrics({ ConfirmationRefused: 1 });
  if (result.kind === 'unknown') emitMetrics({ ConfirmationUnknown: 1 });
  if (result.kind === 'accepted' || result.kind === 'not-sent') logger.info('confirmation', result);
  else logger.warn('confirmation was not accepted', result);
}

/** The queue behind the bus: tells customers what became of their bookings, while they may be written to. */
async function confirmBookings(event: SQSEvent, context: Context): Promise<SQSBatchResponse> {
  return processQueueBatch(event, 'confirmation will be tried again', async (body) => {
    const result = await confirmBooking(confirming, body, () => context.getRemainingTimeInMillis());
    note(result);
    return result.kind === 'postponed' ? 'again' : undefined;
  });
}

export const handler = middy<SQSEvent, SQSBatchResponse>().use(eventEdge()).handler(confirmBookings);
