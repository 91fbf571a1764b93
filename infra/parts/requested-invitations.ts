import { Duration } from 'aws-cdk-lib';
import { Rule } from 'aws-cdk-lib/aws-events';
import { SqsQueue } from 'aws-cdk-lib/aws-events-targets';
import { EventSourceMapping } from 'aws-cdk-lib/aws-lambda';
import type { Contract } from '../../functions/shared/contract/contract.ts';
import { canConsume } from '../constructs/permissions.ts';
import { DeadLetterQueue, WorkQueue } from '../constructs/queues.ts';
import type { StackContext } from '../stack-context.ts';

/** One invitation: a call to the provider, bounded to 8 s, and the writes around it. */
export const SEND_TIMEOUT = Duration.seconds(12);

/** Few, so that a failure holds up few and a batch sent one by one still ends in time. */
const SEND_BATCH = 5;
/**
 * How many functions send at once what was asked for in bulk: in an account with Lambda's smallest limit, 10 at once,
 * the webhooks must keep half.
 */
const CONCURRENT_SENDERS = 5;

/** Each sender waits so long between two sends that all of them together keep to the contract's rate. */
const sendIntervalMs = ({ sending }: Contract) => Math.ceil((1000 * CONCURRENT_SENDERS) / sending.perSecond);

/** Bus → queue → send-requested-flow: a campaign reaches the provider at a pace, and never starves the webhooks. */
export function sendRequestedInvitations(context: StackContext): void {
  const hurts = 'Customers who asked to book, or whom a CRM wants to invite, get no invitation.';
  const timeout = Duration.seconds(SEND_BATCH * SEND_TIMEOUT.toSeconds());
  const { queue } = new WorkQueue(context.scope, 'RequestedInvitations', {
    alarmName: `${context.contract.name}-requested-invitations-set-aside`,
    hurts,
    workerTimeout: timeout,
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

  const { lambda } = context.addFunction('send-requested-flow', {
    does: 'Sends the invitations asked for on the event bus.',
    hurts,
    timeout,
    environment: { ...context.sendingEnvironment(), SEND_INTERVAL_MS: `${sendIntervalMs(context.contract)}` },
    may: [...context.maySend(), canConsume(queue)],
  });
  new EventSourceMapping(context.scope, 'RequestsToSend', {
    target: lambda,
    eventSourceArn: queue.queueArn,
    batchSize: SEND_BATCH,
    maxConcurrency: CONCURRENT_SENDERS,
    reportBatchItemFailures: true,
  });
}
