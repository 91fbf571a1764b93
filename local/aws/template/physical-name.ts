import { createHash } from 'node:crypto';

/** The longest name AWS takes for a resource of a type whose name CloudFormation makes up ("Quotas" of each service). */
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
/** Of functions, roles, rules, connections, API destinations, and of what is not listed. */
const LONGEST_OTHERS = 64;

const SUFFIX_LENGTH = 12;
/** So much of the stack's name stays, however long the logical id is. */
const LEAST_OF_STACK_NAME = 8;

/**
 * The name of a resource that the template does not name: the stack's and the logical id. Where that is too long, both
 * are cut at their ends and a suffix tells apart what is cut alike, as CloudFormation does; here the suffix is always the
 * same, so that data is found again. It leaves the suffix out where nothing is cut.
 */
export function physicalName(type: string, stackName: string, logicalId: string): string {
  const longest = LONGEST[type] ?? LONGEST_OTHERS;
  const whole = `${stackName}-${logicalId}`;
  const name = whole.length <= longest ? whole : shorten(stackName, logicalId, longest);
  // The only names here that may hold no capital letters.
  return type === 'AWS::S3::Bucket' ? name.toLowerCase() : name;
}

function shorten(stackName: string, logicalId: string, longest: number): string {
  const room = longest - SUFFIX_LENGTH - '--'.length;
  const id = logicalId.slice(0, room - Math.min(stackName.length, LEAST_OF_STACK_NAME));
  const suffix = createHash('sha256').update(logicalId).digest('hex').slice(0, SUFFIX_LENGTH).toUpperCase();
  return `${stackName.slice(0, room - id.length)}-${id}-${suffix}`;
}
