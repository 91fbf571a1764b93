import {
  AttendanceCounts,
  AttendanceValue,
  NotedAttendance,
} from '../../functions/shared/domain/booking/attendance.ts';
import { ReviewedBooking } from '../../functions/shared/domain/booking/attention.ts';
import { AttentionReason } from '../../functions/shared/domain/booking/booking.ts';
import { UnmatchedReason } from '../../functions/shared/domain/customer/inbound.ts';
import { Phone } from '../../functions/shared/domain/customer/phone.ts';
import { ChatId, Recipient } from '../../functions/shared/domain/customer/recipient.ts';
import { Carrier, DeliveryStatus, MessageId } from '../../functions/shared/domain/delivery/delivery.ts';
import { FAILURE_SENTENCES, FailureReason } from '../../functions/shared/domain/delivery/failure.ts';
import { InvitationId } from '../../functions/shared/domain/invitation/invitation-id.ts';
import {
  IdempotencyKey,
  InvitationRequestBody,
  InvitationRequestDetail,
} from '../../functions/shared/domain/invitation/invitation-request.ts';
import { Actor, KeyId } from '../../functions/shared/domain/people/actor.ts';
import { Json, JsonObject } from '../../functions/shared/domain/text/json.ts';
import { Instant } from '../../functions/shared/domain/time/instant.ts';
import { term } from './vocabulary.ts';

const INVITATION_REQUEST = {
  phone: {
    description: 'In any international spelling. Exactly one of phone and chatId.',
    // What has fewer digits is no phone with its country code, and refused as impossible.
    minLength: 6,
    minimum: 100_000,
  },
  chatId: 'As the provider reports it: the only address of a customer who hides their number.',
  customerName: 'How the greeting addresses the customer; otherwise the name they go by on WhatsApp.',
  language: "One of the contract's languages; otherwise the contract's default.",
  flowId: "Another Flow than the contract's.",
  data: "Values to prefill the form's first screen with; at most 8192 characters of JSON.",
} as const;

const ONE_ADDRESS = { oneOf: [{ required: ['phone'] }, { required: ['chatId'] }] };

/** The words that requests, answers and events share. */
export const SHARED_TERMS = {
  Instant: term(Instant, 'A point in time in UTC, with milliseconds.', {}, { format: 'date-time' }),
  InvitationId: term(InvitationId, 'Names one invitation, and its booking with it.'),
  MessageId: term(MessageId, "WhatsApp's own id of one message."),
  ChatId: term(
    ChatId,
    'One customer on one channel: <digits>@c.us where the phone is visible, <id>@lid where it is not. Opaque.',
  ),
  Phone: term(Phone, 'Digits with the country code.'),
  Recipient: term(Recipient, 'Whom the invitation goes to: by phone, if that is what was asked for.'),
  Json: term(Json, 'Any JSON value.'),
  JsonObject: term(JsonObject, 'Any JSON object.'),
  Carrier: term(Carrier, 'How an invitation travelled: as a message with a form, or as an approved template.'),
  DeliveryStatus: term(DeliveryStatus, 'What was reported of a message, weakest first.'),
  FailureReason: term(
    FailureReason,
    Object.entries(FAILURE_SENTENCES)
      .map(([reason, sentence]) => `${reason}: ${sentence}`)
      .join('\n'),
  ),
  AttentionReason: term(AttentionReason, 'Why a person should look at a booking.'),
  UnmatchedReason: term(UnmatchedReason, 'Why something that was received could not be put to use.'),
  Booking: term(
    ReviewedBooking,
    "What the form says in the business's terms, as far as it can be read. Without a readable date and time there is no start.",
    {
      timeZone: "The business's own, by its name in the tz database.",
      service: 'As the form says it; the id in the contract where the booking has its place.',
      serviceTitle:
        'The title of that service in the language of the invitation, as it was when the booking was placed.',
      resource: 'Who gives it, of those a customer may choose between: the id in the contract.',
      resourceName: 'The name of that resource, as it was when the booking was placed.',
      resources: 'All that is taken, by the ids in the contract.',
      resourceNames: 'The names of all that is taken, in the same order.',
      override: 'Which rules were lifted for it, and by whom.',
      state:
        '"requested": it has no place, or none yet. "to-approve": it has its place, and waits for the business to approve or refuse it.',
      approveBy: 'By when the business decides, while it waits.',
      attention: 'Empty if nobody needs to look.',
      overlapsWith: 'The invitations whose bookings take the same service at the same time.',
      confirmedByCustomer: 'When the customer tapped that they come to it, as it is.',
      attendance: 'Whether the customer came to it, as it is.',
    },
  ),
  KeyId: term(KeyId, 'Names a key among the named ones. It is no secret, and is never given to another key.'),
  Actor: term(
    Actor,
    'Who made a change: the customer; the system by itself; "owner", whoever has the stack\'s own API key; the holder of a named key, as the key names them; or a member of staff on WhatsApp, by their place in the contract (staff-phone-1 is the first).',
  ),
  AttendanceValue: term(AttendanceValue, 'Whether a customer came to their appointment.'),
  NotedAttendance: term(NotedAttendance, 'What staff noted of an appointment.', { at: 'When.', actor: 'Who did.' }),
  AttendanceCounts: term(AttendanceCounts, 'How often a customer came to an appointment, and how often they did not.'),
  IdempotencyKey: term(IdempotencyKey, 'Makes a repeat the same request: it is carried out once, and answered alike.'),
  InvitationRequest: term(
    InvitationRequestBody,
    'Whom to invite. Exactly one of phone and chatId.',
    INVITATION_REQUEST,
    ONE_ADDRESS,
  ),
  FlowInvitationRequested: term(
    InvitationRequestDetail,
    'Asks for an invitation. Anybody who may put events on the bus may; each event makes one invitation, however often it is delivered.',
    {
      ...INVITATION_REQUEST,
      idempotencyKey: 'Makes several events, or an event and a request over HTTP, the same request.',
    },
    ONE_ADDRESS,
  ),
};
