import { createHash } from 'node:crypto';
import * as z from 'zod/mini';
import { type AwsAnswer, awsError } from '../endpoint/aws-answer.ts';
import type { AwsOperation } from '../endpoint/aws-endpoint.ts';
import type { Loan, Queue, ReceivedMessage } from './queue.ts';

const OfQueue = z.looseObject({ QueueUrl: z.string() });
const OfMessage = { QueueUrl: z.string(), ReceiptHandle: z.string() };

const ReceiveMessageInput = z.strictObject({
  QueueUrl: z.string(),
  MaxNumberOfMessages: z._default(z.int().check(z.gte(1), z.lte(10)), 1),
  VisibilityTimeout: z.optional(z.number()),
  // Without long polling: a consumer asks again.
  WaitTimeSeconds: z.optional(z.number()),
});
const DeleteMessageInput = z.strictObject(OfMessage);
const ChangeMessageVisibilityInput = z.strictObject({ ...OfMessage, VisibilityTimeout: z.number() });
const GetQueueAttributesInput = z.strictObject({
  QueueUrl: z.string(),
  AttributeNames: z.array(
    z.enum(['ApproximateNumberOfMessages', 'ApproximateNumberOfMessagesNotVisible', 'RedrivePolicy']),
  ),
});

const handleOf = ({ messageId, receiptHandle }: Loan): string => `${messageId}/${receiptHandle}`;

function loanOf(handle: string): Loan {
  const [messageId = '', receiptHandle = ''] = handle.split('/');
  return { messageId, receiptHandle };
}

const describe = (message: ReceivedMessage) => ({
  MessageId: message.messageId,
  ReceiptHandle: handleOf(message),
  MD5OfBody: createHash('md5').update(message.body).digest('hex'),
  Body: message.body,
});

/** The runner's SQS operations, by their target in AWS's JSON protocol: for the verbs that handle dead letters. */
export function createQueueOperations(queues: Queue[]): Record<string, AwsOperation> {
  function operation<T extends { QueueUrl: string }>(
    schema: z.ZodMiniType<T>,
    run: (queue: Queue, input: T) => Promise<AwsAnswer['body']>,
  ): AwsOperation {
    return async (input) => {
      const url = OfQueue.safeParse(input).data?.QueueUrl;
      const queue = queues.find(({ definition }) => definition.url === url);
      if (!queue) return awsError(400, 'com.amazonaws.sqs#QueueDoesNotExist', 'The specified queue does not exist.');
      const parsed = schema.safeParse(input);
      if (!parsed.success) return awsError(400, 'InvalidParameterValue', 'The local runner knows no such parameter.');
      return { status: 200, body: await run(queue, parsed.data) };
    };
  }

  function redrivePolicyOf({ definition: { redrive } }: Queue): string | undefined {
    const target = queues.find(({ definition }) => definition.id === redrive?.queue);
    if (!redrive || !target) return undefined;
    return JSON.stringify({ deadLetterTargetArn: target.definition.arn, maxReceiveCount: redrive.maximumReceives });
  }

  return {
    'AmazonSQS.ReceiveMessage': operation(ReceiveMessageInput, async (queue, input) => {
      const hiddenForMs = input.VisibilityTimeout === undefined ? undefined : input.VisibilityTimeout * 1000;
      const messages = await queue.receive(input.MaxNumberOfMessages, hiddenForMs);
      return { Messages: messages.map(describe) };
    }),
    'AmazonSQS.DeleteMessage': operation(DeleteMessageInput, async (queue, { ReceiptHandle }) => {
      await queue.remove(loanOf(ReceiptHandle));
      return {};
    }),
    'AmazonSQS.ChangeMessageVisibility': operation(ChangeMessageVisibilityInput, async (queue, input) => {
      await queue.giveBack(loanOf(input.ReceiptHandle), input.VisibilityTimeout * 1000);
      return {};
    }),
    'AmazonSQS.GetQueueAttributes': operation(GetQueueAttributesInput, async (queue, { AttributeNames }) => {
      const { visible, hidden } = queue.depth();
      const known = {
        ApproximateNumberOfMessages: String(visible),
        ApproximateNumberOfMessagesNotVisible: String(hidden),
        // SQS omits the field if there are none.
        RedrivePolicy: redrivePolicyOf(queue),
      };
      return { Attributes: Object.fromEntries(AttributeNames.map((name) => [name, known[name]])) };
    }),
  };
}
