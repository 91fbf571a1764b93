import * as z from 'zod/mini';
import type { Topic } from '../stack-model.ts';
import { type TemplateReader, unsupported } from '../template-reader.ts';

const TopicProperties = z.strictObject({ TopicName: z.optional(z.string()), DisplayName: z.optional(z.string()) });
const TOPIC_WITHOUT_EFFECT = {
  KmsMasterKeyId: 'e-mails lie on this disk as they are',
};

const SubscriptionProperties = z.strictObject({
  TopicArn: z.string(),
  Protocol: z.literal('email'),
  Endpoint: z.string(),
});

/** The SNS topics of the stack, with the addresses that are subscribed; here nobody has to confirm that first. */
export function readTopics(reader: TemplateReader): Topic[] {
  const subscriptions = reader.ofType('AWS::SNS::Subscription').map((resource) => {
    const { TopicArn, Endpoint } = reader.read(resource, SubscriptionProperties, {});
    const topic = reader.find(TopicArn, 'AWS::SNS::Topic');
    if (!topic) throw unsupported(resource, 'a topic outside this stack');
    return { topic: topic.logicalId, email: Endpoint };
  });
  return reader.ofType('AWS::SNS::Topic').map((resource) => ({
    id: resource.logicalId,
    name: resource.name,
    arn: resource.ref,
    sender: reader.read(resource, TopicProperties, TOPIC_WITHOUT_EFFECT).DisplayName ?? resource.name,
    emails: subscriptions.flatMap(({ topic, email }) => (topic === resource.logicalId ? [email] : [])),
  }));
}
