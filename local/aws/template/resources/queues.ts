import * as z from 'zod/mini';
import type { Queue } from '../stack-model.ts';
import { type Resource, type TemplateReader, unsupported } from '../template-reader.ts';

const QueueProperties = z.strictObject({
  QueueName: z.optional(z.string()),
  VisibilityTimeout: z._default(z.number(), 30),
  DelaySeconds: z._default(z.number(), 0),
  MessageRetentionPeriod: z._default(z.number(), 345_600),
  MaximumMessageSize: z._default(z.number(), 1_048_576),
  RedrivePolicy: z.optional(z.strictObject({ deadLetterTargetArn: z.string(), maxReceiveCount: z.number() })),
});

const WITHOUT_EFFECT = {
  KmsDataKeyReusePeriodSeconds: 'messages lie on this disk as they are',
  KmsMasterKeyId: 'messages lie on this disk as they are',
  ReceiveMessageWaitTimeSeconds: 'the runner notices a new message at once',
  RedriveAllowPolicy: 'permissions are not checked here',
  SqsManagedSseEnabled: 'messages lie on this disk as they are',
};

/** The SQS queues of the stack. */
export function readQueues(reader: TemplateReader): Queue[] {
  return reader.ofType('AWS::SQS::Queue').map((resource) => {
    const properties = reader.read(resource, QueueProperties, WITHOUT_EFFECT);
    const { RedrivePolicy: redrive } = properties;
    return {
      id: resource.logicalId,
      name: resource.name,
      arn: resource.attributes['Arn'] ?? '',
      url: resource.ref,
      visibilityTimeoutMs: properties.VisibilityTimeout * 1000,
      delayMs: properties.DelaySeconds * 1000,
      retentionMs: properties.MessageRetentionPeriod * 1000,
      maximumMessageBytes: properties.MaximumMessageSize,
      ...(redrive && {
        redrive: {
          queue: findQueue(reader, resource, redrive.deadLetterTargetArn),
          maximumReceives: redrive.maxReceiveCount,
        },
      }),
    };
  });
}

/** The logical id of the queue with the ARN `value` (in `resource`). */
export function findQueue(reader: TemplateReader, resource: Resource, value: string): string {
  const found = reader.find(value, 'AWS::SQS::Queue');
  if (!found) throw unsupported(resource, 'a queue outside this stack');
  return found.logicalId;
}
