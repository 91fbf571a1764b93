import { createHash } from 'node:crypto';

/** Maximum length of a name that CloudFormation generates, by resource type ("Quotas" of each service). */
const LONGEST: Readonly<Record<string, number>> = {
  'AWS::CloudWatch::Alarm': 255,
  'AWS::DynamoDB::GlobalTable': 255,
  'AWS::Events::EventBus': 256,
  'AWS::IAM::ManagedPolicy': 128,
  'AWS::Logs::LogGroup': 512,
  'AWS::S3::Bucket': 63,
  'AWS::SNS::Topic': 256,
  'AWS::SQS::Queue': 80,
  'AWS::SecretsManager::Secret': 512,
};
/** For functions, roles, rules, connections, API destinations, and all other types. */
const LONGEST_OTHERS = 64;

const SUFFIX_LENGTH = 12;
/** This much of the stack's name stays, however long the logical id is. */
const LEAST_OF_STACK_NAME = 8;

/**
 * The name of a resource that the template does not name: the stack's name and the logical id. If that is too long,
 * both are cut and a suffix keeps them distinct, as in CloudFormation. Here the suffix is always the same, so that a
 * restart finds its data, and it is omitted if nothing is cut.
 */
export function physicalName(type: string, stackName: string, logicalId: string): string {
  const longest = LONGEST[type] ?? LONGEST_OTHERS;
  const whole = `${stackName}-${logicalId}`;
  const name = whole.length <= longest ? whole : shorten(stackName, logicalId, longest);
  // The only names here that must be in lower case.
  return type === 'AWS::S3::Bucket' ? name.toLowerCase() : name;
}

function shorten(stackName: string, logicalId: string, longest: number): string {
  const room = longest - SUFFIX_LENGTH - '--'.length;
  const id = logicalId.slice(0, room - Math.min(stackName.length, LEAST_OF_STACK_NAME));
  const suffix = createHash('sha256').update(logicalId).digest('hex').slice(0, SUFFIX_LENGTH).toUpperCase();
  return `${stackName.slice(0, room - id.length)}-${id}-${suffix}`;
}
