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

/** A message in the CRM's dead-letter queue, in flight for some minutes. */
export type Letter = { messageId: string; receiptHandle: string; body: string };

/** A stack's connection to a CRM. Throws AWS's errors. */
export type HandOff = {
  /** How many bookings wait in the dead-letter queue; SQS's count may be a minute late. */
  waiting(): Promise<number>;
  /** The next letters, at most ten; none if no other letter is visible. */
  receive(): Promise<Letter[]>;
  remove(letter: Letter): Promise<void>;
  giveBack(letter: Letter): Promise<void>;
  /** Sends the events to the CRM's rule only; returns each one's id on the bus, undefined for a rejected one. */
  handOffAgain(events: AppointmentEvent[]): Promise<(string | undefined)[]>;
  /** Makes calls to the CRM use this key. Undefined where the stored key is used directly. */
  useKey?(key: string): Promise<void>;
};

export type HandOffNames = { queueUrl: string; busName: string; connectionName?: string };

/** Long enough to send ten events to the bus; skipped letters become visible again afterwards. */
const LOAN_SECONDS = 300;
/** Long polling queries all of SQS's servers, so an empty answer means that the queue is empty. */
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
