import { type EventBridgeClient, UpdateConnectionCommand } from '@aws-sdk/client-eventbridge';
import {
  ChangeMessageVisibilityCommand,
  DeleteMessageCommand,
  GetQueueAttributesCommand,
  ReceiveMessageCommand,
  type SQSClient,
} from '@aws-sdk/client-sqs';
import { putEntries } from '../../functions/shared/bus/event-bus.ts';
import { REDRIVE_SOURCE } from '../../functions/shared/domain/events/event-details.ts';
import type { AppointmentEvent } from '../dead-letter.ts';

/** A message in the queue of what the CRM did not take, on loan for some minutes. */
export type Letter = { messageId: string; receiptHandle: string; body: string };

/** How a stack hands bookings to a CRM. Throws what AWS throws. */
export type HandOff = {
  /** How many bookings were not taken and wait; SQS may count a minute late. */
  waiting(): Promise<number>;
  /** The next letters, ten at most; none if there are no more that nobody else has on loan. */
  receive(): Promise<Letter[]>;
  remove(letter: Letter): Promise<void>;
  giveBack(letter: Letter): Promise<void>;
  /** Puts the events on the bus for the CRM only; answers the id each got there, undefined for one the bus refused. */
  handOffAgain(events: AppointmentEvent[]): Promise<(string | undefined)[]>;
  /** Has the CRM be called with this key from now on. Left out where the stored key is used as it is. */
  useKey?(key: string): Promise<void>;
};

export type HandOffNames = { queueUrl: string; busName: string; connectionName?: string };

/** Time enough to put ten events on the bus; what is left alone is seen again after that. */
const LOAN_SECONDS = 300;
/** Waiting makes SQS ask all its servers: an empty answer then means that there is nothing. */
const WAIT_SECONDS = 2;

export function createHandOff(
  { sqs, events: eventBridge }: { sqs: SQSClient; events: EventBridgeClient },
  { queueUrl: QueueUrl, busName, connectionName }: HandOffNames,
): HandOff {
  return {
    async waiting() {
      const AttributeNames = ['ApproximateNumberOfMessages' as const];
      const { Attributes } = await sqs.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames }));
      return Number(Attributes?.ApproximateNumberOfMessages ?? 0);
    },
    async receive() {
      const options = { MaxNumberOfMessages: 10, VisibilityTimeout: LOAN_SECONDS, WaitTimeSeconds: WAIT_SECONDS };
      const { Messages = [] } = await sqs.send(new ReceiveMessageCommand({ QueueUrl, ...options }));
      return Messages.map(({ MessageId = '', ReceiptHandle = '', Body = '' }) => ({
        messageId: MessageId,
        receiptHandle: ReceiptHandle,
        body: Body,
      }));
    },
    async remove({ receiptHandle: ReceiptHandle }) {
      await sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle }));
    },
    async giveBack({ receiptHandle: ReceiptHandle }) {
      await sqs.send(new ChangeMessageVisibilityCommand({ QueueUrl, ReceiptHandle, VisibilityTimeout: 0 }));
    },
    handOffAgain: (events) =>
      putEntries(
        eventBridge,
        events.map(({ detailType, detail }) => ({
          EventBusName: busName,
          Source: REDRIVE_SOURCE,
          DetailType: detailType,
          Detail: JSON.stringify(detail),
        })),
      ),
    ...(connectionName !== undefined && {
      async useKey(ApiKeyValue) {
        const AuthParameters = { ApiKeyAuthParameters: { ApiKeyValue } };
        const AuthorizationType = 'API_KEY';
        await eventBridge.send(
          new UpdateConnectionCommand({ Name: connectionName, AuthorizationType, AuthParameters }),
        );
      },
    }),
  };
}
