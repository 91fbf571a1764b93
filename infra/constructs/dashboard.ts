import { Duration } from 'aws-cdk-lib';
import type { HttpApi } from 'aws-cdk-lib/aws-apigatewayv2';
import {
  type Alarm,
  AlarmStatusWidget,
  Dashboard,
  GraphWidget,
  type IMetric,
  type IWidget,
  type Metric,
  SearchExpression,
  SingleValueWidget,
} from 'aws-cdk-lib/aws-cloudwatch';
import { Construct, type IConstruct } from 'constructs';
import { CHANNEL_TROUBLES } from '../../functions/shared/domain/channel/channel-health.ts';
import { type FactMetricByReason, METRIC_NAMESPACE, type MetricName } from '../../functions/shared/domain/metrics.ts';
import { FlowTable } from './flow-table.ts';
import { LiveFormHealth } from './live-form-health.ts';
import { DeadLetterQueue, WorkQueue } from './queues.ts';
import { stackMetric } from './stack-metrics.ts';
import { functionsIn, type StandardFunction } from './standard-function.ts';

const PERIOD = Duration.minutes(5);
const HOUR = Duration.hours(1);
const READERS_OF_THE_STREAM = ['publish-events', 'settle-bookings'];
/** Of 24 columns. */
const THIRD = 8;

export type StackDashboardProps = { contractName: string; api: HttpApi; alarms: readonly Alarm[] };

/** Whether the provider calls this function. */
export const isWebhook = ({ node }: StandardFunction): boolean =>
  node.id.startsWith('record-') || node.id === 'receive-webhook';

/** One page that tells how the whole stack fares, what hurts people first. */
export class StackDashboard extends Construct {
  private readonly contractName: string;

  constructor(scope: Construct, id: string, { contractName, api, alarms }: StackDashboardProps) {
    super(scope, id);
    this.contractName = contractName;
    new Dashboard(this, 'Dashboard', {
      dashboardName: contractName,
      defaultInterval: Duration.days(1),
      widgets: [
        [new AlarmStatusWidget({ title: 'Alarms', width: 24, height: 6, alarms: [...alarms] })],
        this.funnel(),
        this.whatWentWrong(),
        this.webhooks(scope, api),
        ...this.liveForm(scope),
        this.whatWaits(scope),
        this.machinery(scope),
      ],
    });
  }

  private counts(names: readonly MetricName[], period = HOUR): Metric[] {
    return names.map((name) => stackMetric(this.contractName, name, { statistic: 'Sum', period }));
  }

  private reasonsOf(name: FactMetricByReason): SearchExpression {
    const schema = `{${METRIC_NAMESPACE},reason,service}`;
    return new SearchExpression({
      expression: `SEARCH('${schema} MetricName="${name}" service="${this.contractName}"', 'Sum', ${HOUR.toSeconds()})`,
      period: HOUR,
      label: '',
    });
  }

  private funnel(): IWidget[] {
    const names = [
      'InvitationRequested',
      'InvitationAccepted',
      'MessageSent',
      'MessageDelivered',
      'MessageRead',
      'AppointmentBooked',
    ] as const;
    return [
      new SingleValueWidget({
        title: 'Funnel, the last day',
        width: THIRD,
        height: 6,
        metrics: this.counts(names, Duration.days(1)),
      }),
      graph('Funnel', this.counts(names)),
      graph(
        'Bookings',
        this.counts([
          'BookingIntentDetected',
          'CustomerQuestionReceived',
          'AppointmentBooked',
          'AppointmentChanged',
          'AppointmentCancelled',
        ]),
      ),
      graph('Who comes', this.counts(['AttendanceConfirmed', 'CustomerCame', 'CustomerNoShow'])),
    ];
  }

  private whatWentWrong(): IWidget[] {
    return [
      graph('Rejected by reason, credentials among them', [this.reasonsOf('InvitationRejected')]),
      graph('Failed messages by reason', [this.reasonsOf('MessageFailed')]),
      graph('Unmatched webhooks by reason', [this.reasonsOf('WebhookUnmatched')]),
      graph(
        'Without a good end',
        this.counts(['InvitationRejected', 'InvitationUndelivered', 'InvitationUnresolved', 'CustomerOptedOut']),
      ),
      graph('Customers told', this.counts(['CustomerTold', 'CustomerNotTold'])),
      graph('Customers not told by reason', [this.reasonsOf('CustomerNotTold')]),
      graph('Customers reminded', this.counts(['CustomerReminded', 'CustomerNotReminded'])),
      graph('Customers not reminded by reason', [this.reasonsOf('CustomerNotReminded')]),
      graph('Staff not told on WhatsApp by reason', [this.reasonsOf('StaffNotTold')]),
      graph(
        'Channel: 1 is trouble',
        CHANNEL_TROUBLES.map((name) => stackMetric(this.contractName, name, { statistic: 'Maximum', period: HOUR })),
      ),
    ];
  }

  private webhooks(scope: IConstruct, api: HttpApi): IWidget[] {
    const duration = (statistic: string) =>
      functionsIn(scope)
        .filter(isWebhook)
        .map(({ node, lambda }) =>
          lambda.metricDuration({ statistic, period: PERIOD, label: `${node.id} ${statistic}` }),
        );
    return [
      graph('Webhook duration in ms', [...duration('p50'), ...duration('p99')]),
      graph(
        'API latency in ms',
        ['p50', 'p99'].map((statistic) => api.metricLatency({ statistic, period: PERIOD, label: statistic })),
      ),
      graph(
        'API requests',
        [api.metricCount(), api.metricClientError(), api.metricServerError()].map((metric) =>
          metric.with({ statistic: 'Sum', period: PERIOD }),
        ),
      ),
    ];
  }

  private liveForm(scope: IConstruct): IWidget[][] {
    const forms = scope.node.findAll().filter((construct) => construct instanceof LiveFormHealth);
    return forms.map((form) => form.widgets());
  }

  private whatWaits(scope: IConstruct): IWidget[] {
    const all = scope.node.findAll();
    const deadLetters = all.filter((construct) => construct instanceof DeadLetterQueue);
    const queues = all.filter((construct) => construct instanceof WorkQueue);
    const due = (name: MetricName) => stackMetric(this.contractName, name, { statistic: 'Maximum', period: PERIOD });
    return [
      graph(
        'Set aside',
        deadLetters.map(({ node, queue }) =>
          queue.metricApproximateNumberOfMessagesVisible({
            statistic: 'Maximum',
            period: PERIOD,
            label: nameOf(node.path),
          }),
        ),
      ),
      graph(
        'Oldest in a queue, s',
        queues.map(({ node, queue }) =>
          queue.metricApproximateAgeOfOldestMessage({ statistic: 'Maximum', period: PERIOD, label: nameOf(node.path) }),
        ),
      ),
      graph('Due', [due('DueItems'), due('DueItemsFailed'), due('DueBacklogLeft')], [due('OldestDueAge')]),
    ];
  }

  private machinery(scope: IConstruct): IWidget[] {
    const functions = functionsIn(scope);
    const sum = { statistic: 'Sum', period: PERIOD };
    const readers = functions.filter(({ node }) => READERS_OF_THE_STREAM.includes(node.id));
    const tables = scope.node.findAll().filter((construct) => construct instanceof FlowTable);
    return [
      graph(
        'Function errors',
        functions.map(({ node, lambda }) => lambda.metricErrors({ ...sum, label: node.id })),
      ),
      graph(
        'Functions throttled',
        functions.map(({ node, lambda }) => lambda.metricThrottles({ ...sum, label: node.id })),
      ),
      graph(
        'Stream behind, ms; table throttled',
        readers.map(({ node, lambda }) =>
          lambda.metric('IteratorAge', { statistic: 'Maximum', period: PERIOD, label: node.id }),
        ),
        tables.flatMap(({ table }) =>
          ['ReadThrottleEvents', 'WriteThrottleEvents'].map((name) => table.metric(name, sum)),
        ),
      ),
    ];
  }
}

const graph = (title: string, left: IMetric[], right: IMetric[] = []) =>
  new GraphWidget({ title, width: THIRD, height: 6, left, right, leftYAxis: { min: 0 } });

/** "RequestedInvitations" of "the-stack/RequestedInvitations/DeadLetters". */
const nameOf = (path: string): string => path.split('/').slice(1).join(' ');
