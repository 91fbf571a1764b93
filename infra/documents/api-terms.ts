import { BookingChanges } from '../../functions/shared/domain/booking/booking-history.ts';
import {
  ApprovalBody,
  BookingChangeBody,
  CancellationBody,
} from '../../functions/shared/domain/booking/booking-request.ts';
import { HandBookingBody } from '../../functions/shared/domain/booking/hand-booking.ts';
import { AttendanceBody } from '../../functions/shared/domain/booking/note-attendance.ts';
import { CorrectionBody } from '../../functions/shared/domain/customer/correction.ts';
import { BookedFigures, Figures, FiguresGroup } from '../../functions/shared/domain/figures/figures.ts';
import { AttemptOutcome } from '../../functions/shared/domain/invitation/invitation.ts';
import { InvitationStatus } from '../../functions/shared/domain/invitation/invitation-status.ts';
import { FinishedBody } from '../../functions/shared/domain/notices/finished-work.ts';
import { ResendBody } from '../../functions/shared/domain/notices/resend-request.ts';
import { KeyRequest, SignInRequest } from '../../functions/shared/domain/people/named-key.ts';
import { Role } from '../../functions/shared/domain/people/role.ts';
import { ClosureId, LocalDateTime } from '../../functions/shared/domain/places/closure.ts';
import { ClosureBody } from '../../functions/shared/domain/places/closure-request.ts';
import { SkipReason } from '../../functions/shared/domain/reminders/reminder.ts';
import { SKIP_SENTENCES } from '../../functions/shared/domain/reminders/reminder-sentences.ts';
import { ChangesAnswer } from '../../functions/shared/http/answers/changes.ts';
import {
  ClosedBooking,
  ClosureAnswer,
  ClosurePage,
  ClosureView,
} from '../../functions/shared/http/answers/closures.ts';
import { CustomerExport, CustomerPage, CustomerView } from '../../functions/shared/http/answers/customers.ts';
import { ErasureAnswer } from '../../functions/shared/http/answers/erasure.ts';
import {
  ApprovalView,
  AttemptView,
  CancellationView,
  ChangeView,
  CompletionView,
  FailureView,
  HandBookingView,
  HistoryEntryView,
  InvitationSummary,
  InvitationView,
  MessageView,
  NoticeView,
  NotToldView,
  ReminderView,
  SentInvitation,
} from '../../functions/shared/http/answers/invitation-schema.ts';
import { KeyList, KeyView, NewKey } from '../../functions/shared/http/answers/keys.ts';
import {
  BookingPage,
  FinishedWork,
  InvitationPage,
  ListedBooking,
  UnmatchedView,
  WishView,
  WorklistPage,
} from '../../functions/shared/http/answers/lists.ts';
import { FieldFaultView, Problem } from '../../functions/shared/http/answers/problem-schema.ts';
import { SessionView } from '../../functions/shared/http/answers/session.ts';
import { SlotList, SlotView } from '../../functions/shared/http/answers/slots.ts';
import { Statistics, StatisticsDay } from '../../functions/shared/http/answers/statistics.ts';
import { TallyAnswer } from '../../functions/shared/http/answers/tally.ts';
import { GatewayMessage } from './gateway-answers.ts';
import { term } from './vocabulary.ts';

const TEXT = { description: 'Text with something in it; blanks around it are dropped.', pattern: '\\S' };

const CURSOR = { cursor: 'Leads to the next page. Without it there is nothing after this one.' } as const;

const CLOSURE = {
  resource: 'All resources of the contract if it is left out.',
  to: 'Not included.',
  hours: 'What is open on each of the days, instead of the hours of the week. Closed if it is left out.',
  actor: 'Who closed.',
  removedBy: 'Who deleted it.',
  state:
    '"applying" and "removing": a request was interrupted. The same request goes on, and a deletion ends either of them.',
} as const;

const KEY = {
  holder: 'Who has it: a person or a program.',
  lastUsedAt: 'When it was first used on the last day (UTC) of its use.',
  revokedAt: 'Since when it is refused.',
} as const;

/** Every date has a time, on the business\'s clock. */
const LOCAL_TIME = '^(20\\d{2}|2100)-\\d{2}-\\d{2}T([01]\\d|2[0-3]):[0-5]\\d$';

const SUMMARY = {
  channelId: 'The channel it went out on.',
  recipient: 'Left out where the business booked by hand for somebody without an address.',
  origin: '"desk": booked by hand, nobody was invited.',
  customerName: 'How the greeting addresses the customer.',
  nameless: 'true: nobody knows their name, and `customerName` is what the contract says instead.',
  language: 'The language it is written in.',
  flowId: 'The Flow it opens.',
  attempts: 'Every try to get it across, first to last.',
  retryAt: 'When the next try is due.',
  rejection: 'Why nothing more is tried.',
  revision: "Counts the entries of the booking's history; also the calendar's SEQUENCE.",
  history: 'What the customer sent and the business decided, oldest first; the newest rules.',
} as const;

/** The requests and answers of the HTTP API. */
export const API_TERMS = {
  InvitationStatus: term(
    InvitationStatus,
    'How an invitation stands. What is unknown is never sent again: it is settled by what the provider reports later, or said to be unresolved.',
  ),
  SentInvitation: term(SentInvitation, 'What became of the request so far.', {
    messageId: 'The newest message that carries it.',
    retryAt: 'When the next try is due.',
  }),
  FailureView: term(FailureView, 'Why a message could not be sent or delivered.', {
    explanation: 'What the reason means, for people.',
    code: "The provider's own code.",
    providerText: "The provider's own words.",
  }),
  AttemptOutcome: term(AttemptOutcome, 'How an attempt ended; left out while it runs.'),
  Attempt: term(AttemptView, 'One try to get an invitation across.', {
    number: 'From 1.',
    claimedAt: 'When it began.',
    settledAt: 'When its outcome was known.',
  }),
  Completion: term(CompletionView, 'A form the customer sent.', {
    id: "The customer's message that brought it.",
    form: "The form's raw fields.",
    partial: 'The form was too large to keep whole: only the fields that the contract names are here.',
  }),
  BookingChanges: term(BookingChanges, 'What was set.'),
  HandBooking: term(HandBookingView, 'A booking that the business made by hand.'),
  Change: term(ChangeView, 'A correction by the business.'),
  Cancellation: term(CancellationView, 'A cancellation by the business, or by the customer in the chat.', {
    declined: 'It waited for approval, and the business refused it.',
  }),
  Approval: term(ApprovalView, 'The business approved what waited for it.'),
  HistoryEntry: term(HistoryEntryView, 'One entry of the history of a booking.'),
  Message: term(MessageView, 'A message that carried the invitation, and how far it got.', {
    delivery: 'The strongest fact that was reported.',
  }),
  Notice: term(NoticeView, 'What the customer was told about one version of the booking.', {
    revision: 'The version: how many entries the history of the booking had.',
    state:
      '"pending": neither told nor given up. "told": the provider took the message, and it did not fail since. "not-told": a person has to. "not-needed": nobody has to.',
    reason: 'Why they were not told, or need not be.',
    explanation: 'The reason as a sentence.',
    carrier: 'How the newest message travelled.',
    messageId: 'The message that the provider took.',
    delivery: 'The strongest fact that was reported of it.',
    resends: 'Who had it sent again after it had failed, and when.',
    calledBy: 'Who told the customer by phone instead.',
    at: 'Since when it is in this state.',
  }),
  SkipReason: term(
    SkipReason,
    Object.entries(SKIP_SENTENCES)
      .map(([reason, sentence]) => `${reason}: ${sentence}`)
      .join('\n'),
  ),
  Reminder: term(ReminderView, 'A reminder or a follow-up of the contract for one start of the booking.', {
    key: 'Its name in the contract.',
    startsAt: 'The start of the appointment that it is about.',
    dueAt: 'When it is to go out.',
    state:
      '"planned": neither sent nor given up. "sent": the provider took the message, and it did not fail since. "not-sent": it was tried in vain, or no template was there. "skipped": nothing was to be sent.',
    reason: 'Why it was not sent.',
    explanation: 'The reason as a sentence.',
    carrier: 'How the newest message travelled.',
    messageId: 'The message that the provider took, while it is kept.',
    delivery: 'The strongest fact that was reported of it.',
    at: 'Since when it is in this state.',
  }),
  NotTold: term(NotToldView, 'What the customer does not know, whom to call, and what to say.', {
    revision: 'The version of the booking.',
    explanation: 'The reason as a sentence.',
    resend:
      'How the message would travel if it were sent again now: `POST /bookings/{invitationId}/notices`. Left out where none would reach them, or one may have.',
    call: 'The customer. Without a phone WhatsApp hides it, or nobody left one.',
    say: 'The text that did not reach them, in their language. Left out where the contract has none.',
  }),
  InvitationSummary: term(InvitationSummary, 'An invitation as lists show it: without its messages.', SUMMARY),
  Invitation: term(InvitationView, 'Everything known of one invitation.', {
    ...SUMMARY,
    messages: 'The messages that carried it, first to last, for as long as `retention.messageDays` keeps them.',
    notices:
      'What the customer was told of the booking, the oldest version first; 20 at most, for as long as `retention.messageDays` keeps them.',
    reminders:
      'The reminders and follow-ups of the booking, the oldest first; 20 at most, for as long as `retention.messageDays` keeps them.',
  }),
  Wish: term(WishView, 'What a customer wrote that a person sees to; the message is in the chat.', {
    questionId: 'Takes it off the list: `POST /worklist/{id}/done`.',
    customerName: 'As the customer calls themselves, if it is known.',
    since: 'When they wrote it first on that UTC day, or first after an answer.',
    answeredBy: 'Who answered. It is no longer listed then.',
  }),
  FinishedWork: term(FinishedWork, 'What was taken off the worklist.'),
  FinishedBody: term(FinishedBody, 'What somebody did about an entry of the worklist.'),
  Unmatched: term(UnmatchedView, 'Something that was received and could not be put to use.', {
    hash: 'Names it, in events too.',
    bytes: 'How large it was.',
    text: 'As received; left out if it was larger than 64 KB.',
  }),
  ListedBooking: term(ListedBooking, 'A booking in a list.', {
    revision: SUMMARY.revision,
    recipient: 'Only with `recipients=true`; left out as well for somebody without an address.',
  }),
  InvitationPage: term(InvitationPage, 'A page of invitations.', CURSOR),
  BookingPage: term(BookingPage, 'A page of bookings.', CURSOR),
  WorklistPage: term(WorklistPage, 'A page of the worklist.', CURSOR),
  Slot: term(SlotView, 'A start and an end at which a service can be had.', {
    date: { description: "By the business's own clock.", format: 'date' },
    time: "By the business's own clock.",
    resources: 'Those a customer may choose between; what else the service takes is assigned.',
  }),
  SlotList: term(SlotList, 'Slots in order of time.'),
  ClosureId: term(ClosureId, 'Names a closure.'),
  LocalDateTime: term(LocalDateTime, "What the business's own clock shows."),
  Closure: term(ClosureView, 'When resources are closed, or open at other hours.', CLOSURE),
  CreatedClosure: term(ClosureAnswer, 'A closure with the bookings that it lies over.', {
    ...CLOSURE,
    bookings:
      'Bookings to come that are not inside opening hours by this closure, in order of time. None is cancelled.',
  }),
  ClosedBooking: term(ClosedBooking, 'A booking that a closure lies over.'),
  ClosurePage: term(ClosurePage, 'A page of closures.', CURSOR),
  ClosureRequest: term(ClosureBody, "What is closed, and when by the business's own clock: 92 days at most.", {
    resource: CLOSURE.resource,
    from: { description: 'Such as "2026-12-24T00:00". Included.', pattern: LOCAL_TIME },
    to: { description: 'Such as "2026-12-27T00:00". Not included.', pattern: LOCAL_TIME },
    hours: CLOSURE.hours,
    reason: { ...TEXT, description: 'For staff; no personal data. 200 characters at most.' },
  }),
  BookingRequest: term(
    HandBookingBody,
    "What is booked, when by the business's own clock, and for whom.",
    {
      service: 'The id of a service in the contract.',
      resource: 'Who is to give it; otherwise whoever has the fewest bookings that day.',
      date: { description: 'Such as "2026-12-01".', format: 'date' },
      time: { description: 'Such as "09:30".', pattern: '^([01]\\d|2[0-3]):[0-5]\\d$' },
      customerName: TEXT,
      phone: { description: 'In any international spelling. Not with chatId.', minLength: 6, minimum: 100_000 },
      chatId: 'As the provider reports it. Not with phone.',
      notes: TEXT,
      language: "One of the contract's languages; otherwise the contract's default.",
      override: 'Lifts opening hours, taken places, steps and the past; what it lifted stands on the booking.',
    },
    { not: { required: ['phone', 'chatId'] } },
  ),
  BookingChange: term(
    BookingChangeBody,
    "What to correct, at least one field. Date and time are by the business's own clock and come together.",
    {
      date: { description: 'Such as "2026-12-01".', format: 'date' },
      time: { description: 'Such as "09:30".', pattern: '^([01]\\d|2[0-3]):[0-5]\\d$' },
      durationMinutes: "Otherwise as it was, or the service's.",
      service: TEXT,
      customerName: TEXT,
      notes: TEXT,
      resource: 'Who is to give the service, by the id in the contract.',
      override: 'Lifts opening hours, taken places, steps and the past; changes nothing by itself.',
    },
    { minProperties: 1, dependentRequired: { date: ['time'], time: ['date'] } },
  ),
  AttendanceRequest: term(AttendanceBody, 'Whether the customer came.', {
    seen: 'What the caller saw noted. If something else is noted by now, nothing is done (412). Left out: it is corrected in any case.',
  }),
  ResendRequest: term(ResendBody, 'There is nothing to say.'),
  ApprovalRequest: term(ApprovalBody, 'There is nothing to say.'),
  CancellationRequest: term(CancellationBody, 'Why, if that is worth a word.', { reason: TEXT }),
  Changes: term(ChangesAnswer, 'Nothing: what it tells is in the ETag.'),
  BookedFigures: term(BookedFigures, 'What became of bookings. Each is in one or more of these.', {
    booked: 'With what was cancelled since.',
    cancelled: 'By the customer or the business.',
  }),
  Figures: term(
    Figures,
    'How far invitations got. From `delivered` to `booked`, each stage includes those that got further.',
    {
      invited: 'Invitations made, also those that could not be sent.',
      delivered: 'Arrived on a phone.',
      read: 'Was read, or led further.',
      opened: 'The form was opened. Left out where the form is static, which opens unseen.',
      booked: 'With what was cancelled since.',
      byHand: 'What staff booked without an invitation. It is in no other figure.',
    },
  ),
  FiguresGroup: term(FiguresGroup, 'The figures of what has one value.', {
    value: 'Left out: nobody knows it yet, or the contract does not name it.',
  }),
  StatisticsDay: term(StatisticsDay, "The figures of one of the business's days.", {
    countedAt: 'They are as of then. Left out, with the figures, if the day was never counted.',
  }),
  Statistics: term(Statistics, 'Figures of some days. The groups of one dimension add up to the total.', {
    services: 'By the id of the service.',
    resources: 'By the id of the person or the room that was booked first.',
    languages: 'By the language of the invitation.',
    sources: 'By where it was asked for.',
    days: 'In order.',
  }),
  Role: term(
    Role,
    'What somebody may do: `owner` everything, `desk` everything but keys and erasure, `backend` what is about invitations, bookings, slots and customers, `read` nothing but look.',
  ),
  Key: term(KeyView, 'A named key, without its text.', KEY),
  KeyList: term(KeyList, 'The named keys.'),
  NewKey: term(NewKey, 'A new key.', { ...KEY, key: 'The key itself. It cannot be looked up later.' }),
  KeyRequest: term(KeyRequest, 'Who is to have a key, and what they may do with it.', {
    holder: { ...TEXT, description: 'A person or a program, in 60 characters at most. It stands on what they change.' },
  }),
  SignInRequest: term(SignInRequest, 'What signs in.', { key: "A named key, or the stack's own." }),
  Session: term(SessionView, 'Who has signed in, and what the desk needs to know of the business.', {
    name: "The contract's name.",
    services: 'What can be booked, and the resources that a customer may choose between.',
    resources: 'Without hours of their own they have those of the business.',
    openingHours: 'By the clock of the business. Always open if it is left out.',
    approval: '"manual": what a customer books waits until somebody approves it.',
    country: 'Phone numbers without a country code belong to this country (ISO 3166-1).',
  }),
  Tally: term(
    TallyAnswer,
    'What became of the elements of the body: all of them are stored, or known, or not for here.',
    {
      ignored: 'Belongs to another of the webhook addresses.',
      unmatched: 'Kept for a person to look at.',
    },
  ),
  Customer: term(CustomerView, 'A customer, by an address or by the booking of somebody without one.', {
    phone: 'As digits; left out where WhatsApp hides it.',
    invitationId: 'The booking of a customer without an address.',
    name: 'As staff corrected it, as they booked last, or as they call themselves.',
    language: "One of the contract's.",
    lastInboundAt: 'When they wrote last.',
    optedOut: 'They want no messages.',
    attendance: 'How often they came, and how often they did not.',
    correction: 'Who corrected the name or the language last, and when.',
    revision: 'How often staff corrected them; left out for somebody without an address.',
  }),
  CustomerPage: term(CustomerPage, 'A page of customers.', {
    ...CURSOR,
    phone: 'The number that was looked for, as digits with its country code, whether or not it is of a customer.',
  }),
  CustomerCorrection: term(CorrectionBody, 'The name or the language of a customer, as it is right.', {
    name: TEXT,
    language: "One of the contract's.",
  }),
  CustomerExport: term(CustomerExport, 'A part of all that is kept about one customer.', {
    items: 'Each as it is stored, with its kind as `type`.',
    cursor: 'Leads to the next part. Without it this is the last.',
  }),
  Erasure: term(ErasureAnswer, 'What was erased, and what only others or time can.', {
    complete: 'Whether nothing is left. If not, the same request goes on from here.',
    erased: 'How many items of each kind this request blanked.',
    optedOut: 'The customer wants no messages. That is kept, under keyed hashes of their addresses.',
    notErasedFromHere: 'Where personal data may stay, for how long at most (ISO 8601), and what to do about it.',
  }),
  FieldFault: term(FieldFaultView, 'A field of the request and the rule it broke. Never the value.', {
    field: 'The name of the field or parameter, with its path; (body) for the whole.',
  }),
  Problem: term(Problem, 'What went wrong (RFC 9457).', {
    type: 'Stable: tells the kind.',
    title: 'What the type means, for people.',
    detail: 'What to do about it.',
    requestId: 'To quote when asking for help.',
    faults: 'Every field that is wrong.',
    invitationId: 'The invitation that was rejected.',
    reason: 'Why it was rejected.',
    code: "The provider's own code for it.",
    revision: 'Of a booking that somebody changed meanwhile: the revision as it is now.',
    alternatives: 'Of a place that is taken: what can be had instead, the nearest first, five at most.',
  }),
  GatewayMessage: term(GatewayMessage, 'What the gateway answers by itself, before or instead of the application.'),
};
