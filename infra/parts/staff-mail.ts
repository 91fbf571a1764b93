import { Duration } from 'aws-cdk-lib';
import { Alias } from 'aws-cdk-lib/aws-kms';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import { STAFF_EVENTS } from '../../functions/shared/domain/events/staff-event.ts';
import { BookingQueue } from '../constructs/booking-queue.ts';
import type { StackApi } from '../constructs/http-api.ts';
import { canConsume, canPublishTo } from '../constructs/permissions.ts';
import { workAtOnce } from '../constructs/work-at-once.ts';
import type { StackContext } from '../stack-context.ts';

const TIMEOUT = Duration.seconds(30);

/** Bus → queue → notify-staff → topic → e-mail, where the contract names addresses. */
export function mailStaff(context: StackContext, { url }: StackApi): void {
  const { staff, name } = context.contract;
  if (!staff?.emails) return;
  const hurts =
    'Staff do not hear of bookings, changes and cancellations until their calendars refresh, nor whom they have to call.';
  const topic = new Topic(context.scope, 'StaffMail', {
    displayName: `Appointments (${name})`,
    enforceSSL: true,
    // Amazon's own key: whoever in this account may publish may use it, so that no key policy has to be kept.
    masterKey: Alias.fromAliasName(context.scope, 'StaffMailKey', 'alias/aws/sns'),
  });
  for (const email of staff.emails) topic.addSubscription(new EmailSubscription(email));

  const bookings = new BookingQueue(context.scope, 'BookingsToNotify', {
    bus: context.bus,
    alarmName: `${name}-staff-not-notified`,
    hurts,
    description: 'Tells the staff of bookings, of what needs their attention, and of customers to call or to answer.',
    events: STAFF_EVENTS,
    workers: workAtOnce(context.contract).workers,
    workerTimeout: TIMEOUT,
  });
  const notifyStaff = context.addFunction('notify-staff', {
    does: 'Writes to the staff about bookings, and about customers to call or to answer.',
    hurts,
    timeout: TIMEOUT,
    environment: { STAFF_TOPIC_ARN: topic.topicArn, API_URL: url },
    may: [canConsume(bookings.queue), canPublishTo(topic)],
  });
  bookings.workedOffBy(notifyStaff);
}
