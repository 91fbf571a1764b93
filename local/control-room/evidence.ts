import type { InvitationView } from '../../functions/shared/http/answers/invitation-schema.ts';
import type { NamedPayload, PayloadName } from '../../web/control-room/payload-names.ts';
import { timelineOf } from '../../web/desk/booking/steps/invitation-steps.ts';
import { lineWordsIn } from '../../web/desk/booking/steps/line-words.ts';
import type { BusEvent } from '../aws/eventbridge/bus.ts';
import type { Invocation } from '../aws/lambda/invocation-journal.ts';
import type { ExchangeRecord } from '../one-msg/live-flow/live-flows.ts';
import type { ProviderRequest } from '../one-msg/simulated-channel.ts';
import { confirmationIn, invocationFor } from './exchanges.ts';
import { bodyOf, countsOf, isDuring, namesStatus, needlesOf, recordsOf } from './invocation-contents.ts';

/** The stack's internal records of an invitation's steps. */
export type Sources = {
  invocations: readonly Invocation[];
  requests: readonly ProviderRequest[];
  events: readonly BusEvent[];
  /** What the phone asked the endpoint of the invitation's live form. */
  exchanges: readonly ExchangeRecord[];
};

/** The function that caused a step, and its input. */
export type Handling = Pick<Invocation, 'requestId' | 'function' | 'at' | 'durationMs'> & { payloads: NamedPayload[] };

/** The functions that tell customers of their bookings. */
const TELLERS = ['tell-customer', 'resend-notice', 'reconcile'];
const STAFF_ASK = ['finish-work', 'resend-notice'];
const SENDERS = ['send-flow', 'send-requested-flow', 'reconcile'];
/** The functions that read completed forms from webhooks. */
const FORM_TAKERS = ['record-flow-completion', 'receive-webhook'];

/** The events for the invitation's outcome or a booking: separate steps in a time line. */
const isAnnouncement = ({ 'detail-type': type }: BusEvent) =>
  /^Appointment |^Attendance |Rejected$|Unresolved$/.test(type);

/** The handling of each step in an invitation's time line, by the step's key, as far as records remain. */
export function findEvidence(invitation: InvitationView, sources: Sources) {
  const { invitationId } = invitation;
  const needles = needlesOf(invitation);
  // What a phone asks is encrypted: no needle is found in it.
  const asked = sources.exchanges.flatMap((exchange) => invocationFor(exchange, sources.invocations) ?? []);
  const about = sources.invocations.filter((invocation) => {
    const { event, result } = invocation;
    return asked.includes(invocation) || needles.some((needle) => event.includes(needle) || result?.includes(needle));
  });
  const events = sources.events.filter(({ detail }) => detail['invitationId'] === invitationId);
  const steps: Record<string, Handling> = {};
  for (const { key } of timelineOf(invitation, lineWordsIn('en'))) {
    const handling = handlingOf(key, invitation, { ...sources, invocations: about, events });
    if (handling) steps[key] = handling;
  }
  return { steps, announced: events.filter(isAnnouncement).map((event) => announcementOf(event, about)) };
}

function handlingOf(key: string, invitation: InvitationView, sources: Sources): Handling | undefined {
  const [kind, id = '', status = ''] = key.split('/');
  if (kind === 'requested') return ofRequest(invitation, sources);
  if (kind === 'attempt') return ofAttempt(Number(id), invitation, sources);
  if (kind === 'message') return ofStatus(id, status, sources);
  if (kind === 'notice') return ofNotice(Number(id), status, invitation, sources);
  if (key === 'attendance/noted') return ofNotedAttendance(invitation, sources);
  if (kind === 'history') return ofEntry(key.slice('history/'.length), invitation, sources);
  return undefined;
}

const named = (name: PayloadName, body: unknown): NamedPayload[] => (body === undefined ? [] : [{ name, body }]);

const handled = ({ requestId, function: name, at, durationMs }: Invocation, payloads: NamedPayload[]): Handling => ({
  requestId,
  function: name,
  at,
  durationMs,
  payloads,
});

function ofRequest({ invitationId, createdAt }: InvitationView, { invocations }: Sources): Handling | undefined {
  const senders = invocations.filter((invocation) => SENDERS.includes(invocation.function));
  const asked =
    senders.find(({ result, function: name }) => name === 'send-flow' && result?.includes(invitationId)) ??
    senders.find((invocation) => isDuring(createdAt, invocation));
  return asked && handled(asked, [{ name: 'request', body: bodyOf(asked) }]);
}

function ofAttempt(number: number, invitation: InvitationView, sources: Sources): Handling | undefined {
  const attempt = invitation.attempts.find((candidate) => candidate.number === number);
  if (!attempt) return undefined;
  const sender = sources.invocations.find((invocation) => {
    return SENDERS.includes(invocation.function) && isDuring(attempt.claimedAt, invocation);
  });
  const calls = sources.requests.filter(({ path, body }) => {
    return /\/send(Flow|Template)$/.test(path) && JSON.stringify(body).includes(invitation.invitationId);
  });
  const call = calls.findLast(({ at }) => at >= attempt.claimedAt && (!attempt.settledAt || at <= attempt.settledAt));
  const event = sources.events.find(({ detail }) => detail['attempt'] === number);
  const payloads = [...named('provider-request', call), ...named('event', event)];
  if (sender) return handled(sender, payloads);
  // The journal has no entry for a process that was killed.
  return payloads.length > 0
    ? { requestId: '', function: '', at: attempt.claimedAt, durationMs: 0, payloads }
    : undefined;
}

function ofStatus(messageId: string, status: string, { invocations, events }: Sources): Handling | undefined {
  const told = invocations.filter((invocation) => namesStatus(invocation, messageId, status));
  const recorder = told.find((invocation) => countsOf(invocation).recorded > 0) ?? told[0];
  const event = events.find(({ detail }) => detail['messageId'] === messageId && detail['status'] === status);
  const payloads = [...named('webhook', recorder && bodyOf(recorder)), ...named('event', event)];
  if (recorder) return handled(recorder, payloads);
  const at = String(event?.detail['occurredAt'] ?? '');
  const asker = invocations.find((invocation) => invocation.function === 'reconcile' && isDuring(at, invocation));
  return asker && handled(asker, payloads);
}

function ofEntry(
  entryId: string,
  { history }: InvitationView,
  { invocations, exchanges }: Sources,
): Handling | undefined {
  const entry = history.find(({ id }) => id === entryId);
  const confirmed = confirmationIn(exchanges, entryId);
  const booker = confirmed && invocationFor(confirmed, invocations);
  if (confirmed && booker) return handled(booker, [{ name: 'decrypted-request', body: confirmed.request }]);
  if (entry?.kind === 'completion') {
    const told = invocations.filter(
      ({ event, function: name }) => event.includes(entryId) && FORM_TAKERS.includes(name),
    );
    const recorder = told.find((invocation) => countsOf(invocation).recorded > 0) ?? told[0];
    return recorder && handled(recorder, [{ name: 'webhook', body: bodyOf(recorder) }]);
  }
  const decider = entry?.kind === 'booking' ? 'create-booking' : 'change-booking';
  const changer = invocations.find((invocation) => {
    return invocation.function === decider && isDuring(entry?.at ?? '', invocation);
  });
  return changer && handled(changer, [{ name: 'request', body: bodyOf(changer) }]);
}

/** Who told the customer of a version of the booking, or took it that staff called them or had it sent again. */
function ofNotice(
  revision: number,
  state: string,
  { notices }: InvitationView,
  { invocations }: Sources,
): Handling | undefined {
  const notice = notices.find((one) => one.revision === revision);
  const [, resend] = /^resend-(\d+)$/.exec(state) ?? [];
  const resent = resend === undefined ? undefined : notice?.resends?.[Number(resend)];
  const isCall = state === 'called';
  const at = (isCall ? notice?.calledAt : (resent ?? notice)?.at) ?? '';
  const names = isCall ? ['finish-work'] : resent ? ['resend-notice'] : TELLERS;
  const teller = invocations.find((invocation) => names.includes(invocation.function) && isDuring(at, invocation));
  const name = teller && STAFF_ASK.includes(teller.function) ? 'request' : 'event';
  return teller && handled(teller, [{ name, body: bodyOf(teller) }]);
}

/** Who took it that somebody noted whether the customer came. */
function ofNotedAttendance({ booking }: InvitationView, { invocations }: Sources): Handling | undefined {
  const at = booking?.attendance?.at ?? '';
  const noter = invocations.find((one) => one.function === 'note-attendance' && isDuring(at, one));
  return noter && handled(noter, [{ name: 'request', body: bodyOf(noter) }]);
}

/** The first time that it was put on the bus; repeats may follow. */
function announcementOf(event: BusEvent, invocations: readonly Invocation[]) {
  const change = event.detail['change'];
  const id = typeof change === 'object' && change && 'id' in change ? String(change.id) : '';
  const publisher = invocations.find((invocation) => {
    return invocation.function === 'publish-events' && recordsOf(invocation).some((record) => record.includes(id));
  });
  return {
    eventId: String(event.detail['eventId']),
    type: event['detail-type'],
    at: publisher?.at ?? event.time,
    handling: publisher && handled(publisher, [{ name: 'event', body: event }]),
    event,
  };
}
