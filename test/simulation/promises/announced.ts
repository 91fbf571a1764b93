import { isDeepStrictEqual } from 'node:util';
import type { Item } from '../model/expressions.ts';
import { attendedIn } from './attendance-items.ts';
import type { Committed, Evidence } from './evidence.ts';
import { factsOfHistory } from './history-facts.ts';
import { isTombstone } from './items.ts';
import type { Violation } from './violation.ts';

const broken = (what: string): Violation => ({ promise: 5, what });

/** A fact that was committed, as the event that announces it can be known by. `comesAgain`: for another reason as well. */
type Fact = { type: string | RegExp; names: Record<string, unknown>; what: string; comesAgain?: boolean };

const valueAt = (item: Item | undefined, name: string) => item?.[name];
const isNew = ({ before, after }: Committed, name: string) =>
  valueAt(after, name) !== undefined && valueAt(before, name) === undefined;

type Attempts = Record<string, { messageId?: string }>;

function factsOfInvitation(change: Committed): Fact[] {
  const { before, after } = change;
  const invitationId = after?.['invitationId'];
  const attempts = (after?.['attempts'] ?? {}) as Attempts;
  const known = (before?.['attempts'] ?? {}) as Attempts;
  const about = (type: string | RegExp, names: object, what: string): Fact => ({
    type,
    names: { invitationId, ...names },
    what: `${what} of ${invitationId}`,
  });
  const accepted = Object.entries(attempts).flatMap(([number, { messageId }]) =>
    messageId !== undefined && known[number]?.messageId === undefined
      ? [about('Flow Invitation Accepted', { messageId }, 'acceptance')]
      : [],
  );
  return [
    ...accepted,
    ...(isNew(change, 'rejectedAt') ? [about('Flow Invitation Rejected', { stage: 'sending' }, 'rejection')] : []),
    ...(isNew(change, 'undeliveredAt') ? [about('Flow Invitation Rejected', { stage: 'delivery' }, 'failure')] : []),
    ...(isNew(change, 'unresolvedAt') ? [about('Flow Invitation Unresolved', { unknown: 'acceptance' }, 'end')] : []),
    ...(isNew(change, 'deliveryUnknownAt')
      ? [about('Flow Invitation Unresolved', { unknown: 'delivery' }, 'end')]
      : []),
    ...factsOfHistory(change).map(({ id, type, revision }) =>
      about(type, { 'change.id': id, revision }, `entry ${id}`),
    ),
    ...factsOfOverlap(change, about),
    ...factsOfLateApproval(change, about),
    ...factsOfAttendance(change, about),
  ];
}

function factsOfOverlap(
  { before, after }: Committed,
  about: (type: RegExp, names: object, what: string) => Fact,
): Fact[] {
  const id = (after?.['overlapsChanged'] as { id?: string } | undefined)?.id;
  const known = (before?.['overlapsChanged'] as { id?: string } | undefined)?.id;
  const isBooked = (after?.['booking'] as { state?: string } | undefined)?.state === 'booked';
  return id !== undefined && id !== known && isBooked ? [about(/^Appointment /, { 'change.id': id }, 'overlap')] : [];
}

function factsOfLateApproval(change: Committed, about: (type: string, names: object, what: string) => Fact): Fact[] {
  const since = change.after?.['notApprovedSince'];
  if (!isNew(change, 'notApprovedSince')) return [];
  return [about('Appointment Requested', { 'change.id': `not-approved/${since}` }, 'a late approval')];
}

function factsOfAttendance(
  { before, after }: Committed,
  about: (type: string, names: object, what: string) => Fact,
): Fact[] {
  const [now, known] = [attendedIn(after), attendedIn(before)];
  const { attendance, customerConfirmed: confirmed } = now ?? {};
  const isNoted = attendance && attendance.at !== known?.attendance?.at;
  // Who said it even earlier said nothing new.
  const isConfirmed = confirmed && confirmed.startsAt !== known?.customerConfirmed?.startsAt;
  return [
    ...(isNoted
      ? [about('Attendance Recorded', { attendance: attendance.value, occurredAt: attendance.at }, 'a note')]
      : []),
    ...(isConfirmed
      ? [about('Attendance Confirmed', { startsAt: confirmed.startsAt, occurredAt: confirmed.at }, 'a confirmation')]
      : []),
  ];
}

function factsOfMessage({ before, after }: Committed): Fact[] {
  const { messageId, invitationId } = after ?? {};
  if (invitationId === undefined) return [];
  const wasOurs = before?.['invitationId'] !== undefined;
  return (['sent', 'failed', 'delivered', 'read'] as const).flatMap((status) => {
    const fact = `${status}At`;
    const isNews = after?.[fact] !== undefined && !(wasOurs && before?.[fact] !== undefined);
    return isNews
      ? [{ type: 'Delivery Status Changed', names: { messageId, status }, what: `${status} of ${messageId}` }]
      : [];
  });
}

function factsOf(change: Committed): Fact[] {
  const { before, after } = change;
  if (isTombstone(after)) return [];
  switch (after?.['type']) {
    case 'invitation':
      return factsOfInvitation(change);
    case 'message':
      return factsOfMessage(change);
    case 'intent':
      return before
        ? []
        : [{ type: 'Booking Intent Detected', names: { messageId: after['messageId'] }, what: 'a wish' }];
    case 'question':
      return before && !isTombstone(before)
        ? []
        : [
            {
              type: 'Customer Question Received',
              // A run that is killed may have handed a tap over as a question, and the next one knows what was tapped.
              names: { messageId: after['messageId'], wish: after['wish'] },
              what: 'a wish for a person',
            },
          ];
    // The link of the message that a tap waited for announces the wish once more.
    case 'wish':
      return before
        ? []
        : [
            {
              type: 'Customer Wish Detected',
              names: { messageId: after['messageId'] },
              what: 'a wish for an answer',
              comesAgain: true,
            },
          ];
    case 'unmatched':
      return before ? [] : [{ type: 'Unmatched Webhook Received', names: { hash: after['hash'] }, what: 'unmatched' }];
    case 'chat': {
      const { chatId, optedOutAt } = after;
      const isNews = optedOutAt !== undefined && optedOutAt !== before?.['optedOutAt'];
      return isNews
        ? [{ type: 'Customer Opted Out', names: { chatId, occurredAt: optedOutAt }, what: 'an opt-out' }]
        : [];
    }
    default:
      return [];
  }
}

function namedIn(detail: Item, name: string): unknown {
  const [first = '', second] = name.split('.');
  return second === undefined ? detail[first] : (detail[first] as Item | undefined)?.[second];
}

/** Events about an entry that nobody wrote, or about a decision that nobody made. */
function judgeInventions(
  committed: readonly Committed[],
  events: readonly { 'detail-type': string; detail: Item }[],
): Violation[] {
  const written = new Set(
    committed.flatMap((change) =>
      factsOfHistory(change).map(({ id, revision }) => `${change.after?.['invitationId']} ${id} ${revision}`),
    ),
  );
  return events.flatMap(({ 'detail-type': type, detail }) => {
    const { kind, id } = (detail['change'] ?? {}) as Item;
    const isOfEntry = type.startsWith('Appointment ') && type !== 'Appointment Reminded' && kind !== 'attention';
    if (!isOfEntry || written.has(`${detail['invitationId']} ${id} ${detail['revision']}`)) return [];
    return [broken(`announced, and never happened: ${type} for ${id}`)];
  });
}

/** Promise 5: every committed fact is announced, under one id, and an id means one content. */
export function judgeAnnouncements({ committed, world }: Evidence): Violation[] {
  const events = world.bus.published.filter(({ source }) => source === 'appointment-flow');
  const setAside = new Set(world.setAside.map(({ dynamodb }) => dynamodb?.Keys?.['pk']?.S));
  const byId = new Map<unknown, Item>();
  const violations: Violation[] = [];
  for (const { 'detail-type': type, detail } of events) {
    const id = detail['eventId'];
    const content = { type, ...detail };
    const known = byId.get(id);
    if (known && !isDeepStrictEqual(known, content))
      violations.push(broken(`${type} ${id} was announced with two contents`));
    byId.set(id, content);
  }
  for (const change of committed.filter(({ pk }) => !setAside.has(pk))) {
    for (const { type, names, what, comesAgain } of factsOf(change)) {
      const wanted = Object.entries(names);
      const isAnnounced = ({ 'detail-type': given, detail }: (typeof events)[number]) =>
        (typeof type === 'string' ? given === type : type.test(given)) &&
        wanted.every(([name, value]) => namedIn(detail, name) === value);
      const ids = new Set(events.filter(isAnnounced).map(({ detail }) => detail['eventId']));
      if (ids.size === 0) violations.push(broken(`not announced: ${what}`));
      if (ids.size > 1 && !comesAgain) violations.push(broken(`announced under two ids: ${what}`));
    }
  }
  return [...violations, ...judgeInventions(committed, events)];
}
