import { Match } from 'aws-cdk-lib/aws-events';
import { TOLD_EVENTS } from '../../functions/shared/domain/events/event-details.ts';
import { remindsCustomers } from '../../functions/shared/domain/reminders/wanted-reminders.ts';
import { BookingQueue } from '../constructs/booking-queue.ts';
import { canBatchGetItems, canConsume } from '../constructs/permissions.ts';
import { workAtOnce } from '../constructs/work-at-once.ts';
import type { StackContext } from '../stack-context.ts';
import { SEND_TIMEOUT } from './requested-invitations.ts';

/** Bus → queue → tell-customer → provider, where the contract has words for it. It also plans the reminders. */
export function tellCustomers(context: StackContext): void {
  const { languages, name, booking } = context.contract;
  const tellsRefusals = booking.services !== undefined && Object.values(languages).some(({ refused }) => refused);
  const isApproved = booking.approval === 'manual';
  const texts = Object.values(languages);
  const tellsBookings = texts.some(({ confirmation, declined }) => confirmation || (isApproved && declined));
  if (!tellsRefusals && !tellsBookings && !remindsCustomers(context.contract)) return;
  const { table } = context.store;
  const hurts =
    'Customers do not hear of their bookings, of changes and of cancellations, nor are they reminded, and staff do not see whom to call.';
  const bookings = new BookingQueue(context.scope, 'BookingsToTell', {
    bus: context.bus,
    alarmName: `${name}-notices-not-sent`,
    hurts,
    description: 'Tells customers of their bookings; that two bookings overlap is none of their business.',
    ...((tellsRefusals || isApproved) && { events: TOLD_EVENTS }),
    detail: { change: { kind: Match.anythingBut('attention') } },
    workers: workAtOnce(context.contract).tellers,
    workerTimeout: SEND_TIMEOUT,
  });
  const tellCustomer = context.addFunction('tell-customer', {
    does:
      'Tells customers that their booking was made, changed or cancelled, or cannot be had at the time they chose, and ' +
      'plans their reminders.',
    hurts,
    timeout: SEND_TIMEOUT,
    environment: context.sendingEnvironment(),
    may: [...context.maySend(), canBatchGetItems(table), canConsume(bookings.queue)],
  });
  bookings.workedOffBy(tellCustomer);
}
