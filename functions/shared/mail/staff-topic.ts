import { PublishCommand, SNSClient } from '@aws-sdk/client-sns';
import type { StaffMail } from '../domain/notices/staff-mail-text.ts';
import { requestsWithin } from '../runtime/aws-requests.ts';

export type StaffTopic = {
  /** Sends one e-mail to everybody who subscribed. Throws if the topic did not take it. */
  publish(mail: StaffMail): Promise<void>;
};

/** The topic the staff's addresses are subscribed to. */
export function staffTopic(arn: string): StaffTopic {
  const client = new SNSClient({
    maxAttempts: 3,
    requestHandler: requestsWithin(5_000),
  });
  return {
    async publish({ subject, text }) {
      await client.send(new PublishCommand({ TopicArn: arn, Subject: subject, Message: text }));
    },
  };
}
