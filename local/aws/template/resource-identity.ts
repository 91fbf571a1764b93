import { physicalName } from './physical-name.ts';
import type { Surroundings } from './stack-model.ts';

/** The ways in which the rest of a template can refer to a resource. */
export type ResourceIdentity = {
  logicalId: string;
  type: string;
  /** Its name in AWS: from the template, or else made of the stack's name and its logical id. */
  name: string;
  /** What `Ref` gives. */
  ref: string;
  /** What `Fn::GetAtt` gives, by attribute. */
  attributes: Readonly<Record<string, string>>;
};

type Naming = {
  /** The property that names the resource, if its type has one. */
  nameProperty?: string;
  identify(name: string, surroundings: Surroundings): { ref?: string; attributes?: Record<string, string> };
};

/** An ARN in the simulated region and account. */
export function arn({ region, accountId }: Surroundings, service: string, resource: string): string {
  return `arn:aws:${service}:${region}:${accountId}:${resource}`;
}

/** Every ARN has the documented form of its type ("Return values" in the CloudFormation reference). */
const NAMINGS: Record<string, Naming> = {
  'AWS::ApiGatewayV2::Api': {
    identify: (name, { region }) => ({
      attributes: { ApiId: name, ApiEndpoint: `https://${name}.execute-api.${region}.amazonaws.com` },
    }),
  },
  'AWS::CloudWatch::Alarm': {
    nameProperty: 'AlarmName',
    identify: (name, here) => ({ attributes: { Arn: arn(here, 'cloudwatch', `alarm:${name}`) } }),
  },
  'AWS::DynamoDB::GlobalTable': {
    nameProperty: 'TableName',
    identify: (name, here) => {
      const tableArn = arn(here, 'dynamodb', `table/${name}`);
      return { attributes: { Arn: tableArn, StreamArn: `${tableArn}/stream/local` } };
    },
  },
  'AWS::Events::ApiDestination': {
    nameProperty: 'Name',
    // AWS appends an id of its own.
    identify: (name, here) => ({ attributes: { Arn: arn(here, 'events', `api-destination/${name}/local`) } }),
  },
  'AWS::Events::Connection': {
    nameProperty: 'Name',
    identify: (name, here) => ({ attributes: { Arn: arn(here, 'events', `connection/${name}/local`) } }),
  },
  'AWS::Events::EventBus': {
    nameProperty: 'Name',
    identify: (name, here) => ({ attributes: { Arn: arn(here, 'events', `event-bus/${name}`), Name: name } }),
  },
  'AWS::Events::Rule': {
    nameProperty: 'Name',
    identify: (name, here) => ({ attributes: { Arn: arn(here, 'events', `rule/${name}`) } }),
  },
  'AWS::IAM::ManagedPolicy': {
    nameProperty: 'ManagedPolicyName',
    identify: (name, { accountId }) => ({ ref: `arn:aws:iam::${accountId}:policy/${name}` }),
  },
  'AWS::IAM::Role': {
    nameProperty: 'RoleName',
    identify: (name, { accountId }) => ({ attributes: { Arn: `arn:aws:iam::${accountId}:role/${name}` } }),
  },
  'AWS::Lambda::Function': {
    nameProperty: 'FunctionName',
    identify: (name, here) => ({ attributes: { Arn: arn(here, 'lambda', `function:${name}`) } }),
  },
  'AWS::Logs::LogGroup': {
    nameProperty: 'LogGroupName',
    identify: (name, here) => ({ attributes: { Arn: `${arn(here, 'logs', `log-group:${name}`)}:*` } }),
  },
  'AWS::S3::Bucket': {
    nameProperty: 'BucketName',
    identify: (name) => ({
      attributes: { Arn: `arn:aws:s3:::${name}`, DomainName: `${name}.s3.amazonaws.com` },
    }),
  },
  'AWS::SNS::Topic': {
    nameProperty: 'TopicName',
    identify: (name, here) => {
      const topicArn = arn(here, 'sns', name);
      return { ref: topicArn, attributes: { TopicArn: topicArn, TopicName: name } };
    },
  },
  'AWS::SQS::Queue': {
    nameProperty: 'QueueName',
    identify: (name, here) => {
      const url = `https://sqs.${here.region}.amazonaws.com/${here.accountId}/${name}`;
      return { ref: url, attributes: { Arn: arn(here, 'sqs', name), QueueName: name, QueueUrl: url } };
    },
  },
  'AWS::SecretsManager::Secret': {
    nameProperty: 'Name',
    // AWS appends a hyphen and six random characters to a secret's ARN.
    identify: (name, here) => {
      const secretArn = arn(here, 'secretsmanager', `secret:${name}-000000`);
      return { ref: secretArn, attributes: { Id: secretArn } };
    },
  },
};

/** One resource's identity; `resolve` resolves the property that names it. */
export function identifyResource(
  logicalId: string,
  { type, properties }: { type: string; properties: Record<string, unknown> },
  surroundings: Surroundings,
  resolve: (value: unknown) => unknown,
): ResourceIdentity {
  const naming = NAMINGS[type];
  const given = naming?.nameProperty === undefined ? undefined : properties[naming.nameProperty];
  const name = given === undefined ? physicalName(type, surroundings.stackName, logicalId) : String(resolve(given));
  const { ref = name, attributes = {} } = naming?.identify(name, surroundings) ?? {};
  return { logicalId, type, name, ref, attributes };
}
