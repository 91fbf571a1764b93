import { Duration } from 'aws-cdk-lib';
import { ChannelAlarms } from '../constructs/channel-alarms.ts';
import type { StackApi } from '../constructs/http-api.ts';
import { canBatchGetItems, canQuery, canScanIndex } from '../constructs/permissions.ts';
import { Schedule } from '../constructs/schedule.ts';
import { workAtOnce } from '../constructs/work-at-once.ts';
import type { StackContext } from '../stack-context.ts';

/**
 * A run works for the minute until the next one begins, and ends what it began: no item begins in its last 20 seconds
 * (functions/shared/operations/reconcile/reconcile.ts).
 */
const RECONCILE_TIMEOUT = Duration.seconds(80);

const NO_DUE_WORK =
  'Customers get no reminders, what failed to reach them is not tried again, and nobody hears of what stays unknown.';

/** Every minute → reconcile, one run for each shard or, in a new account, for all: what waits for the outside world is settled, or said to be unsettled. */
export function scheduleDueWork(context: StackContext): void {
  const { table } = context.store;
  const reconcile = context.addFunction('reconcile', {
    does: 'Settles what is due: retries, deliveries nobody reported, sends whose outcome is unknown.',
    hurts: NO_DUE_WORK,
    timeout: RECONCILE_TIMEOUT,
    environment: { ...context.sendingEnvironment(), ...context.countingEnvironment() },
    may: [
      ...context.maySend(),
      canQuery(table, 'due', 'customer'),
      canBatchGetItems(table),
      canScanIndex(table, 'agenda'),
    ],
  });
  new Schedule(context.scope, 'EveryMinute', {
    every: Duration.minutes(1),
    invokes: reconcile,
    events: workAtOnce(context.contract).reconciled.map((shards) => ({ shards })),
    description: 'Settles what is due.',
    alarmName: `${context.contract.name}-reconcile-not-started`,
    hurts: NO_DUE_WORK,
  });
}

/** Every hour → watch-channel: the provider may stop telling this stack what happens, and would not say so. */
export function watchChannel(context: StackContext, { url }: StackApi): void {
  const { table } = context.store;
  const hurts = 'Nobody notices when the channel falls silent: bookings made then arrive late or never.';
  const watchChannel = context.addFunction('watch-channel', {
    does: 'Watches whether the channel is connected and tells this stack what happens, and mends what it can.',
    hurts,
    timeout: Duration.minutes(2),
    environment: { ...context.sendingEnvironment(), ...context.countingEnvironment(), API_URL: url },
    // A form that the provider did not tell of is stored as one that it told of.
    may: [
      ...context.mayCallProvider(),
      canBatchGetItems(table),
      canQuery(table, 'customer'),
      canScanIndex(table, 'agenda'),
    ],
  });
  new Schedule(context.scope, 'EveryHour', {
    every: Duration.hours(1),
    invokes: watchChannel,
    description: 'Watches the channel.',
    alarmName: `${context.contract.name}-watch-channel-not-started`,
    hurts,
  });
  new ChannelAlarms(context.scope, 'Channel', context.contract.name);
}
