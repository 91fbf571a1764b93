import { ArnFormat, Stack } from 'aws-cdk-lib';
import type { Alarm } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import { Construct } from 'constructs';
import { ownService } from './own-service.ts';

export type AlarmTopicProps = { contractName: string; emails: readonly string[]; alarms: readonly Alarm[] };

/**
 * Writes an e-mail when an alarm goes off, and when it is over. Not encrypted at rest: CloudWatch cannot use Amazon's
 * own key for topics, and what alarms say names nobody.
 */
export class AlarmTopic extends Construct {
  constructor(scope: Construct, id: string, { contractName, emails, alarms }: AlarmTopicProps) {
    super(scope, id);
    const topic = new Topic(this, 'Topic', { displayName: `Alarms (${contractName})`, enforceSSL: true });
    for (const email of emails) topic.addSubscription(new EmailSubscription(email));
    // A policy of one's own takes the place of the one by which the account may publish.
    const anyAlarm = Stack.of(this).formatArn({
      service: 'cloudwatch',
      resource: 'alarm',
      resourceName: `${contractName}-*`,
      arnFormat: ArnFormat.COLON_RESOURCE_NAME,
    });
    topic.addToResourcePolicy(
      new PolicyStatement({
        principals: [ownService(this, 'cloudwatch.amazonaws.com', anyAlarm)],
        actions: ['sns:Publish'],
        resources: [topic.topicArn],
      }),
    );
    const action = new SnsAction(topic);
    for (const alarm of alarms) {
      alarm.addAlarmAction(action);
      alarm.addOkAction(action);
    }
  }
}
