import { Duration } from 'aws-cdk-lib';
import type { HttpApi } from 'aws-cdk-lib/aws-apigatewayv2';
import { ChannelAlarms } from '../constructs/channel-alarms.ts';
import { canQuery } from '../constructs/permissions.ts';
import { Schedule } from '../constructs/schedule.ts';
import type { House } from '../house.ts';

/** Every minute → reconcile: what waits for the outside world is settled, or said to be unsettled. */
export function followWhatIsDue(house: House): void {
  const { table } = house.store;
  const reconcile = house.addFunction('reconcile', {
    does: 'Settles what is due: retries, deliveries nobody reported, sends whose outcome is unknown.',
    hurts: 'Failed invitations are not tried again, and nobody hears of those whose outcome is unknown.',
    timeout: Duration.seconds(60),
    environment: house.sendingEnvironment(),
    may: [...house.maySend(), canQuery(table, 'due', 'customer')],
  });
  new Schedule(house.scope, 'EveryMinute', {
    every: Duration.minutes(1),
    invokes: reconcile,
    description: 'Settles what is due.',
    alarmName: `${house.contract.name}-reconcile-not-started`,
    hurts: 'Failed invitations are not tried again, and nobody hears of those whose outcome is unknown.',
  });
}

/** Every hour → watch-channel: the provider may stop telling this stack what happens, and would not say so. */
export function watchChannel(house: House, { apiEndpoint }: HttpApi): void {
  const hurts = 'Nobody notices when the channel falls silent: bookings made then arrive late or never.';
  const watchChannel = house.addFunction('watch-channel', {
    does: 'Watches whether the channel is connected and tells this stack what happens, and mends what it can.',
    hurts,
    timeout: Duration.minutes(2),
    environment: { ...house.sendingEnvironment(), API_URL: apiEndpoint },
    may: house.maySend(),
  });
  new Schedule(house.scope, 'EveryHour', {
    every: Duration.hours(1),
    invokes: watchChannel,
    description: 'Watches the channel.',
    alarmName: `${house.contract.name}-watch-channel-not-started`,
    hurts,
  });
  new ChannelAlarms(house.scope, 'Channel', house.contract.name);
}
