import { Stack } from 'aws-cdk-lib';
import { ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';

/**
 * A service of AWS while it works for this account and, if `sourceArn` (in which `*` stands for anything) is given, for
 * such a resource. A service works for everybody: without a condition somebody in another account could have it use
 * what belongs to this one ("The confused deputy problem" in the IAM user guide).
 */
export function ownService(scope: Construct, service: string, sourceArn?: string): ServicePrincipal {
  return new ServicePrincipal(service, {
    conditions: {
      StringEquals: { 'aws:SourceAccount': Stack.of(scope).account },
      ...(sourceArn !== undefined && { ArnLike: { 'aws:SourceArn': sourceArn } }),
    },
  });
}
