import { Duration } from 'aws-cdk-lib';
import type { HttpApi } from 'aws-cdk-lib/aws-apigatewayv2';
import { Alarm, MathExpression, Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { AlarmTopic } from '../constructs/alarm-topic.ts';
import { isWebhook, StackDashboard } from '../constructs/dashboard.ts';
import { FactAlarms } from '../constructs/fact-alarms.ts';
import type { FailureBucket } from '../constructs/failure-bucket.ts';
import { stackMetric } from '../constructs/stack-metrics.ts';
import { StandardAlarm } from '../constructs/standard-alarm.ts';
import { functionsIn } from '../constructs/standard-function.ts';
import type { StackContext } from '../stack-context.ts';

/** What is due is worked off within a minute; so late, something keeps failing or there is more than can be done. */
const LATE = Duration.minutes(10);
/** The provider disables a URL that is slow or fails. */
const SLOW = Duration.seconds(3);
const WATCHED_FOR = Duration.minutes(15);

/** Everything by which people see how the stack fares. It comes last: it looks at all there is. */
export function monitorChannel(context: StackContext, api: HttpApi, failures: FailureBucket): void {
  const { contract, scope } = context;
  alarmOnWhatIsLate(context);
  alarmOnSlowWebhooks(context);
  alarmOnKeptFailures(context, failures);
  new FactAlarms(scope, 'Facts', contract.name);

  const alarms = scope.node.findAll().filter((construct) => construct instanceof Alarm);
  new StackDashboard(scope, 'Dashboard', { contractName: contract.name, api, alarms });
  if (contract.alarms) {
    new AlarmTopic(scope, 'AlarmMail', { contractName: contract.name, emails: contract.alarms.emails, alarms });
  }
}

function alarmOnWhatIsLate({ scope, contract: { name } }: StackContext): void {
  new StandardAlarm(scope, 'DueItemsLate', {
    alarmName: `${name}-due-items-late`,
    // The latest of all shards, minute by minute. A single slow run is none, and a run may slip into the next minute.
    metric: stackMetric(name, 'OldestDueAge', { statistic: 'Maximum', period: Duration.minutes(1) }),
    within: { reached: 12, periods: WATCHED_FOR.toMinutes() },
    threshold: LATE.toSeconds(),
    hurts: 'Invitations that failed are tried again late or never, and deliveries nobody reported stay unknown.',
    remedy: `See in the log group /appointment-flow/${name}/reconcile what fails, and on the dashboard how much is due.`,
  });
}

function alarmOnSlowWebhooks({ scope, contract: { name } }: StackContext): void {
  const webhooks = functionsIn(scope).filter(isWebhook);
  const durations = webhooks.map(({ lambda }) => lambda.metricDuration({ statistic: 'p95', period: WATCHED_FOR }));
  new StandardAlarm(scope, 'WebhooksSlow', {
    alarmName: `${name}-webhooks-slow`,
    metric: new MathExpression({
      expression: `MAX([${durations.map((_, index) => `m${index}`).join(', ')}])`,
      usingMetrics: Object.fromEntries(durations.map((duration, index) => [`m${index}`, duration])),
      period: WATCHED_FOR,
    }),
    threshold: SLOW.toMilliseconds(),
    hurts: 'Bookings and delivery statuses come late, and the provider may disable the webhooks.',
    remedy: 'See on the dashboard which webhook is slow and whether the table throttles.',
  });
}

function alarmOnKeptFailures({ scope, contract: { name } }: StackContext, { bucket }: FailureBucket): void {
  new StandardAlarm(scope, 'FailuresKept', {
    alarmName: `${name}-failures-kept`,
    // S3 counts once a day.
    metric: new Metric({
      namespace: 'AWS/S3',
      metricName: 'NumberOfObjects',
      dimensionsMap: { BucketName: bucket.bucketName, StorageType: 'AllStorageTypes' },
      statistic: 'Maximum',
      period: Duration.days(1),
    }),
    threshold: 1,
    hurts: 'Calendars, CRM or staff never heard of some facts that are stored, or overlaps were not checked.',
    remedy: `Read what lies in the bucket ${bucket.bucketName}, mend the cause, and replay it within 30 days.`,
  });
}
