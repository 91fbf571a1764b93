/** Every event of which staff are told, and what they read of it. */
import type { StaffEvent } from '../../../../functions/shared/domain/events/staff-event.ts';
import { aBooking, asked, INVITATION, notTold, told } from './told-events.ts';

export const overlap = { attention: ['overlap'], overlapsWith: [INVITATION] };
export const waiting = { state: 'to-approve', approveBy: '2031-05-05T08:00:00.000Z' };
export const late = { ...waiting, attention: ['not-approved'] };
export const before = { previous: aBooking({ notes: 'Before' }) };

/** What happened, the event, the subject of the e-mail with `WHEN` for its time, its first line, and the kind of the message. */
export const EVENTS_FOR_STAFF: readonly [string, StaffEvent, subject: string, happening: string, kind: string][] = [
  [
    'a customer booked',
    told('Booked', aBooking(), { kind: 'completion' }),
    'Booked: WHEN',
    'A customer booked an appointment.',
    'booked',
  ],
  [
    'one booked what a person has to look at',
    told('Booked', aBooking(overlap), { kind: 'completion' }),
    'Booked (needs attention): WHEN',
    'A customer booked an appointment.',
    'attention',
  ],
  [
    'staff booked by hand',
    told('Booked', aBooking(), { kind: 'booking' }),
    'Booked: WHEN',
    'An appointment was booked by hand.',
    'booked',
  ],
  [
    'staff approved',
    told('Booked', aBooking(), { kind: 'approval' }, before),
    'Booked: WHEN',
    'An appointment was approved.',
    'approved',
  ],
  [
    'staff refused',
    told('Cancelled', aBooking({ state: 'cancelled' }), { kind: 'cancellation', declined: true }, before),
    'Refused: WHEN',
    'An appointment was refused.',
    'declined',
  ],
  [
    'an appointment was cancelled',
    told('Cancelled', aBooking({ state: 'cancelled' }), { kind: 'cancellation' }, before),
    'Cancelled: WHEN',
    'An appointment was cancelled.',
    'cancelled',
  ],
  [
    'a customer changed theirs',
    told('Changed', aBooking(), { kind: 'completion' }, before),
    'Changed: WHEN',
    'A customer changed an appointment.',
    'changed',
  ],
  [
    'staff changed one',
    told('Changed', aBooking(), { kind: 'change' }, before),
    'Changed: WHEN',
    'An appointment was changed.',
    'changed',
  ],
  [
    'staff changed one that needs attention',
    told('Changed', aBooking(overlap), { kind: 'change' }, before),
    'Changed (needs attention): WHEN',
    'An appointment was changed.',
    'attention',
  ],
  [
    'an overlap was found',
    told('Changed', aBooking(overlap), { kind: 'attention' }, before),
    'Needs attention: WHEN',
    'This booking now overlaps with another one.',
    'attention',
  ],
  [
    'an overlap is over',
    told('Changed', aBooking(), { kind: 'attention' }, before),
    'All right again: WHEN',
    'This booking overlaps with no other any more.',
    'mended',
  ],
  [
    'an overlap is over and something else is left',
    told('Changed', aBooking({ attention: ['form-refused'] }), { kind: 'attention' }, before),
    'Needs attention: WHEN',
    'This booking overlaps with no other any more.',
    'attention',
  ],
  [
    'a customer asks for approval',
    told('Requested', aBooking(waiting), { kind: 'completion' }),
    'Please approve: WHEN',
    'A customer asks for an appointment. Please approve or refuse it.',
    'toApprove',
  ],
  [
    'one whose request was declined asks again',
    told('Requested', aBooking(waiting), { kind: 'completion' }, { previous: aBooking({ state: 'cancelled' }) }),
    'Please approve: WHEN',
    'A customer asks for an appointment. Please approve or refuse it.',
    'toApprove',
  ],
  [
    'a customer asks to move',
    told('Requested', aBooking(waiting), { kind: 'completion' }, before),
    'Please approve: WHEN',
    'A customer wants to move an appointment. Please approve or refuse it.',
    'toApprove',
  ],
  [
    'a request overlaps',
    told('Requested', aBooking({ ...waiting, ...overlap }), { kind: 'attention' }, before),
    'Waits for approval (needs attention): WHEN',
    'What needs attention has changed on an appointment that waits for approval.',
    'attention',
  ],
  [
    'nobody decided in time',
    told('Requested', aBooking(late), { kind: 'attention' }, before),
    'Not decided yet: WHEN',
    'Nobody has approved or refused this appointment yet. It keeps its time.',
    'toApprove',
  ],
  [
    'staff corrected a request',
    told('Requested', aBooking(waiting), { kind: 'change' }, before),
    'Waits for approval: WHEN',
    'An appointment that waits for approval was corrected.',
    'changed',
  ],
  [
    'staff corrected a late request',
    told('Requested', aBooking(late), { kind: 'change' }, before),
    'Not decided yet: WHEN',
    'An appointment that waits for approval was corrected.',
    'toApprove',
  ],
  [
    'a customer was not told',
    notTold(),
    'Not told (booked), please call: WHEN',
    'A customer was not told that their appointment is booked. Please tell them.',
    'notTold',
  ],
  [
    'a customer wants to cancel',
    asked('cancel'),
    'A customer wants to cancel an appointment',
    'A customer wants to cancel an appointment. Please answer them: the message is in the chat.',
    'asksCancel',
  ],
  [
    'a customer wants to change',
    asked('change'),
    'A customer wants to change an appointment',
    'A customer wants to change an appointment. Please answer them: the message is in the chat.',
    'asksChange',
  ],
  [
    'a customer asks something',
    asked('question'),
    'A customer asks something',
    'A customer asks something. Please answer them: the message is in the chat.',
    'asks',
  ],
];
