import { Duration } from 'aws-cdk-lib';
import { HttpMethod } from 'aws-cdk-lib/aws-apigatewayv2';
import { type Route, StackApi } from '../constructs/http-api.ts';
import {
  canBatchGetItems,
  canCheckItems,
  canCountChanges,
  canDeleteNames,
  canGetItems,
  canKeepListedDays,
  canPutFigures,
  canPutItems,
  canQuery,
  canReadSecrets,
  canRecogniseCallers,
  canScanIndex,
  canStoreWithPlaces,
  canUpdateItems,
} from '../constructs/permissions.ts';
import type { StandardFunctionProps } from '../constructs/standard-function.ts';
import type { StackContext } from '../stack-context.ts';
import { consoleRoutes } from './console.ts';
import { liveFormRoutes } from './live-form.ts';
import { peopleRoutes } from './people.ts';
import { SEND_TIMEOUT } from './requested-invitations.ts';

/** A webhook or a read takes milliseconds; this leaves room for the database's retries. */
const REQUEST_TIMEOUT = Duration.seconds(10);
/** Whoever has much to be erased, or closes all resources for months, is spared some repeats. Below what the API waits for. */
const LONG_REQUEST_TIMEOUT = Duration.seconds(25);

/** What callers of our own need, and no more: a runaway script must not become the account's bill. */
const API_LIMIT = { rateLimit: 50, burstLimit: 100 };
/** As fast as a channel can be, with room for repeats; a caller that is slower than its own campaign would be the narrowest place. */
const INVITATION_LIMIT = { rateLimit: 200, burstLimit: 400 };
/** When times are opened for booking, many ask for the same place at once, and each is to be told whether they have it. */
const BOOKING_LIMIT = { rateLimit: 100, burstLimit: 400 };
/** Every open desk asks once a second: what they ask must not be taken from the limit of what people do. */
const CHANGES_LIMIT = { rateLimit: 100, burstLimit: 200 };
/** Per webhook route. A 429 makes the provider disable the URL, and a campaign's statuses come all at once. */
export const WEBHOOK_LIMIT = { rateLimit: 2000, burstLimit: 4000 };
/**
 * A stranger who guesses at the secret takes from the same limit as the calendars. To turn one down costs about a
 * millisecond of a function and no read, so there is room for ten times as many as elsewhere.
 */
const CALENDAR_LIMIT = { rateLimit: 500, burstLimit: 1000 };

/** What is reached from outside, each route with its function. */
export function serveHttp(context: StackContext): StackApi {
  const { table } = context.store;
  const { root } = context.secrets;
  const answering = {
    timeout: REQUEST_TIMEOUT,
    environment: { TABLE_NAME: table.tableName, ROOT_SECRET_ARN: root.secretArn },
  };
  const mayCheckKeys = canReadSecrets(root);
  const mayAuthorize = [mayCheckKeys, canRecogniseCallers(table)];

  const sendFlow = context.addFunction('send-flow', {
    does: 'Sends one invitation to one customer (POST /invitations).',
    hurts: 'Backends and CRMs that ask for an invitation get an error, and their customers get nothing.',
    timeout: SEND_TIMEOUT,
    environment: context.sendingEnvironment(),
    may: [...context.maySend(), canRecogniseCallers(table)],
  });
  const queryInvitation = context.addFunction('query-invitation', {
    does: 'Tells how an invitation fares (GET /invitations/{id}).',
    hurts: 'Whoever follows an invitation does not learn whether it was delivered or booked.',
    ...answering,
    may: [...mayAuthorize, canGetItems(table)],
  });
  const changeBooking = context.addFunction('change-booking', {
    does: 'Cancels, corrects, approves or refuses a booking (PATCH /bookings/{invitationId}, POST …/cancel, …/approve, …/refuse).',
    hurts: 'Staff cannot cancel, correct or approve bookings, and customers come at times that no longer hold.',
    ...answering,
    may: [...mayAuthorize, ...canStoreWithPlaces(table)],
  });
  const noteAttendance = context.addFunction('note-attendance', {
    does: 'Notes whether a customer came (POST /bookings/{invitationId}/attendance).',
    hurts: 'Staff cannot note who came, and do not see who often does not come.',
    ...answering,
    may: [...mayAuthorize, canGetItems(table), canUpdateItems(table)],
  });
  const resendNotice = context.addFunction('resend-notice', {
    does: 'Sends a customer once more what did not reach them (POST /bookings/{invitationId}/notices).',
    hurts: 'Staff cannot send again what a customer was not told, and have to call them.',
    timeout: SEND_TIMEOUT,
    environment: context.sendingEnvironment(),
    may: [...context.maySend(), canBatchGetItems(table), canRecogniseCallers(table)],
  });
  const createBooking = context.addFunction('create-booking', {
    does: 'Books by hand, with the place (POST /bookings).',
    hurts: 'Staff and backends cannot book for a customer who phones or stands at the desk.',
    ...answering,
    may: [
      ...mayAuthorize,
      canGetItems(table),
      canBatchGetItems(table),
      canPutItems(table),
      canScanIndex(table, 'agenda'),
    ],
  });
  const changeCustomer = context.addFunction('change-customer', {
    does: 'Corrects the name or the language of a customer (PATCH /customers).',
    hurts: 'Staff cannot correct a misspelt name, and do not find the customer by the right one.',
    ...answering,
    may: [
      ...mayAuthorize,
      canQuery(table, 'customer'),
      canGetItems(table),
      canBatchGetItems(table),
      canUpdateItems(table),
      canPutItems(table),
      canDeleteNames(table),
    ],
  });
  const eraseCustomer = context.addFunction('erase-customer', {
    does: 'Erases what is kept about one customer (DELETE /customers).',
    hurts: 'Customers who want to be forgotten are not, although the law may set the business a date for it.',
    ...answering,
    timeout: LONG_REQUEST_TIMEOUT,
    may: [
      ...mayAuthorize,
      canQuery(table, 'customer', 'worklist'),
      canGetItems(table),
      canBatchGetItems(table),
      canUpdateItems(table),
      canPutItems(table),
      canDeleteNames(table),
    ],
  });
  const changeClosures = context.addFunction('change-closures', {
    does: 'Closes resources, or opens them at other hours (POST /closures, DELETE /closures/{closureId}).',
    hurts: 'Staff cannot close a day, and customers book times at which nobody is there.',
    ...answering,
    timeout: LONG_REQUEST_TIMEOUT,
    may: [
      ...mayAuthorize,
      canQuery(table, 'worklist'),
      canScanIndex(table, 'agenda'),
      canGetItems(table),
      canBatchGetItems(table),
      canUpdateItems(table),
      canPutItems(table),
      canCheckItems(table),
    ],
  });
  const finishWork = context.addFunction('finish-work', {
    does: 'Notes that a customer was called or answered (POST /worklist/{id}/done).',
    hurts: 'Staff cannot take off the worklist what they did, and call customers twice.',
    ...answering,
    may: [...mayAuthorize, canGetItems(table), canUpdateItems(table)],
  });
  const recordMessage = context.addFunction('record-inbound-message', {
    does: "Records customers' messages from the provider's webhook.",
    hurts: 'Customers who write that they want to book wait until the provider repeats the message, or in vain.',
    ...answering,
    may: [mayCheckKeys, canUpdateItems(table), canGetItems(table), canPutItems(table)],
  });
  const recordDelivery = context.addFunction('record-delivery-status', {
    does: "Records delivery statuses from the provider's webhook.",
    hurts: 'Staff do not see whether invitations arrive; the provider may disable the webhook.',
    ...answering,
    may: [mayCheckKeys, canUpdateItems(table), canGetItems(table), canPutItems(table)],
  });
  const recordCompletion = context.addFunction('record-flow-completion', {
    does: "Records completed forms, and with them bookings, from the provider's webhook.",
    hurts: 'Customers believe they have an appointment that the business does not know of.',
    ...answering,
    may: [mayCheckKeys, ...canStoreWithPlaces(table), canQuery(table, 'customer')],
  });
  const receiveAll = context.addFunction('receive-webhook', {
    does: "Records messages, delivery statuses and completed forms from the provider's only webhook.",
    hurts: 'Customers believe they have an appointment that the business does not know of.',
    ...answering,
    may: [mayCheckKeys, ...canStoreWithPlaces(table), canQuery(table, 'customer')],
  });

  const { DELETE, GET, PATCH, POST } = HttpMethod;
  return new StackApi(context.scope, 'Api', {
    contractName: context.contract.name,
    domain: context.contract.domain,
    hurts: `Bookings and delivery statuses are refused until the provider repeats them; callers of the API${alsoInForm(context)} get errors.`,
    throttlingHurts:
      'Bookings and delivery statuses wait for the provider to repeat them, which may disable the webhooks.',
    oversizedHurts:
      'Bookings, messages and delivery statuses in those bodies are lost, unless the provider sends them again in smaller ones.',
    throttle: API_LIMIT,
    routes: [
      { method: POST, path: '/invitations', to: sendFlow, throttle: INVITATION_LIMIT },
      { method: GET, path: '/invitations/{id}', to: queryInvitation },
      { method: POST, path: '/bookings', to: createBooking, throttle: BOOKING_LIMIT },
      { method: PATCH, path: '/bookings/{invitationId}', to: changeBooking },
      { method: POST, path: '/bookings/{invitationId}/cancel', to: changeBooking },
      { method: POST, path: '/bookings/{invitationId}/attendance', to: noteAttendance },
      { method: POST, path: '/bookings/{invitationId}/approve', to: changeBooking },
      { method: POST, path: '/bookings/{invitationId}/refuse', to: changeBooking },
      { method: POST, path: '/bookings/{invitationId}/notices', to: resendNotice },
      { method: PATCH, path: '/customers', to: changeCustomer },
      { method: DELETE, path: '/customers', to: eraseCustomer },
      { method: POST, path: '/closures', to: changeClosures },
      { method: DELETE, path: '/closures/{closureId}', to: changeClosures },
      { method: POST, path: '/worklist/{id}/done', to: finishWork },
      ...listingRoutes(context, answering),
      ...peopleRoutes(context, answering),
      ...consoleRoutes(context),
      ...liveFormRoutes(context),
      { method: POST, path: '/webhooks/{secret}', to: receiveAll, throttle: WEBHOOK_LIMIT },
      { method: POST, path: '/webhooks/{secret}/messages', to: recordMessage, throttle: WEBHOOK_LIMIT },
      { method: POST, path: '/webhooks/{secret}/delivery', to: recordDelivery, throttle: WEBHOOK_LIMIT },
      { method: POST, path: '/webhooks/{secret}/flow-completion', to: recordCompletion, throttle: WEBHOOK_LIMIT },
    ],
  });
}

const alsoInForm = ({ contract }: StackContext): string =>
  contract.flow.kind === 'live' ? ', and customers in the live form,' : '';

/** What is read in lists: the calendar feed among them, which has the secret in its path instead of a key. */
function listingRoutes(
  context: StackContext,
  answering: Pick<StandardFunctionProps, 'timeout' | 'environment'>,
): Route[] {
  const { table } = context.store;
  const mayCheckKeys = canReadSecrets(context.secrets.root);
  const mayAuthorize = [mayCheckKeys, canRecogniseCallers(table)];
  const queryInvitations = context.addFunction('query-invitations', {
    does: "Lists a customer's invitations or a day's (GET /invitations).",
    hurts: 'Staff and backends do not find the invitations of a customer or of a day.',
    ...answering,
    may: [...mayAuthorize, canQuery(table, 'customer', 'worklist'), canGetItems(table), canBatchGetItems(table)],
  });
  const queryBookings = context.addFunction('query-bookings', {
    does: 'Lists the bookings of some days (GET /bookings).',
    hurts: 'Staff and backends do not see what is booked.',
    ...answering,
    may: [...mayAuthorize, canQuery(table, 'agenda'), canBatchGetItems(table)],
  });
  const queryCustomers = context.addFunction('query-customers', {
    does: 'Finds customers by name, number or the days of their bookings (GET /customers).',
    hurts: 'Staff and backends do not find a customer.',
    ...answering,
    may: [...mayAuthorize, canQuery(table, 'customer', 'agenda'), canGetItems(table), canBatchGetItems(table)],
  });
  const exportCustomer = context.addFunction('export-customer', {
    does: 'Tells all that is kept about one customer (GET /customers/export).',
    hurts:
      'Customers who ask what is kept about them get no answer, although the law may set the business a date for it.',
    ...answering,
    timeout: LONG_REQUEST_TIMEOUT,
    may: [...mayAuthorize, canQuery(table, 'customer', 'worklist'), canGetItems(table), canBatchGetItems(table)],
  });
  const querySlots = context.addFunction('query-slots', {
    does: 'Lists when a service can be had (GET /slots).',
    hurts: 'Staff and backends do not see which times are free.',
    ...answering,
    may: [
      ...mayAuthorize,
      canGetItems(table),
      canBatchGetItems(table),
      canPutItems(table),
      canScanIndex(table, 'agenda'),
    ],
  });
  const queryClosures = context.addFunction('query-closures', {
    does: 'Lists what is closed, or open at other hours (GET /closures).',
    hurts: 'Staff do not see which days are closed.',
    ...answering,
    may: [...mayAuthorize, canQuery(table, 'worklist'), canBatchGetItems(table)],
  });
  const queryWorklist = context.addFunction('query-worklist', {
    does: 'Lists what a person may want to look at (GET /worklist).',
    hurts: 'Staff do not see what needs their attention.',
    ...answering,
    may: [
      ...mayAuthorize,
      canQuery(table, 'worklist'),
      canGetItems(table),
      canBatchGetItems(table),
      canKeepListedDays(table),
    ],
  });
  const queryChanges = context.addFunction('query-changes', {
    does: 'Tells an open desk whether anything changed since it last asked (GET /changes).',
    hurts: 'Desks show what was there when they were opened, until somebody reloads them.',
    ...answering,
    may: [...mayAuthorize, canCountChanges(table)],
  });
  const queryStatistics = context.addFunction('query-statistics', {
    does: 'Tells what became of the invitations of some days (GET /statistics).',
    hurts: 'Staff do not see how many invitations become bookings.',
    ...answering,
    timeout: LONG_REQUEST_TIMEOUT,
    may: [...mayAuthorize, canQuery(table, 'worklist'), canBatchGetItems(table), canPutFigures(table)],
  });
  const calendarFeed = context.addFunction('calendar-feed', {
    does: 'Writes the bookings as a calendar to subscribe to (GET /calendar/{secret}/bookings.ics).',
    hurts: 'The calendars of the business stay as they were, and new bookings are missing in them.',
    ...answering,
    may: [mayCheckKeys, canQuery(table, 'agenda')],
  });

  const { GET: method } = HttpMethod;
  return [
    { method, path: '/invitations', to: queryInvitations },
    { method, path: '/bookings', to: queryBookings },
    { method, path: '/customers', to: queryCustomers },
    { method, path: '/customers/export', to: exportCustomer },
    { method, path: '/slots', to: querySlots },
    { method, path: '/closures', to: queryClosures },
    { method, path: '/worklist', to: queryWorklist },
    { method, path: '/changes', to: queryChanges, throttle: CHANGES_LIMIT },
    { method, path: '/statistics', to: queryStatistics },
    { method, path: '/calendar/{secret}/bookings.ics', to: calendarFeed, throttle: CALENDAR_LIMIT },
  ];
}
