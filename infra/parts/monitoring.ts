import { Duration } from 'aws-cdk-lib';
import { Alarm, MathExpression } from 'aws-cdk-lib/aws-cloudwatch';
import type { IConstruct } from 'constructs';
import { AlarmTopic } from '../constructs/alarm-topic.ts';
import { isWebhook, StackDashboard } from '../constructs/dashboard.ts';
import { FactAlarms } from '../constructs/fact-alarms.ts';
import { FailureQuery } from '../constructs/failure-query.ts';
import type { StackApi } from '../constructs/http-api.ts';
import { eventCount } from '../constructs/polling.ts';
import { stackMetric, totalOf } from '../constructs/stack-metrics.ts';
import { DetailedAlarm } from '../constructs/standard-alarm.ts';
import { functionsIn } from '../constructs/standard-function.ts';
import { StreamConsumer } from '../constructs/stream-consumer.ts';
import type { StackContext } from '../stack-context.ts';
import { alarmOnFew } from './few-alarms.ts';

/** What is due is worked off within a minute; so late, something keeps failing or there is more than can be done. */
const LATE = Duration.minutes(10);
/** The provider disables a URL that is slow or fails. */
const SLOW = Duration.seconds(3);
const WATCHED_FOR = Duration.minutes(15);
const KEPT_LOOK = Duration.minutes(5);

/** Everything by which people see how the stack fares. It comes last: it looks at all there is. */
export function monitorChannel(context: StackContext, http: StackApi): void {
  const { contract, scope } = context;
  new FailureQuery(scope, 'WhatFailed', contract.name);
  if (contract.monitoring === 'full') watchInFull(context, http);
  else alarmOnFew(context, http);
  if (contract.alarms) {
    const alarms = alarmsIn(scope);
    new AlarmTopic(scope, 'AlarmMail', { contractName: contract.name, emails: contract.alarms.emails, alarms });
  }
}

const alarmsIn = (scope: IConstruct): Alarm[] => scope.node.findAll().filter((construct) => construct instanceof Alarm);

function watchInFull(context: StackContext, { api }: StackApi): void {
  const { contract, scope } = context;
  alarmOnWhatIsLate(context);
  alarmOnSlowWebhooks(context);
  alarmOnKeptFailures(context);
  new FactAlarms(scope, 'Facts', contract.name);
  new StackDashboard(scope, 'Dashboard', { contractName: contract.name, api, alarms: alarmsIn(scope) });
}

function alarmOnWhatIsLate({ scope, contract: { name } }: StackContext): void {
  new DetailedAlarm(scope, 'DueItemsLate', {
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
  new DetailedAlarm(scope, 'WebhooksSlow', {
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

function alarmOnKeptFailures({ scope, contract: { name } }: StackContext): void {
  const consumers = scope.node.findAll().filter((construct) => construct instanceof StreamConsumer);
  const events = consumers.flatMap(({ mapping }) =>
    (['OnFailureDestinationDeliveredEventCount', 'DroppedEventCount'] as const).map((metric) =>
      eventCount(mapping, metric, KEPT_LOOK),
    ),
  );
  new DetailedAlarm(scope, 'FailuresKept', {
    alarmName: `${name}-failures-kept`,
    metric: totalOf(events, KEPT_LOOK),
    threshold: 1,
    hurts: 'Calendars, CRM or staff never heard of some facts that are stored, or overlaps were not checked.',
    remedy: 'Run "npm run channel -- doctor", mend the cause, and run "npm run channel -- replay" within 30 days.',
  });
}
