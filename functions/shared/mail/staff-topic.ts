import { PublishCommand, SNSClient } from '@aws-sdk/client-sns';
import type { StaffMail } from '../domain/notices/staff-mail-text.ts';
import { requestsWithin } from '../runtime/aws-requests.ts';

export type StaffTopic = {
  /** Sends one e-mail to all subscribers. Throws if SNS does not accept it. */
  publish(mail: StaffMail): Promise<void>;
};

/** The SNS topic to which the staff subscribe. */
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
