import { Annotations, Stack, Token } from 'aws-cdk-lib';
import type { Construct } from 'constructs';

/**
 * Regions in which CloudFormation does not know `AWS::Events::ApiDestination`, by its own resource schemas of each region
 * as of November 2026 (as cfn-lint 1.58 carries them). EventBridge's table of features by region is ahead of it by some:
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/feature-availability.html
 */
const REGIONS_WITHOUT = new Set([
  'ap-east-2',
  'ap-southeast-5',
  'ap-southeast-6',
  'ca-west-1',
  'il-central-1',
  'mx-central-1',
  'us-gov-east-1',
  'us-gov-west-1',
]);

/** Where the stack goes: as it says itself, else where the CDK's command line would deploy it, if that is known. */
function regionOf(scope: Construct): string | undefined {
  const { region } = Stack.of(scope);
  return Token.isUnresolved(region) ? process.env['CDK_DEFAULT_REGION'] : region;
}

/** Says at synth, where the region is known, that a deploy with a CRM would fail there. */
export function warnWhereApiDestinationsLack(scope: Construct): void {
  const region = regionOf(scope);
  if (region === undefined || !REGIONS_WITHOUT.has(region)) return;
  Annotations.of(scope).addWarningV2(
    'appointment-flow:NoApiDestinations',
    `crm in the contract needs EventBridge's API destinations, which CloudFormation did not have in ${region} in November 2026: the deploy will fail. Deploy to another region, leave crm out, or see whether AWS has added them since.`,
  );
}
