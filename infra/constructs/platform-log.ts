import { LoggingFormat, SystemLogLevel } from 'aws-cdk-lib/aws-lambda';
import type { FunctionName } from '../bundling.ts';

/** These run for every webhook, every record of the stream, every message of a queue. */
const PER_EVENT: readonly FunctionName[] = [
  'send-flow',
  'send-requested-flow',
  'receive-webhook',
  'record-inbound-message',
  'record-delivery-status',
  'record-flow-completion',
  'publish-events',
  'check-overlaps',
  'confirm-booking',
  'notify-staff',
];

/**
 * What Lambda itself adds to a function's log, beside what the function says: JSON, which alone can be filtered by
 * level. At INFO that is when each run began and what it took, about 330 bytes a run: most of what logging would cost of
 * functions that run for every event. These have it at WARN, which still tells of every run that failed, timed out or ran
 * out of memory, and what that took. What is lost is the memory and the start-up time of runs that went well; durations,
 * counts and errors are metrics of Lambda's own. The runbook says how to have all of it for an hour.
 * https://docs.aws.amazon.com/lambda/latest/dg/monitoring-cloudwatchlogs-log-level.html, "System log level event mapping"
 */
export const platformLogOf = (name: FunctionName) => ({
  loggingFormat: LoggingFormat.JSON,
  systemLogLevelV2: PER_EVENT.includes(name) ? SystemLogLevel.WARN : SystemLogLevel.INFO,
});
