import { Duration } from 'aws-cdk-lib';
import type { IMetric, MathExpression } from 'aws-cdk-lib/aws-cloudwatch';
import { Construct } from 'constructs';
import type { UnmatchedReason } from '../../functions/shared/domain/customer/inbound.ts';
import type { FailureReason } from '../../functions/shared/domain/delivery/failure.ts';
import type { FactMetricByReason } from '../../functions/shared/domain/metrics.ts';
import { stackMetric, stackMetricForReason, totalOf } from './stack-metrics.ts';
import { DetailedAlarm } from './standard-alarm.ts';

const SOON = Duration.minutes(5);
const HOUR = Duration.hours(1);

type Words = { name: string; hurts: string; remedy: string };

/** The refusals that no repeat mends and that hit every invitation until a person acts. */
const STANDING_REFUSALS: Partial<Record<FailureReason, Words>> = {
  credentials: {
    name: 'credentials-refused',
    hurts: "Customers get no invitations, as the provider refuses the channel's token.",
    remedy: 'Run "npm run channel -- set-token" with the token from the 1MSG dashboard.',
  },
  'account-blocked': {
    name: 'account-blocked',
    hurts: 'Customers get no invitations, as WhatsApp or the provider has blocked the account, or a payment is due.',
    remedy: 'See in the 1MSG dashboard and in WhatsApp Manager what they ask of the business.',
  },
  'flow-blocked': {
    name: 'flow-blocked',
    hurts: 'Customers get no invitations, as WhatsApp has blocked the Flow.',
    remedy: 'See in WhatsApp Manager why; then publish a mended Flow, put its id into the contract and deploy.',
  },
  'flow-throttled': {
    name: 'flow-throttled',
    hurts: 'Customers get their invitations hours late, as WhatsApp lets only a few of this Flow through.',
    remedy: 'See in WhatsApp Manager why the Flow counts as unhealthy, and mend that.',
  },
  misconfigured: {
    name: 'channel-misconfigured',
    hurts: 'Customers get no invitations in at least one language, as the Flow or a template does not fit the request.',
    remedy:
      'Run "npm run channel -- doctor", and see the failed invitations in the worklist for the provider\'s words.',
  },
};

export const STANDING_REASONS = Object.keys(STANDING_REFUSALS);

/** Forms sent to this stack: other Flows carry other tokens. */
export const LOST_FORMS: readonly UnmatchedReason[] = ['no-token-no-message', 'not-linked', 'no-such-invitation'];
export const UNREADABLE: readonly UnmatchedReason[] = [
  'unreadable-status',
  'unreadable-message',
  'unknown-shape',
  'other-channel',
  'not-json',
];
/** One call or sticker of a new kind is no change of the provider's format. */
const MANY_UNREADABLE = 20;
const MANY_UNRESOLVED = 5;
const QUARTER = Duration.minutes(15);
/** A few customers a day are not reached in any business. So many in an hour have one cause. */
const MANY_NOT_TOLD = 10;

/** An alarm on each thing that was counted as it was announced and that needs a person. */
export class FactAlarms extends Construct {
  private readonly contractName: string;

  constructor(scope: Construct, id: string, contractName: string) {
    super(scope, id);
    this.contractName = contractName;
    for (const [reason, words] of Object.entries(STANDING_REFUSALS)) {
      const metric = this.total(['InvitationRejected', 'MessageFailed'], [reason], SOON);
      this.alarm(words, metric, 1);
    }
    this.alarm(
      {
        name: 'forms-not-matched',
        hurts: 'A customer who sent the form believes in an appointment that the business does not know of.',
        remedy: 'Read the day\'s worklist of kind "unmatched" and write to the customer; the form is kept there.',
      },
      this.total(['WebhookUnmatched'], LOST_FORMS, SOON),
      1,
    );
    this.alarm(
      {
        name: 'webhooks-not-understood',
        hurts: 'Messages and delivery statuses have no effect, as the provider seems to tell them in a new form.',
        remedy: 'Read the day\'s worklist of kind "unmatched": each is kept as it came.',
      },
      this.total(['WebhookUnmatched'], UNREADABLE, HOUR),
      MANY_UNREADABLE,
    );
    this.alarm(
      {
        name: 'invitations-unresolved',
        hurts: 'Nobody knows whether some customers got their invitations, and nothing repeats them.',
        remedy:
          'Run "npm run channel -- doctor", then look at the invitations with the status unresolved in the worklist.',
      },
      stackMetric(contractName, 'InvitationUnresolved', { statistic: 'Sum', period: HOUR }),
      MANY_UNRESOLVED,
    );
    this.alarmOnNotTold();
  }

  /** Each customer who was not told needs a call; many at once need their common cause mended first. */
  private alarmOnNotTold(): void {
    const notTold = (period: Duration) =>
      stackMetric(this.contractName, 'CustomerNotTold', { statistic: 'Sum', period });
    this.alarm(
      {
        name: 'customers-not-told',
        hurts: 'At least one customer does not know that their appointment was booked, moved or cancelled.',
        remedy: 'Read the day\'s worklist of kind "not-told": it says whom to call and what to say.',
      },
      notTold(QUARTER),
      1,
    );
    this.alarm(
      {
        name: 'many-not-told',
        hurts: 'Many customers do not know how their appointments stand, as messages do not get through.',
        remedy: 'See on the dashboard for which reason, mend it, and call those in the worklist of kind "not-told".',
      },
      notTold(HOUR),
      MANY_NOT_TOLD,
    );
    this.alarm(
      {
        name: 'customers-not-reminded',
        hurts: 'Many customers forget their appointments, as reminders do not get through.',
        remedy:
          'See on the dashboard for which reason: without a template nobody is reminded after 24 hours of silence.',
      },
      stackMetric(this.contractName, 'CustomerNotReminded', { statistic: 'Sum', period: HOUR }),
      MANY_NOT_TOLD,
    );
  }

  private alarm({ name, hurts, remedy }: Words, metric: IMetric, threshold: number): void {
    const alarmName = `${this.contractName}-${name}`;
    new DetailedAlarm(this, name, { alarmName, metric, threshold, hurts, remedy });
  }

  /** The sum of some metrics over some reasons. */
  private total(names: FactMetricByReason[], reasons: readonly string[], period: Duration): MathExpression {
    const pairs = names.flatMap((name) => reasons.map((reason) => ({ name, reason })));
    const metrics = pairs.map(({ name, reason }) => stackMetricForReason(this.contractName, name, reason, period));
    return totalOf(metrics, period);
  }
}
