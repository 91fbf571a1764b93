import { Duration } from 'aws-cdk-lib';
import { Alias } from 'aws-cdk-lib/aws-kms';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import { BookingQueue } from '../constructs/booking-queue.ts';
import { canConsume, canPublishTo } from '../constructs/permissions.ts';
import type { StackContext } from '../stack-context.ts';

const TIMEOUT = Duration.seconds(30);

/** Bus → queue → notify-staff → topic → e-mail, where the contract names addresses. */
export function mailStaff(context: StackContext): void {
  const { staff, name } = context.contract;
  if (!staff) return;
  const hurts = 'Staff do not hear of bookings, changes or cancellations until their calendars refresh.';
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
    description: 'Tells the staff of every booking, change and cancellation, and of what needs their attention.',
    workerTimeout: TIMEOUT,
  });
  const notifyStaff = context.addFunction('notify-staff', {
    does: 'Writes to the staff about bookings, changes and cancellations.',
    hurts,
    timeout: TIMEOUT,
    environment: { STAFF_TOPIC_ARN: topic.topicArn },
    may: [canConsume(bookings.queue), canPublishTo(topic)],
  });
  bookings.workedOffBy(notifyStaff);
}
