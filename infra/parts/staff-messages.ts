import { Duration } from 'aws-cdk-lib';
import type { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { STAFF_EVENTS } from '../../functions/shared/domain/events/staff-event.ts';
import { BookingQueue } from '../constructs/booking-queue.ts';
import {
  canConsume,
  canGetItems,
  canReadSecrets,
  canStoreWithPlaces,
  canUpdateItems,
} from '../constructs/permissions.ts';
import { stackMetric } from '../constructs/stack-metrics.ts';
import { DetailedAlarm } from '../constructs/standard-alarm.ts';
import { workAtOnce } from '../constructs/work-at-once.ts';
import type { StackContext } from '../stack-context.ts';
import { SEND_TIMEOUT } from './requested-invitations.ts';

/** Staff on WhatsApp, where the contract names phones: what they are told, and what they tap. */
export function messageStaff(context: StackContext): void {
  if (!context.contract.staff?.phones) return;
  tellStaff(context);
  answerStaff(context);
  alarmOnNotTold(context);
}

/** To send to staff, and to write down what came of it. */
function mayTellStaff({ store: { table }, secrets: { root, given } }: StackContext): PolicyStatement[] {
  return [canUpdateItems(table), canGetItems(table), canReadSecrets(root, given)];
}

/** Bus → queue → message-staff → provider. */
function tellStaff(context: StackContext): void {
  const { contract, scope, bus } = context;
  const hurts = 'Staff do not hear on WhatsApp of bookings, nor of customers to call, to answer or to decide about.';
  const events = new BookingQueue(scope, 'NewsForStaff', {
    bus,
    alarmName: `${contract.name}-staff-not-messaged`,
    hurts,
    description: 'Tells the staff on WhatsApp what their e-mail is about.',
    events: STAFF_EVENTS,
    workers: workAtOnce(contract).workers,
    workerTimeout: SEND_TIMEOUT,
  });
  const messageStaffFunction = context.addFunction('message-staff', {
    does: 'Tells the staff on WhatsApp of bookings, and of customers to call or to answer.',
    hurts,
    timeout: SEND_TIMEOUT,
    environment: { ...context.sendingEnvironment(), ...context.countingEnvironment() },
    may: [...mayTellStaff(context), canConsume(events.queue)],
  });
  events.workedOffBy(messageStaffFunction);
}

/** Bus → queue → answer-staff → provider. */
function answerStaff(context: StackContext): void {
  const { contract, scope, bus } = context;
  const hurts = 'What members of staff tap on WhatsApp has no effect, and they get no answer.';
  const taps = new BookingQueue(scope, 'TapsOfStaff', {
    bus,
    alarmName: `${contract.name}-staff-not-answered`,
    hurts,
    description: 'A member of staff tapped a button on WhatsApp.',
    events: ['Staff Button Tapped'],
    workers: workAtOnce(contract).workers,
    workerTimeout: SEND_TIMEOUT,
  });
  const answerStaffFunction = context.addFunction('answer-staff', {
    does: 'Does what members of staff tap on WhatsApp, and answers them.',
    hurts,
    timeout: SEND_TIMEOUT,
    environment: context.sendingEnvironment(),
    may: [...mayTellStaff(context), ...canStoreWithPlaces(context.store.table), canConsume(taps.queue)],
  });
  taps.workedOffBy(answerStaffFunction);
}

function alarmOnNotTold({ contract: { name }, scope }: StackContext): void {
  new DetailedAlarm(scope, 'StaffNotTold', {
    alarmName: `${name}-staff-not-told`,
    metric: stackMetric(name, 'StaffNotTold', { statistic: 'Sum', period: Duration.minutes(15) }),
    threshold: 1,
    hurts: 'A member of staff did not hear on WhatsApp of a booking, or of a customer who waits for them.',
    remedy:
      'See on the dashboard for which reason: their window has closed and there is no template, or it was refused.',
  });
}
