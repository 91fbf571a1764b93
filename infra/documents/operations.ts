import {
  CorrectionQuery,
  CustomerQuery,
  CustomersQuery,
  ExportQuery,
} from '../../functions/shared/http/customer-queries.ts';
import {
  BookingsQuery,
  ClosuresQuery,
  InvitationsQuery,
  SlotsQuery,
  WorklistQuery,
} from '../../functions/shared/http/list-queries.ts';
import type { ProblemKind } from '../../functions/shared/http/problem-answer.ts';
import { SignOutQuery } from '../../functions/shared/http/sign-out-query.ts';
import { StatisticsQuery } from '../../functions/shared/http/statistics-query.ts';
import type { API_TERMS } from './api-terms.ts';
import type { SHARED_TERMS } from './shared-terms.ts';
import { type Term, term } from './vocabulary.ts';

type TermName = keyof typeof API_TERMS | keyof typeof SHARED_TERMS;

export type HeaderName = 'ETag' | 'Link' | 'Retry-After' | 'Set-Cookie';

export type DocumentedAnswer = {
  description: string;
  /** The term of its JSON body, or the type of another body; none without one. */
  body?: TermName | { type: string };
  /** It can be had as a CSV file, part by part. */
  isCsvToo?: true;
  headers?: HeaderName[];
};

export type PathParameter = { description: string; schema?: TermName };

/** A route as its callers see it. */
export type Operation = {
  id: string;
  tag: 'Invitations' | 'Bookings' | 'Closures' | 'Customers' | 'People' | 'Calendar' | 'Webhooks' | 'Live form';
  summary: string;
  description?: string;
  /** By a key or a session, unless a secret in the path lets the caller in, or the key in the body. */
  openBy?: 'path' | 'body';
  path?: Record<string, PathParameter>;
  /** The schema of its query; each field is a parameter. */
  query?: Term;
  takesIdempotencyKey?: true;
  /** `If-Match` with the revision that the caller saw. */
  takesRevision?: true;
  body?: { term?: TermName; isRequired: boolean; description: string };
  answers: Partial<Record<200 | 201 | 202 | 204 | 304 | 421 | 427 | 432, DocumentedAnswer>>;
  /** What it turns down, besides what any operation may answer. */
  problems: ProblemKind[];
};

const PAGING = {
  limit: 'How many items at most, 1 to 100.',
  cursor: 'From the page before, with the same parameters.',
};

/** Of lists that can be had as CSV. */
const CSV_PAGING = {
  limit: 'How many items at most, 1 to 100. Left out: 25, and 1,000 as CSV.',
  cursor: PAGING.cursor,
  format: {
    description:
      '"csv": the list as a file (RFC 4180), which `Accept: text/csv` asks for as well. Only its first part begins with the names of the columns. If there is more, `Link` names the next part.',
  },
};

const DAY = { description: "One of the business's own days, such as 2026-12-01.", format: 'date' };

/** Shorter text is no phone with its country code, and refused as impossible. */
const PHONE = { minLength: 6 };

const invitationId: PathParameter = { description: 'The invitation.', schema: 'InvitationId' };

const webhook = (id: string, takes: string): Operation => ({
  id,
  tag: 'Webhooks',
  summary: `The provider tells of ${takes}`,
  description:
    'Takes any body: what is not understood is kept, and announced. A 200 means that all of it is stored, or known already.',
  openBy: 'path',
  path: { secret: { description: 'The webhook secret.' } },
  body: { isRequired: false, description: "Any of the provider's dialects." },
  answers: { 200: { description: 'Stored.', body: 'Tally' } },
  problems: ['not-found'],
});

/** What may be wrong with a body. */
const BODY_PROBLEMS: ProblemKind[] = ['not-json', 'malformed', 'too-large'];

/** Why a booking cannot be changed as it was seen. */
const CHANGE_PROBLEMS: ProblemKind[] = ['not-found', 'changed-meanwhile'];

/** Why a place cannot be had. */
const PLACE_PROBLEMS: ProblemKind[] = [
  'not-ready',
  'slot-taken',
  'outside-opening-hours',
  'start-in-past',
  'off-step',
  'unknown-service',
  'unknown-resource',
  'start-in-dst-gap',
];

/** Every route, by the key it has at the gateway. */
export const OPERATIONS: Readonly<Record<string, Operation>> = {
  'POST /invitations': {
    id: 'sendInvitation',
    tag: 'Invitations',
    summary: 'Invites a customer to book',
    takesIdempotencyKey: true,
    body: { term: 'InvitationRequest', isRequired: true, description: 'Whom to invite; 256 KB at most.' },
    answers: {
      200: { description: 'A repeat: what became of the first request.', body: 'SentInvitation' },
      201: { description: 'The provider took it.', body: 'SentInvitation' },
      202: { description: 'Not settled yet: follow it, it is not sent twice.', body: 'SentInvitation' },
    },
    problems: [
      'not-json',
      'malformed',
      'too-large',
      'still-running',
      'impossible-phone',
      'opted-out',
      'idempotency-key-reused',
      'erased',
      'rejected',
    ],
  },
  'GET /invitations': {
    id: 'listInvitations',
    tag: 'Invitations',
    summary: "Lists a customer's invitations, newest first, or a day's, oldest first",
    query: term(InvitationsQuery, 'Exactly one of phone, chatId and day.', {
      phone: {
        ...PHONE,
        description: "A customer's phone, in any international spelling. Exactly one of phone, chatId and day.",
      },
      chatId: "A customer's chat id.",
      day: DAY,
      ...CSV_PAGING,
    }),
    answers: { 200: { description: 'A page of invitations.', body: 'InvitationPage', isCsvToo: true } },
    problems: ['malformed', 'impossible-phone'],
  },
  'GET /invitations/{id}': {
    id: 'readInvitation',
    tag: 'Invitations',
    summary: 'Tells how an invitation fares',
    path: { id: invitationId },
    answers: { 200: { description: 'The invitation.', body: 'Invitation' } },
    problems: ['not-found'],
  },
  'GET /bookings': {
    id: 'listBookings',
    tag: 'Bookings',
    summary: 'Lists what starts on some days, in the order of the start',
    description:
      'Cancelled bookings are included; what has no start, or no place yet, is not: the worklist has it once it needs a person.',
    query: term(BookingsQuery, 'From one day to another, both included.', {
      from: DAY,
      to: { ...DAY, description: 'The last day, included; less than 366 days later.' },
      recipients: 'With `true`, each booking has its `recipient`.',
      ...CSV_PAGING,
    }),
    answers: { 200: { description: 'A page of bookings.', body: 'BookingPage', isCsvToo: true } },
    problems: ['malformed'],
  },
  'POST /bookings': {
    id: 'createBooking',
    tag: 'Bookings',
    summary: 'Books by hand',
    description:
      'Staff are bound by opening hours, taken places, steps and the past, not by the lead time and the horizon; an override lifts all of them.',
    takesIdempotencyKey: true,
    body: { term: 'BookingRequest', isRequired: true, description: 'What is booked, when and for whom.' },
    answers: {
      200: { description: 'A repeat: the booking as it is now.', body: 'Invitation' },
      201: { description: 'Booked, with its place.', body: 'Invitation' },
    },
    problems: [...BODY_PROBLEMS, ...PLACE_PROBLEMS, 'impossible-phone', 'idempotency-key-reused', 'erased'],
  },
  'GET /slots': {
    id: 'listSlots',
    tag: 'Bookings',
    summary: 'Lists when a service can be had, in order of time',
    description:
      'What a customer may choose: from the lead time to the horizon of the contract. With `by=staff` what staff can give: lead time and horizon do not bind them. With `moved` the booking of that invitation leaves its present place, and stays as long as it is.',
    query: term(SlotsQuery, 'A service, from one day to another, both included.', {
      service: 'The id of a service in the contract.',
      resource: 'Only with this one of those who give it.',
      by: 'Who asks for a time: `customer` unless said.',
      moved: 'The invitation whose booking is to be moved.',
      from: DAY,
      to: { ...DAY, description: 'The last day, included; less than 31 days later.' },
    }),
    answers: { 200: { description: 'All slots of these days.', body: 'SlotList' } },
    problems: ['malformed', 'not-found', 'nothing-booked', 'unknown-service', 'unknown-resource', 'not-ready'],
  },
  'PATCH /bookings/{invitationId}': {
    id: 'changeBooking',
    tag: 'Bookings',
    summary: 'Corrects a booking',
    description:
      'Setting date and time, to what they are or to others, settles all that needs attention but an overlap. A booking of one of the services takes its new place with the change, and gives up the old one.',
    path: { invitationId },
    takesIdempotencyKey: true,
    takesRevision: true,
    body: { term: 'BookingChange', isRequired: true, description: 'What to correct.' },
    answers: { 200: { description: 'The invitation as it is now.', body: 'Invitation' } },
    problems: [...BODY_PROBLEMS, ...CHANGE_PROBLEMS, 'nothing-booked', ...PLACE_PROBLEMS, 'idempotency-key-reused'],
  },
  'POST /bookings/{invitationId}/cancel': {
    id: 'cancelBooking',
    tag: 'Bookings',
    summary: 'Cancels a booking',
    path: { invitationId },
    takesIdempotencyKey: true,
    takesRevision: true,
    body: { term: 'CancellationRequest', isRequired: false, description: 'Nothing, or the reason.' },
    answers: { 200: { description: 'The invitation as it is now.', body: 'Invitation' } },
    problems: [...BODY_PROBLEMS, ...CHANGE_PROBLEMS, 'nothing-booked', 'idempotency-key-reused'],
  },
  'POST /bookings/{invitationId}/attendance': {
    id: 'noteAttendance',
    tag: 'Bookings',
    summary: 'Notes whether the customer came',
    description:
      'From the day of the appointment on. The same again changes nothing, and the other value corrects it. It counts for the time at which the booking begins then.',
    path: { invitationId },
    takesRevision: true,
    body: { term: 'AttendanceRequest', isRequired: true, description: 'Whether they came.' },
    answers: { 200: { description: 'The invitation as it is now.', body: 'Invitation' } },
    problems: [...BODY_PROBLEMS, ...CHANGE_PROBLEMS, 'nothing-booked', 'too-early'],
  },
  'POST /bookings/{invitationId}/notices': {
    id: 'resendNotice',
    tag: 'Bookings',
    summary: 'Sends a customer once more what did not reach them',
    description:
      'Possible while the invitation has `notTold` with `resend`: it is certain that nothing reached the customer, and a message may now. The answer tells what came of it: they were told, or it waits (at most for the deadline of the contract), or they were not told again.',
    path: { invitationId },
    takesIdempotencyKey: true,
    takesRevision: true,
    body: { term: 'ResendRequest', isRequired: false, description: 'Nothing.' },
    answers: { 200: { description: 'The invitation as it is now.', body: 'Invitation' } },
    problems: [
      ...BODY_PROBLEMS,
      ...CHANGE_PROBLEMS,
      'already-told',
      'may-have-arrived',
      'unreachable',
      'start-in-past',
      'opted-out',
    ],
  },
  'POST /bookings/{invitationId}/approve': {
    id: 'approveBooking',
    tag: 'Bookings',
    summary: 'Approves what waits for approval',
    description: 'The customer is told that it is booked. Possible as long as it waits, also after its start.',
    path: { invitationId },
    takesIdempotencyKey: true,
    takesRevision: true,
    body: { term: 'ApprovalRequest', isRequired: false, description: 'Nothing.' },
    answers: { 200: { description: 'The invitation as it is now.', body: 'Invitation' } },
    problems: [...BODY_PROBLEMS, ...CHANGE_PROBLEMS, 'nothing-to-approve', 'idempotency-key-reused'],
  },
  'POST /bookings/{invitationId}/refuse': {
    id: 'refuseBooking',
    tag: 'Bookings',
    summary: 'Refuses what waits for approval, and frees its place',
    description: 'The customer reads the reason, and which times near it are free.',
    path: { invitationId },
    takesIdempotencyKey: true,
    takesRevision: true,
    body: { term: 'CancellationRequest', isRequired: false, description: 'Nothing, or the reason.' },
    answers: { 200: { description: 'The invitation as it is now.', body: 'Invitation' } },
    problems: [...BODY_PROBLEMS, ...CHANGE_PROBLEMS, 'nothing-to-approve', 'idempotency-key-reused'],
  },
  'GET /closures': {
    id: 'listClosures',
    tag: 'Closures',
    summary: 'Lists what is closed, or open at other hours, on some days, in the order of the beginning',
    query: term(ClosuresQuery, 'From one day to another, both included.', {
      from: DAY,
      to: { ...DAY, description: 'The last day, included; less than 366 days later.' },
      ...PAGING,
    }),
    answers: { 200: { description: 'A page of closures.', body: 'ClosurePage' } },
    problems: ['malformed'],
  },
  'POST /closures': {
    id: 'createClosure',
    tag: 'Closures',
    summary: 'Closes resources, or opens them at other hours',
    description:
      'Answers when all days are written. It cancels no booking: it names those that it lies over, and marks them for attention.',
    takesIdempotencyKey: true,
    body: { term: 'ClosureRequest', isRequired: true, description: 'What is closed, and when.' },
    answers: {
      200: { description: 'A repeat: the closure as it is now.', body: 'CreatedClosure' },
      201: { description: 'Closed, with the bookings that the closure lies over.', body: 'CreatedClosure' },
    },
    problems: [...BODY_PROBLEMS, 'unknown-resource', 'too-many-closures', 'idempotency-key-reused'],
  },
  'DELETE /closures/{closureId}': {
    id: 'deleteClosure',
    tag: 'Closures',
    summary: 'Deletes a closure',
    description: 'May be repeated at will. The days are as if it had never been, and its marks are gone.',
    path: { closureId: { description: 'The closure.', schema: 'ClosureId' } },
    answers: { 200: { description: 'The closure, which holds no more.', body: 'Closure' } },
    problems: ['not-found'],
  },
  'GET /worklist': {
    id: 'readWorklist',
    tag: 'Bookings',
    summary: 'Lists what a person may want to look at, oldest first',
    description:
      'An invitation whose booking needs attention and whose customer was not told is listed once, under `attention`, with both reasons.',
    query: term(WorklistQuery, 'A day, or several, or a part of them. Give either `day`, or `from` and `to`.', {
      day: DAY,
      from: DAY,
      to: { ...DAY, description: 'The last day, included; less than 31 days later.' },
      kind: "The day's invitations, those whose booking needs attention, those whose customer was not told, what customers wrote that a person sees to, or what could not be matched. Left out: all but the invitations that go their way.",
      ...PAGING,
    }),
    answers: { 200: { description: 'A page of the worklist.', body: 'WorklistPage' } },
    problems: ['malformed'],
  },
  'POST /worklist/{id}/done': {
    id: 'finishWork',
    tag: 'Bookings',
    summary: 'Takes off the worklist what somebody did about it',
    description:
      '"called" says that staff told a customer by phone what did not reach them. "answered" says that they answered what a customer wrote. A repeat changes nothing.',
    path: { id: { description: 'The invitation, or the `questionId` of what a customer wrote.' } },
    body: { term: 'FinishedBody', isRequired: true, description: 'What was done.' },
    answers: { 200: { description: 'The invitation or the question as it is now.', body: 'FinishedWork' } },
    problems: [...BODY_PROBLEMS, 'not-found', 'already-told'],
  },
  'GET /customers': {
    id: 'findCustomers',
    tag: 'Customers',
    summary: 'Finds customers by a name or a number, or lists those of some days',
    description:
      'By name: the newest first. A page may have fewer customers than were asked for, or none: as long as there is a cursor, there may be more. A name is found some seconds after the booking.',
    query: term(CustomersQuery, 'Exactly one of q, phone, chatId, invitationId, and from with to.', {
      q: {
        description:
          "The start of any word of a name, without regard to accents and case (several words must all fit), or a phone number in any spelling; without a country code it is one of the contract's country. Exactly one of q, phone, chatId, invitationId, and from with to.",
      },
      phone: { ...PHONE, description: "One customer's phone, in any international spelling." },
      chatId: "One customer's chat id.",
      invitationId: { description: 'A booking by hand of somebody without an address.', format: 'uuid' },
      from: { ...DAY, description: 'Customers with a booking that starts from this day on and is not cancelled.' },
      to: { ...DAY, description: 'The last day, included; less than 366 days later.' },
      ...CSV_PAGING,
    }),
    answers: { 200: { description: 'A page of customers.', body: 'CustomerPage', isCsvToo: true } },
    problems: ['malformed', 'impossible-phone'],
  },
  'PATCH /customers': {
    id: 'correctCustomer',
    tag: 'Customers',
    summary: 'Corrects the name or the language of a customer',
    description:
      'The customer is found by this name alone from then on, until they book under another one. The name of somebody without an address is corrected in their booking.',
    query: term(CorrectionQuery, 'Exactly one of phone and chatId.', {
      phone: { ...PHONE, description: "The customer's phone. Exactly one of phone and chatId." },
      chatId: "The customer's chat id.",
    }),
    takesRevision: true,
    body: { term: 'CustomerCorrection', isRequired: true, description: 'What to correct.' },
    answers: { 200: { description: 'The customer as they are now.', body: 'Customer' } },
    problems: [...BODY_PROBLEMS, 'not-found', 'changed-meanwhile', 'impossible-phone'],
  },
  'GET /customers/export': {
    id: 'exportCustomer',
    tag: 'Customers',
    summary: 'Tells all that is kept about one customer',
    description:
      'Part by part: without a cursor it was the last. A part may have no items. What nobody knows of has none.',
    query: term(ExportQuery, 'Exactly one of phone, chatId and invitationId.', {
      phone: {
        ...PHONE,
        description: "The customer's phone. Exactly one of phone, chatId and invitationId.",
      },
      chatId: "The customer's chat id.",
      invitationId: { description: 'A booking by hand of somebody without an address.', format: 'uuid' },
      cursor: PAGING.cursor,
    }),
    answers: { 200: { description: 'A part of it.', body: 'CustomerExport' } },
    problems: ['malformed', 'not-found', 'impossible-phone'],
  },
  'DELETE /customers': {
    id: 'eraseCustomer',
    tag: 'Customers',
    summary: 'Erases what is known of a customer',
    description:
      'May be repeated at will; a customer whom nobody knows is erased already. Somebody booked by hand without an address is erased by the booking.',
    query: term(CustomerQuery, 'Exactly one of phone, chatId and invitationId.', {
      phone: {
        ...PHONE,
        description:
          "The customer's phone, in any international spelling. Exactly one of phone, chatId and invitationId.",
      },
      chatId: "The customer's chat id.",
      invitationId: { description: 'A booking by hand of somebody without an address.', format: 'uuid' },
    }),
    answers: { 200: { description: 'What was erased, and what was not.', body: 'Erasure' } },
    problems: ['malformed', 'not-found', 'impossible-phone'],
  },
  'GET /changes': {
    id: 'askForChanges',
    tag: 'Bookings',
    summary: 'Tells whether anything changed since the caller last asked',
    description:
      'For a page that is open: ask every second with the ETag of the last answer as If-None-Match. Another ETag says that something changed that lists show, and is read again. It costs one small read. A change shows within about a second, and may show twice.',
    answers: {
      200: { description: 'Something changed, or the caller named no tag.', body: 'Changes', headers: ['ETag'] },
      304: { description: 'Nothing changed (If-None-Match).', headers: ['ETag'] },
    },
    problems: [],
  },
  'GET /statistics': {
    id: 'tellStatistics',
    tag: 'Invitations',
    summary: 'Tells what became of the invitations of some days',
    description:
      'An invitation belongs to the day on which it was made, whenever it is read or booked. The days that may still change are counted when they are asked for, the newest first and up to some thousand invitations. Of the others the figures are told that were counted last, at least every three hours while a day is new, and later whenever a third of its age has gone by. They follow for 92 days, and are kept for two years. Days to come are left out.',
    query: term(StatisticsQuery, 'Which days.', {
      from: DAY,
      to: { ...DAY, description: 'The last day, at most 92 days after the first.' },
    }),
    answers: { 200: { description: 'The figures.', body: 'Statistics' } },
    problems: ['malformed'],
  },
  'POST /session': {
    id: 'signIn',
    tag: 'People',
    summary: 'Begins a session with a key',
    description:
      'A browser keeps the session in a cookie that no script reads. It is over when nobody used it for 12 hours, and 14 days after the sign-in. The key of a program (`backend`) opens none.',
    openBy: 'body',
    body: { term: 'SignInRequest', isRequired: true, description: 'The key.' },
    answers: {
      200: { description: 'Who has signed in, and to what.', body: 'Session', headers: ['Set-Cookie'] },
    },
    problems: [...BODY_PROBLEMS, 'not-allowed', 'foreign-origin'],
  },
  'GET /session': {
    id: 'readSession',
    tag: 'People',
    summary: 'Tells who has signed in, and what the desk needs to know of the business',
    answers: { 200: { description: 'Who has signed in, and to what.', body: 'Session' } },
    problems: [],
  },
  'DELETE /session': {
    id: 'signOut',
    tag: 'People',
    summary: 'Ends the session',
    description: 'It is refused everywhere within a minute.',
    query: term(SignOutQuery, 'This session, or more.', {
      everywhere: 'Ends all sessions that were begun with the same key.',
    }),
    answers: { 204: { description: 'It is over.', headers: ['Set-Cookie'] } },
    problems: ['malformed'],
  },
  'GET /keys': {
    id: 'listKeys',
    tag: 'People',
    summary: 'Lists the named keys in the order of their making',
    description: 'A revoked one is listed for 400 days.',
    answers: { 200: { description: 'All of them.', body: 'KeyList' } },
    problems: [],
  },
  'POST /keys': {
    id: 'createKey',
    tag: 'People',
    summary: 'Makes a key for a person or a program',
    body: { term: 'KeyRequest', isRequired: true, description: 'Who is to have it, and what they may do.' },
    answers: { 201: { description: 'The key. It is shown this once.', body: 'NewKey' } },
    problems: [...BODY_PROBLEMS, 'too-many-keys'],
  },
  'DELETE /keys/{keyId}': {
    id: 'revokeKey',
    tag: 'People',
    summary: 'Revokes a key, and ends its sessions',
    description: 'Both are refused everywhere within a minute. A repeat changes nothing.',
    path: { keyId: { description: 'The key.', schema: 'KeyId' } },
    answers: { 200: { description: 'The key, which holds no more.', body: 'Key' } },
    problems: ['not-found'],
  },
  'GET /calendar/{secret}/bookings.ics': {
    id: 'readCalendar',
    tag: 'Calendar',
    summary: 'The bookings as a calendar to subscribe to',
    openBy: 'path',
    path: { secret: { description: 'The calendar secret, or the one of a resource, whose bookings alone it shows.' } },
    answers: {
      200: {
        description: 'The calendar (RFC 5545).',
        body: { type: 'text/calendar; charset=utf-8' },
        headers: ['ETag'],
      },
      304: { description: 'The caller has it already (If-None-Match).', headers: ['ETag'] },
    },
    problems: ['not-found'],
  },
  'POST /webhooks/{secret}': webhook('receiveWebhook', 'anything'),
  'POST /webhooks/{secret}/messages': webhook('receiveMessages', "customers' messages"),
  'POST /webhooks/{secret}/delivery': webhook('receiveDelivery', 'deliveries'),
  'POST /webhooks/{secret}/flow-completion': webhook('receiveCompletions', 'submitted forms'),
  'POST /flows/{secret}': {
    id: 'exchangeFlowData',
    tag: 'Live form',
    summary: 'WhatsApp asks for the next screen of a live form',
    description:
      'Is there only if the contract has `flow.kind: "live"`. What a customer cannot have is answered with a screen. Bodies are encrypted as WhatsApp describes it for the endpoints of Flows.',
    openBy: 'path',
    path: { secret: { description: 'The secret of the endpoint.' } },
    body: {
      isRequired: true,
      description: 'An object of `encrypted_flow_data`, `encrypted_aes_key`, `initial_vector`.',
    },
    answers: {
      200: { description: 'A screen, or what a ping is answered with; encrypted.', body: { type: 'text/plain' } },
      421: { description: 'No private key opens the body.' },
      427: { description: 'The invitation is over: words for the customer, encrypted.', body: { type: 'text/plain' } },
      432: { description: 'An app secret is stored, and the body is not signed with it.' },
    },
    problems: ['not-found', ...BODY_PROBLEMS],
  },
};
