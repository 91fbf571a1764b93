import {
  type CloudFormationClient,
  type CloudFormationClientConfig,
  paginateListStackResources,
  type StackResourceSummary,
} from '@aws-sdk/client-cloudformation';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { ListSubscriptionsByTopicCommand, SNSClient } from '@aws-sdk/client-sns';
import { SQSClient } from '@aws-sdk/client-sqs';
import { readFunctionsAtOnce } from '../../infra/account-room.ts';
import { type Inspection, readDeadLetters, readOldestDue } from './stack-inspection.ts';

/** AWS's placeholder for the subscription ARN of an unconfirmed address. */
const PENDING = 'PendingConfirmation';

/** The inside of the deployed stack with that name; CloudFormation lists its resources. */
export async function inspectDeployedStack(
  cloudFormation: CloudFormationClient,
  config: Pick<CloudFormationClientConfig, 'region' | 'requestHandler'>,
  stack: { name: string; channelId: string; tableName: string; ownRuns: number | undefined },
): Promise<Inspection> {
  const { name, channelId, tableName, ownRuns } = stack;
  const resources = await listResources(cloudFormation, name);
  const ofType = (type: string) => resources.filter(({ ResourceType }) => ResourceType === type);
  const topics = ofType('AWS::SNS::Topic').flatMap(({ PhysicalResourceId }) => PhysicalResourceId ?? []);
  const sqs = new SQSClient(config);
  const sns = new SNSClient(config);
  const lambda = new LambdaClient(config);

  return {
    async deadLetters() {
      const counts = await Promise.all(
        ofType('AWS::SQS::Queue').map(({ LogicalResourceId = '', PhysicalResourceId = '' }) =>
          readDeadLetters(sqs, shortName(LogicalResourceId), PhysicalResourceId),
        ),
      );
      return counts.flat();
    },
    oldestDueAt: (now) => readOldestDue(config, { name: tableName, channelId }, now),
    async deafAddresses() {
      const answers = await Promise.all(
        topics.map((TopicArn) => sns.send(new ListSubscriptionsByTopicCommand({ TopicArn }))),
      );
      const subscriptions = answers.flatMap(({ Subscriptions = [] }) => Subscriptions);
      const unconfirmed = subscriptions.filter(({ SubscriptionArn }) => SubscriptionArn === PENDING).length;
      // CloudFormation still lists subscriptions that SNS has deleted.
      return { unconfirmed, gone: Math.max(0, ofType('AWS::SNS::Subscription').length - subscriptions.length) };
    },
    async room() {
      const limit = await readFunctionsAtOnce(lambda);
      return limit === undefined ? undefined : { limit, ownRuns };
    },
  };
}

async function listResources(client: CloudFormationClient, StackName: string): Promise<StackResourceSummary[]> {
  const resources: StackResourceSummary[] = [];
  for await (const page of paginateListStackResources({ client }, { StackName })) {
    resources.push(...(page.StackResourceSummaries ?? []));
  }
  return resources;
}

/** A logical id without the CDK's unique suffix: "UnqueuedRequests". */
const shortName = (logicalId: string): string => logicalId.replace(/(Queue)?[0-9A-F]{8}$/, '');
