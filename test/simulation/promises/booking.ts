import { isDeepStrictEqual } from 'node:util';
import type { Item } from '../model/expressions.ts';
import type { Reported } from '../model/reported.ts';
import { MOVED } from '../story/business.ts';
import { TERMS, type Terms } from '../story/contract.ts';
import { meaningOf, type Wish } from '../story/people.ts';
import { adopterOf } from './adopted.ts';
import { afterDecision, Changes } from './decided-bookings.ts';
import type { Evidence } from './evidence.ts';
import { afterForm, judgePlacedForms, placeOf, type Seen } from './form-places.ts';
import { decisionsAfterwards } from './history-facts.ts';
import { invitationsIn, isByTap, isKeptUnmatched, type StoredInvitation } from './items.ts';
import { confirmationsIn } from './live-forms.ts';
import type { Violation } from './violation.ts';

const broken = (what: string): Violation => ({ promise: 4, what });

type Form = Extract<Reported, { kind: 'form' }>;

/** The invitation of a form: from its token or, without one, from the message it answers, sent for it or adopted. */
function invitationOf(evidence: Evidence, { token, flowToken, answers = '' }: Form): string | undefined {
  if (token === 'foreign') return undefined;
  if (token === 'ours') return flowToken?.split('.')[0];
  const truly = evidence.world.whatsapp.sent.get(answers)?.flow?.token?.split('.')[0];
  return truly && (adopterOf(evidence, answers, truly) ?? truly);
}

const isOfCompletions = ({ door, reported }: { door: string; reported: Reported }) =>
  reported.kind === 'form' && door !== '/messages';

/** The booking that a single form makes, before anybody looks for its place. */
function bookedBy(wish: Wish, terms: Terms, sentAt: string): Seen {
  const { service, notes } = wish.fields as { service?: string; notes?: string };
  return {
    state: 'booked',
    timeZone: TERMS[terms].timeZone,
    ...meaningOf(wish, terms, sentAt),
    ...(service !== undefined && { service }),
    ...(notes !== undefined && { notes }),
  };
}

/**
 * A history computed independently of the product: hand-written meanings of the forms by the terms at their arrival,
 * ordered by time, then id.
 */
function fold(
  entries: [string, StoredInvitation['history'][string]][],
  wishes: ReadonlyMap<string, Wish>,
  terms: Terms,
): Seen | undefined {
  const ordered = entries.toSorted(([a, one], [b, other]) => (`${one.at}#${a}` < `${other.at}#${b}` ? -1 : 1));
  let seen: Seen | undefined;
  for (const [id, entry] of ordered) {
    const wish = wishes.get(id);
    if (wish) seen = afterForm(seen, bookedBy(wish, terms, entry.at), placeOf(entry));
    else if (seen) seen = afterDecision(seen, entry);
  }
  return seen;
}

/** A booking under a closure is marked for that, too, and one on which nobody decided in time: no entry says so. */
const isOfMark = (reason: string, { closedSince, notApprovedSince }: StoredInvitation) =>
  (closedSince !== undefined && reason === 'outside-opening-hours') ||
  (notApprovedSince !== undefined && reason === 'not-approved');

function seenIn(invitation: StoredInvitation): Seen | undefined {
  const { booking } = invitation;
  if (!booking) return undefined;
  const { state, startsAt, endsAt, timeZone, service, resources, notes, attention } = booking;
  return {
    state,
    attention: attention.filter((reason) => !isOfMark(reason, invitation)),
    timeZone,
    ...(endsAt !== undefined && { endsAt }),
    ...(startsAt !== undefined && { startsAt }),
    ...(service !== undefined && { service }),
    ...(resources !== undefined && { resources }),
    ...(notes !== undefined && { notes }),
  };
}

/** The business's entries in a history (those of customers have a judge of their own): each was requested, none is there twice, all that were answered 200 are. */
function judgeDecisions({ business, story }: Evidence, { invitationId, history }: StoredInvitation): Violation[] {
  // The desk decides in a clinic: see `repeats.ts`.
  if (story.terms === 'clinic') return [];
  const asked = business.requests.filter((request) => request.invitationId === invitationId);
  const entries = Object.values(history).filter((entry) => entry.kind !== 'completion' && !isByTap(entry));
  const granted = asked.filter(({ answers }) => answers.some(({ status }) => status === 200));
  const strange = entries.filter(({ kind, changes }) => {
    if (kind === 'cancellation') return false;
    const { startsAt, notes } = Changes.parse(changes);
    return startsAt !== undefined
      ? !MOVED.startsAt.some((moved) => moved === startsAt)
      : !asked.some((request) => request.notes === notes);
  });
  return [
    ...(entries.length > asked.length ? [broken(`a decision took effect twice (${invitationId})`)] : []),
    ...(entries.length < granted.length ? [broken(`a decision was granted and is not there (${invitationId})`)] : []),
    ...strange.map(() => broken(`a decision that nobody made (${invitationId})`)),
  ];
}

/** A function's time limit: a run may use the contract that was in force at its start. */
const RUN_MS = 60_000;

/** The newest form in a history, which determines its booking. */
function newestForm(entries: [string, StoredInvitation['history'][string]][]): string | undefined {
  const forms = entries.filter(([, { kind }]) => kind === 'completion');
  return forms.toSorted(([a, one], [b, other]) => (`${one.at}#${a}` < `${other.at}#${b}` ? 1 : -1))[0]?.[0];
}

/** The terms that may apply to a form: those in force when it was first stored. */
function termsOf({ world, committed }: Evidence, id: string | undefined): Terms[] {
  const holds = (item: Item | undefined) =>
    id !== undefined && (Object.hasOwn(Object(item?.['history']), id) || item?.[`waiting#${id}`] !== undefined);
  const at = committed.find(({ after }) => holds(after))?.at ?? 0;
  const { termsInForce } = world;
  const isOver = (index: number) => (termsInForce[index + 1]?.at ?? Number.POSITIVE_INFINITY) < at - RUN_MS;
  return termsInForce
    .filter((one, index) => index === 0 || one.at <= at)
    .flatMap((one, index) => (isOver(index) ? [] : one.terms));
}

const HISTORY_LIMIT = 20;

function judgeInvitation(evidence: Evidence, invitation: StoredInvitation, reported: Map<string, Form>): Violation[] {
  const { invitationId, history, revision } = invitation;
  const entries = Object.entries(history);
  const own = new Map([...reported].filter(([, form]) => invitationOf(evidence, form) === invitationId));
  const wishes = new Map([
    ...[...own].map(([id, { wish }]) => [id, wish] as const),
    ...confirmationsIn(evidence, invitationId),
  ]);
  const strange = entries.filter(([id, { kind }]) => kind === 'completion' && !wishes.has(id));
  const misdated = entries.filter(([id, { at }]) => own.has(id) && own.get(id)?.at !== at);
  const seen = seenIn(invitation);
  const expected = termsOf(evidence, newestForm(entries)).map((terms) => fold(entries, wishes, terms));
  const faults = [
    ...strange.map(([id]) => broken(`a form of somebody else is in the history (${id})`)),
    ...misdated.map(([id]) => broken(`a form stands at another time than it was sent (${id})`)),
    ...judgeDecisions(evidence, invitation),
    ...(evidence.story.terms === 'clinic' ? judgePlacedForms(invitation, wishes) : []),
  ];
  const isAsSeen = (one: Seen | undefined) =>
    isDeepStrictEqual(
      seen,
      one && { ...one, attention: one.attention.filter((reason) => !isOfMark(reason, invitation)) },
    );
  if (!expected.some(isAsSeen)) {
    faults.push(broken(`the booking is not what its history says: ${JSON.stringify([seen, ...expected])}`));
  }
  const writes = entries.length + decisionsAfterwards(evidence.committed, invitationId);
  if (entries.length < HISTORY_LIMIT && revision !== writes) {
    faults.push(broken(`${writes} writes of entries were counted as ${revision} (${invitationId})`));
  }
  return faults;
}

/** Messages that an invitation claims although they were sent for another one. */
function judgeOwnership(evidence: Evidence, { invitationId, attempts }: StoredInvitation): Violation[] {
  return Object.values(attempts).flatMap(({ messageId = '' }) => {
    const truly = evidence.world.whatsapp.sent.get(messageId)?.flow?.token?.split('.')[0];
    const isOwn = truly === undefined || truly === invitationId;
    if (isOwn || adopterOf(evidence, messageId, truly) === invitationId) return [];
    return [broken(`the message of another invitation was taken for its own (${invitationId})`)];
  });
}

/** Promise 4: one completion, one effect. The booking follows from the forms and decisions in order. */
export function judgeBookings(evidence: Evidence): Violation[] {
  const { world, acknowledged } = evidence;
  const reported = new Map(
    world.reported.flatMap((one) => (one.kind === 'form' ? [[one.messageId, one] as const] : [])),
  );
  const invitations = invitationsIn(world.table.items);
  const taken = acknowledged
    .filter(isOfCompletions)
    .flatMap((one) => (one.reported.kind === 'form' ? [one.reported] : []));
  const missing = taken.filter((form) => {
    const id = invitationOf(evidence, form);
    const invitation = invitations.find(({ invitationId }) => invitationId === id);
    if (!invitation || Object.keys(invitation.history).length >= HISTORY_LIMIT) return false;
    const isGivenUp = form.token === 'none' && isKeptUnmatched(world.table.items, form.messageId);
    return !Object.hasOwn(invitation.history, form.messageId) && !isGivenUp;
  });
  return [
    ...invitations.flatMap((invitation) => judgeInvitation(evidence, invitation, reported)),
    ...invitations.flatMap((invitation) => judgeOwnership(evidence, invitation)),
    ...missing.map(({ messageId }) => broken(`a form has no effect (${messageId})`)),
  ];
}
