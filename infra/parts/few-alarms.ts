import { Duration } from 'aws-cdk-lib';
import { FilterPattern, type JsonPattern, type LogGroup } from 'aws-cdk-lib/aws-logs';
import { CHANNEL_TROUBLES } from '../../functions/shared/domain/channel/channel-health.ts';
import { UNUSABLE_ANSWER_REMARK, WARM_PING_REMARK } from '../../functions/shared/domain/live-form/log-remarks.ts';
import { DUE_ITEM_FAILED_REMARK } from '../../functions/shared/domain/log-remarks.ts';
import type { MetricOfFewAlarms } from '../../functions/shared/domain/metrics.ts';
import type { FunctionName } from '../bundling.ts';
import { type Affected, affectedBy } from '../constructs/affected.ts';
import { LOST_FORMS, STANDING_REASONS, UNREADABLE } from '../constructs/fact-alarms.ts';
import { queryName } from '../constructs/failure-query.ts';
import { SERVER_ERROR, type StackApi, webhooksAnswered } from '../constructs/http-api.ts';
import { LineCount } from '../constructs/line-count.ts';
import { StandardAlarm } from '../constructs/standard-alarm.ts';
import { functionsIn, type StandardFunction } from '../constructs/standard-function.ts';
import type { StackContext } from '../stack-context.ts';

const MINUTE = Duration.minutes(1);
const HOUR = Duration.hours(1);
/** An alarm goes off within a minute or two, and stays for a while, so that its end is no second e-mail at once. */
const AT_ONCE = { reached: 1, periods: 5 };
const FOR_A_QUARTER = { reached: 1, periods: 15 };
/** A few customers are not reached in any hour. So many have one cause. */
const MANY = 10;
/** What stops all invitations counts as many. */
const ALL = String(MANY);
/** What is due is worked off within a minute; so late (s), something keeps failing. */
const LATE_SECONDS = 600;

const { all, any, notExists, numberValue, stringValue } = FilterPattern;

/** What one bad item or one phone causes: the alarms on many, and on the live form, tell of it. */
const OF_ONE: Partial<Record<FunctionName, string>> = {
  reconcile: DUE_ITEM_FAILED_REMARK,
  'exchange-flow-data': UNUSABLE_ANSWER_REMARK,
};

/** A run that failed, or ran out of time or memory, as Lambda logs it; or an error that the function wrote itself. */
function failureOf(name: FunctionName): JsonPattern {
  const ofOne = OF_ONE[name];
  const isError = stringValue('$.level', '=', 'ERROR');
  return any(
    all(stringValue('$.type', '=', 'platform.report'), stringValue('$.record.status', '!=', 'success')),
    ofOne === undefined ? isError : all(isError, stringValue('$.message', '!=', ofOne)),
  );
}

const counts = (...names: MetricOfFewAlarms[]): JsonPattern =>
  anyOf(names.map((name) => numberValue(`$.${name}`, '>', 0)));
const forReasons = (reasons: readonly string[]): JsonPattern =>
  anyOf(reasons.map((reason) => stringValue('$.reason', '=', reason)));
/** A line without a reason counts all reasons. */
const forAllReasons = notExists('$.reason');

function anyOf(patterns: JsonPattern[]): JsonPattern {
  const [only, ...others] = patterns;
  return only && others.length === 0 ? only : any(...patterns);
}

/** Routes of requests that customers wait for, directly or behind the provider. */
const customersRoutes = ({ contract }: StackContext): string[] => [
  'POST /webhooks*',
  'POST /invitations',
  ...(contract.flow.kind === 'live' ? ['POST /flows*'] : []),
];

/**
 * An alarm on each kind of person who is hurt, whatever the cause: the query "what failed" shows that. Each watches one
 * metric of its own, so that all alarms of a stack stay within what CloudWatch gives every account for nothing.
 */
export function alarmOnFew(context: StackContext, { accessLog }: StackApi): void {
  alarmOnCustomersNotServed(context, accessLog);
  alarmOnStaffNotServed(context, accessLog);
  alarmOnCustomersNotReached(context);
  alarmOnCustomersToCall(context);
}

/** What an alarm counts; each has the alarm's name. */
const countFor = ({ scope, contract }: StackContext, id: string, alarm: string) =>
  new LineCount(scope, `${id}Lines`, `${contract.name}-${alarm}`);

const logOf = ({ scope }: StackContext, wanted: FunctionName): LogGroup[] =>
  functionsIn(scope).flatMap(({ name, logGroup }) => (name === wanted ? [logGroup] : []));

const showWhatFailed = ({ contract }: StackContext): string =>
  `Run the saved query "${queryName(contract.name)}" in CloudWatch, Logs Insights.`;

function alarmOnCustomersNotServed(context: StackContext, accessLog: LogGroup): void {
  const count = countFor(context, 'CustomersNotServed', 'customers-not-served');
  addFailures(count, functionsIn(context.scope), 'customers');
  const ofCustomers = anyOf(customersRoutes(context).map((route) => stringValue('$.routeKey', '=', route)));
  count.add('requests', accessLog, all(...SERVER_ERROR, ofCustomers));
  count.add('webhooks-throttled', accessLog, all(...webhooksAnswered('429')));
  count.add('webhooks-too-large', accessLog, all(...webhooksAnswered('413')));
  for (const logGroup of logOf(context, 'exchange-flow-data')) {
    const pinged = stringValue('$.message', '=', WARM_PING_REMARK);
    count.add('pings', logGroup, all(pinged, numberValue('$.failed', '>', 0)));
  }
  new StandardAlarm(context.scope, 'CustomersNotServed', {
    alarmName: `${context.contract.name}-customers-not-served`,
    metric: count.sum(MINUTE),
    within: AT_ONCE,
    threshold: 1,
    hurts:
      'Customers wait for an invitation, an answer or a notice, or believe in a booking nobody knows of, as something failed.',
    remedy: showWhatFailed(context),
  });
}

function alarmOnStaffNotServed(context: StackContext, accessLog: LogGroup): void {
  const count = countFor(context, 'StaffNotServed', 'staff-not-served');
  addFailures(count, functionsIn(context.scope), 'staff');
  const ofOthers = customersRoutes(context).map((route) => stringValue('$.routeKey', '!=', route));
  count.add('requests', accessLog, all(...SERVER_ERROR, ...ofOthers));
  new StandardAlarm(context.scope, 'StaffNotServed', {
    alarmName: `${context.contract.name}-staff-not-served`,
    metric: count.sum(MINUTE),
    within: AT_ONCE,
    threshold: 1,
    hurts: 'Staff, calendars, backends or the CRM do not hear of bookings, or cannot work, as something failed.',
    remedy: showWhatFailed(context),
  });
}

function alarmOnCustomersNotReached(context: StackContext): void {
  const count = countFor(context, 'CustomersNotReached', 'customers-not-reached');
  for (const logGroup of logOf(context, 'publish-events')) {
    const refused = all(counts('InvitationRejected', 'MessageFailed'), forReasons(STANDING_REASONS));
    count.add('refused', logGroup, refused, ALL);
    count.add('unresolved', logGroup, counts('InvitationUnresolved'), '$.InvitationUnresolved');
    count.add('not-reminded', logGroup, all(counts('CustomerNotReminded'), forAllReasons), '$.CustomerNotReminded');
    count.add('unreadable', logGroup, all(counts('WebhookUnmatched'), forReasons(UNREADABLE)), '$.WebhookUnmatched');
  }
  for (const logGroup of logOf(context, 'watch-channel'))
    count.add('channel', logGroup, counts(...CHANNEL_TROUBLES), ALL);
  for (const logGroup of logOf(context, 'reconcile')) {
    count.add('late', logGroup, numberValue('$.OldestDueAge', '>=', LATE_SECONDS));
  }
  new StandardAlarm(context.scope, 'CustomersNotReached', {
    alarmName: `${context.contract.name}-customers-not-reached`,
    metric: count.sum(HOUR),
    threshold: MANY,
    hurts:
      'Customers get no invitations or reminders, or what they write does not arrive, as the channel, the provider or WhatsApp refuses it.',
    remedy: 'Run "npm run channel -- doctor", which says what is wrong with the channel and what waits.',
  });
}

function alarmOnCustomersToCall(context: StackContext): void {
  const count = countFor(context, 'CustomersToCall', 'customers-to-call');
  for (const logGroup of logOf(context, 'publish-events')) {
    count.add('not-told', logGroup, all(counts('CustomerNotTold'), forAllReasons));
    count.add('lost-forms', logGroup, all(counts('WebhookUnmatched'), forReasons(LOST_FORMS)));
  }
  new StandardAlarm(context.scope, 'CustomersToCall', {
    alarmName: `${context.contract.name}-customers-to-call`,
    metric: count.sum(MINUTE),
    within: FOR_A_QUARTER,
    threshold: 1,
    hurts: 'At least one customer believes in an appointment that does not hold, or does not know of one that does.',
    remedy: 'Read the day\'s worklist of the kinds "not-told" and "unmatched": it says whom to call.',
  });
}

function addFailures(count: LineCount, functions: readonly StandardFunction[], affected: Affected): void {
  for (const { name, logGroup } of functions) {
    if (affectedBy(name) === affected) count.add(name, logGroup, failureOf(name));
  }
}
