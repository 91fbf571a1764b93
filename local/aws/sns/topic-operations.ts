import { randomUUID } from 'node:crypto';
import * as z from 'zod/mini';
import { awsError } from '../endpoint/aws-answer.ts';
import type { AwsOperation } from '../endpoint/aws-endpoint.ts';
import type { Topic } from '../template/stack-model.ts';
import type { Mailbox } from './mailbox.ts';

const PublishInput = z.strictObject({
  TopicArn: z.string(),
  // "UTF-8 text with no line breaks or control characters, and less than 100 characters long"; e-mail allows only the
  // ASCII part.
  Subject: z.string().check(z.regex(/^[\x21-\x7e][\x20-\x7e]{0,98}$/)),
  Message: z.string().check(z.minLength(1), z.maxLength(256 * 1024)),
});

/** The runner's SNS operations: a message to a topic of the stack goes to the mailbox. */
export function createTopicOperations(topics: Topic[], mailbox: Mailbox): Record<string, AwsOperation> {
  return {
    async 'sns.Publish'(input) {
      const parsed = PublishInput.safeParse(input);
      if (!parsed.success) return awsError(400, 'InvalidParameter', 'SNS would not take this subject or message.');
      const { TopicArn, Subject: subject, Message: text } = parsed.data;
      const topic = topics.find(({ arn }) => arn === TopicArn);
      if (!topic) return awsError(404, 'NotFound', 'Topic does not exist');
      for (const to of topic.emails) await mailbox.deliver({ from: topic.sender, to, subject, text });
      return { status: 200, body: { MessageId: randomUUID() } };
    },
  };
}
