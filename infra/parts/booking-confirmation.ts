import { Match } from 'aws-cdk-lib/aws-events';
import { BookingQueue } from '../constructs/booking-queue.ts';
import { canConsume, canGetItems, canReadSecrets, canUpdateItems } from '../constructs/permissions.ts';
import type { StackContext } from '../stack-context.ts';
import { SEND_TIMEOUT } from './requested-invitations.ts';

/** Bus → queue → confirm-booking → provider, where the contract has words for it. */
export function confirmBookings(context: StackContext): void {
  const { languages, name } = context.contract;
  if (!Object.values(languages).some(({ confirmation }) => confirmation)) return;
  const { table } = context.store;
  const { root, given } = context.secrets;
  const hurts = 'Customers do not get the confirmation of their booking, and may doubt that they have one.';
  const bookings = new BookingQueue(context.scope, 'BookingsToConfirm', {
    bus: context.bus,
    alarmName: `${name}-bookings-not-confirmed`,
    hurts,
    description: 'Tells customers of their bookings; that two bookings overlap is none of their business.',
    detail: { change: { kind: Match.anythingBut('attention') } },
    workerTimeout: SEND_TIMEOUT,
  });
  const confirmBooking = context.addFunction('confirm-booking', {
    does: 'Tells customers that their booking was made, changed or cancelled.',
    hurts,
    timeout: SEND_TIMEOUT,
    environment: context.sendingEnvironment(),
    may: [canConsume(bookings.queue), canGetItems(table), canUpdateItems(table), canReadSecrets(root, given)],
  });
  bookings.workedOffBy(confirmBooking);
}
