import { ChatWishKind } from '../../functions/shared/domain/chat/chat-wish.ts';
import { IntentSign } from '../../functions/shared/domain/customer/intent.ts';
import { Failure } from '../../functions/shared/domain/delivery/failure.ts';
import {
  AppointmentDetail,
  AppointmentReminded,
  AttendanceConfirmed,
  AttendanceRecorded,
  BookingIntentDetected,
  CustomerNotTold,
  CustomerOptedOut,
  CustomerQuestionReceived,
  CustomerWishDetected,
  DeliveryStatusChanged,
  FlowInvitationAccepted,
  FlowInvitationRejected,
  FlowInvitationUnresolved,
  StaffButtonTapped,
  UnmatchedWebhookReceived,
} from '../../functions/shared/domain/events/event-details.ts';
import { NoticeCarrier, NoticePurpose, NotToldReason } from '../../functions/shared/domain/notices/notice.ts';
import { ReminderKind } from '../../functions/shared/domain/reminders/reminded-of.ts';
import { WishForPerson } from '../../functions/shared/domain/wishes/wish.ts';
import { term } from './vocabulary.ts';

const COMMON = {
  eventId: 'The same on every repeat of the same fact: dedupe by it.',
  schemaVersion: 'Raised when a consumer that understood the old detail would misread the new one.',
  occurredAt: 'When it happened, as far as that is known; an event may be delivered later, and after a newer one.',
  channelId: 'The channel it happened on.',
} as const;

const OF_INVITATION = { ...COMMON, language: 'The language the invitation is written in.' } as const;

/** The details of the events on the bus. Booked, Changed and Cancelled share one: any of them is "the booking now". */
export const EVENT_TERMS = {
  Failure: term(Failure, 'Why a message could not be sent or delivered.', {
    code: "The provider's own code.",
    text: "The provider's own words.",
  }),
  IntentSign: term(IntentSign, 'What showed that the customer wants to book.'),
  BookingIntentDetected: term(BookingIntentDetected, 'A customer wrote that they want to book. They will be invited.', {
    ...COMMON,
    messageId: "The customer's message that asked to book.",
    language: 'The language the customer asked in, where the words told it.',
  }),
  ChatWishKind: term(
    ChatWishKind,
    'What a customer wants. What a tap on a button wants, the message it answers tells.',
  ),
  CustomerWishDetected: term(
    CustomerWishDetected,
    'A customer wrote that they want to cancel or change an appointment, asked something, or tapped a button. The stack answers in the chat, or a person does: then Customer Question Received follows. A tap that came before its message was known is announced once more, with another eventId.',
    { ...COMMON, messageId: "The customer's message." },
  ),
  WishForPerson: term(WishForPerson, 'What a customer wants that the stack leaves to a person.'),
  CustomerQuestionReceived: term(
    CustomerQuestionReceived,
    'A customer wrote that they want to cancel or change an appointment, or asked something. No form was sent: a person sees to it. Said once for each chat, wish and UTC day.',
    { ...COMMON, messageId: 'The message of the day with this wish that was stored first.' },
  ),
  NoticePurpose: term(NoticePurpose, 'What a customer is told.'),
  NotToldReason: term(NotToldReason, 'Why a customer was not told, so that a person has to.'),
  ReminderKind: term(ReminderKind, 'A message before an appointment, or one after it.'),
  NoticeCarrier: term(NoticeCarrier, 'How a message travelled: as text, or as an approved template.'),
  AppointmentReminded: term(
    AppointmentReminded,
    'A reminder of an appointment, or a follow-up after one, was sent. The provider took it; it may still fail.',
    {
      ...COMMON,
      key: 'Its name in the contract.',
      startsAt: 'When the appointment begins, or began.',
    },
  ),
  CustomerNotTold: term(
    CustomerNotTold,
    'A customer does not know the newest news of their booking, and nobody but a person can tell them: call them.',
    {
      ...OF_INVITATION,
      booking: 'The booking as it is when this is announced.',
      revision: "The version of the booking that was to be told: it counts the entries of the booking's history.",
      purpose: 'What was to be told.',
      explanation: 'What the reason means, for people.',
    },
  ),
  CustomerOptedOut: term(CustomerOptedOut, 'A customer asked for no more messages. None is sent from now on.', COMMON),
  StaffButtonTapped: term(
    StaffButtonTapped,
    'A member of staff tapped a button under a WhatsApp message. The stack does what it means and answers them. It names neither them nor a customer.',
    { ...COMMON, messageId: 'The tap as a message.' },
  ),
  FlowInvitationAccepted: term(FlowInvitationAccepted, 'The provider took an invitation: it is on its way.', {
    ...OF_INVITATION,
    attempt: 'Counts the tries, from 1.',
  }),
  FlowInvitationRejected: term(FlowInvitationRejected, 'An invitation failed, and nothing more is tried for it.', {
    ...OF_INVITATION,
    stage: 'Whether it could not be sent, or was sent and could not be delivered.',
    explanation: 'What the reason means, for people.',
  }),
  FlowInvitationUnresolved: term(
    FlowInvitationUnresolved,
    'Nobody can tell what became of an invitation. Said once, when all that could be asked was asked; a fact that arrives later is announced all the same.',
    {
      ...OF_INVITATION,
      unknown: 'Whether the provider took the invitation, or whether its message arrived.',
    },
  ),
  DeliveryStatusChanged: term(DeliveryStatusChanged, "An invitation's message got further, or failed.", {
    ...COMMON,
    status: 'The fact announced.',
    current: 'How far the message had got when this was announced: an older fact may be announced after a newer one.',
    failure: 'Given with "failed".',
  }),
  AppointmentDetail: term(AppointmentDetail, 'What became of a booking.', {
    ...OF_INVITATION,
    booking: 'The booking as it is now.',
    previous: 'The booking as it was, if there was one.',
    revision: "Counts the entries of the booking's history.",
    superseded: 'The fact is older than one already known: it stands in the history and changed nothing newer.',
    actor: 'Who made the change.',
    change:
      'What led from one to the other: a form the customer sent (completion), a booking by hand (booking), a change by the business, a cancellation by the business or the customer, or of what waited for approval (declined), an approval by the business, or an overlap with another booking that was found or is over, or that nobody decided in time on what waits (attention).',
  }),
  AttendanceRecorded: term(
    AttendanceRecorded,
    'Staff noted whether a customer came to an appointment, or corrected it. A repeat of the same is not announced.',
    {
      ...OF_INVITATION,
      startsAt: 'When the appointment begins that it is about.',
      booking: 'The booking as it is when this is announced.',
      previous: 'What was noted of the same appointment before.',
      actor: 'Who noted it.',
    },
  ),
  AttendanceConfirmed: term(
    AttendanceConfirmed,
    'A customer tapped that they come to an appointment. Said once for each time at which it is to begin.',
    {
      ...OF_INVITATION,
      startsAt: 'When the appointment begins to which they come.',
      booking: 'The booking as it is when this is announced.',
    },
  ),
  UnmatchedWebhookReceived: term(
    UnmatchedWebhookReceived,
    'Something that reached this stack could not be put to use. It is kept and listed in the worklist.',
    {
      ...COMMON,
      hash: 'Names what was kept; its text is not repeated here, it may be anything.',
      bytes: 'How large it was.',
    },
  ),
};
