import { Duration } from 'aws-cdk-lib';
import { Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { Construct } from 'constructs';
import type { ChannelTrouble } from '../../functions/shared/domain/channel/channel-health.ts';
import { METRIC_NAMESPACE } from '../../functions/shared/domain/metrics.ts';
import { DetailedAlarm } from './standard-alarm.ts';

/** The watch looks once an hour; an alarm ends with the first look that finds all well. */
const EVERY = Duration.hours(1);

const LOOK = 'Run "npm run channel -- status"';

const ALARMS: Record<ChannelTrouble, { name: string; hurts: string; remedy: string }> = {
  ChannelUnreachable: {
    name: 'channel-unreachable',
    hurts: 'Invitations cannot be sent, and nobody sees whether the channel is well.',
    remedy: `${LOOK}; if it says that the token is missing or wrong, run "npm run channel -- set-token".`,
  },
  ChannelDisconnected: {
    name: 'channel-disconnected',
    hurts: 'Customers get no invitations and what they write does not arrive, as the channel is not on WhatsApp.',
    remedy: 'See the channel in the 1MSG dashboard and connect it again.',
  },
  WebhookMissing: {
    name: 'channel-webhook-missing',
    hurts: "Bookings, messages or deliveries do not arrive, as not all of this stack's URLs are on the channel's list.",
    remedy: `${LOOK}; unless they were removed on purpose, run "npm run channel -- register".`,
  },
  WebhookDisabled: {
    name: 'channel-webhook-disabled',
    hurts: 'Bookings and messages came late or not at all, as the provider had disabled URLs of this stack.',
    remedy: `Find in the logs of the API and its functions why webhooks failed; then run "npm run channel -- status" to see whether the URLs are enabled again.`,
  },
  AcksOff: {
    name: 'channel-acks-off',
    hurts: 'Staff did not see whether invitations arrive, as the channel did not report deliveries.',
    remedy: `${LOOK} to see whether they are on again; if not, turn on ackNotificationsOn in the 1MSG dashboard.`,
  },
};

/** An alarm on each trouble that the watch may find, whether or not the watch could mend it. */
export class ChannelAlarms extends Construct {
  constructor(scope: Construct, id: string, contractName: string) {
    super(scope, id);
    for (const [trouble, { name, hurts, remedy }] of Object.entries(ALARMS)) {
      new DetailedAlarm(this, trouble, {
        alarmName: `${contractName}-${name}`,
        metric: new Metric({
          namespace: METRIC_NAMESPACE,
          metricName: trouble,
          dimensionsMap: { service: contractName },
          statistic: 'Maximum',
          period: EVERY,
        }),
        threshold: 1,
        hurts,
        remedy,
      });
    }
  }
}
