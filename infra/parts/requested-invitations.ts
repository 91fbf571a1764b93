import { Duration } from 'aws-cdk-lib';
import { Rule } from 'aws-cdk-lib/aws-events';
import { SqsQueue } from 'aws-cdk-lib/aws-events-targets';
import { EventSourceMapping } from 'aws-cdk-lib/aws-lambda';
import type { Contract } from '../../functions/shared/contract/contract.ts';
import { isWatchedInFull } from '../constructs/monitoring.ts';
import { canConsume } from '../constructs/permissions.ts';
import { addPollingAlarm, COUNT_EVENTS } from '../constructs/polling.ts';
import { DeadLetterQueue, WorkQueue } from '../constructs/queues.ts';
import { workAtOnce } from '../constructs/work-at-once.ts';
import type { StackContext } from '../stack-context.ts';

/** One invitation: a call to the provider, bounded to 8 s, and the writes around it. */
export const SEND_TIMEOUT = Duration.seconds(12);

/** As many as SQS gives at once. They are sent at the same time, so that the waits for the provider add up to one. */
const SEND_BATCH = 10;
/** The turns of a batch, the last of which comes after 45 s at one invitation a second, and the send that follows. */
const BATCH_TIMEOUT = Duration.seconds(60);

/**
 * How what was asked for in bulk is sent. Each sender waits so long between two sends that all of them together keep to the
 * contract's rate.
 */
export function bulkSending(contract: Pick<Contract, 'concurrency' | 'sending'>) {
  const { senders } = workAtOnce(contract);
  return { senders, batch: SEND_BATCH, intervalMs: Math.ceil((1000 * senders) / contract.sending.perSecond) };
}

/** Bus → queue → send-requested-flow: a campaign reaches the provider at a pace, and never starves the webhooks. */
export function sendRequestedInvitations(context: StackContext): void {
  const { senders, batch, intervalMs } = bulkSending(context.contract);
  const hurts = 'Customers who asked to book, or whom a CRM wants to invite, get no invitation.';
  const { queue } = new WorkQueue(context.scope, 'RequestedInvitations', {
    alarmName: `${context.contract.name}-requested-invitations-set-aside`,
    hurts,
    workerTimeout: BATCH_TIMEOUT,
  });
  const unqueued = new DeadLetterQueue(context.scope, 'UnqueuedRequests', {
    alarmName: `${context.contract.name}-requests-not-queued`,
    hurts,
  });
  const target = new SqsQueue(queue, { deadLetterQueue: unqueued.queue });
  new Rule(context.scope, 'InvitationRequested', {
    eventBus: context.bus,
    description: 'Anybody who may put events on the bus may ask for an invitation.',
    eventPattern: { detailType: ['Flow Invitation Requested'] },
    targets: [target],
  });
  new Rule(context.scope, 'BookingIntentDetected', {
    eventBus: context.bus,
    description: 'A customer wrote that they want to book, as this stack announces it.',
    eventPattern: { source: ['appointment-flow'], detailType: ['Booking Intent Detected'] },
    targets: [target],
  });

  const consumer = context.addFunction('send-requested-flow', {
    does: 'Sends the invitations asked for on the event bus.',
    hurts,
    timeout: BATCH_TIMEOUT,
    environment: { ...context.sendingEnvironment(), SEND_INTERVAL_MS: `${intervalMs}` },
    may: [...context.maySend(), canConsume(queue)],
  });
  const mapping = new EventSourceMapping(context.scope, 'RequestsToSend', {
    target: consumer.lambda,
    eventSourceArn: queue.queueArn,
    batchSize: batch,
    maxConcurrency: senders,
    reportBatchItemFailures: true,
    ...COUNT_EVENTS,
  });
  if (isWatchedInFull(context.scope)) addPollingAlarm(mapping, { mapping, consumer, hurts });
}
