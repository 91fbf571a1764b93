import { RemovalPolicy } from 'aws-cdk-lib';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';

/** How long a log line is kept. Logs hold no personal data; a month covers what anybody looks back for. */
const LOG_RETENTION = RetentionDays.ONE_MONTH;

/** A log group that goes with the stack: the facts are in the table, not here. */
export class StackLogGroup extends LogGroup {
  constructor(scope: Construct, id: string, logGroupName: string) {
    super(scope, id, { logGroupName, retention: LOG_RETENTION, removalPolicy: RemovalPolicy.DESTROY });
  }
}
