import { MOST_AHEAD_MS } from '../engine/invocation.ts';
import type { Item } from '../model/expressions.ts';
import type { DeskRequest, Try } from '../story/desk-requests.ts';
import { bookingsIn, holdOf, parseDay, type StoredBooking } from './clinic.ts';
import type { Evidence } from './evidence.ts';
import { decisionsAfterwards } from './history-facts.ts';
import { isByTap } from './items.ts';
import { isOwnTime } from './live-forms.ts';
import type { Violation } from './violation.ts';

const broken = (what: string): Violation => ({ promise: 'repeats', what });

const isDone = ({ status }: Try) => status < 300;

/** Whether a hold that was answered stands when its repeat asks for it, by every clock, and nobody else gives it up. */
function isStillHeld(
  { committed }: Evidence,
  invitationId: string | undefined,
  first: Try,
  { run, asked, answered }: Try,
): boolean {
  const id = holdOf(invitationId, first);
  const untilIn = (day: Item | undefined) => (day?.['type'] === 'day' ? (parseDay(day).claims[id]?.until ?? 0) : 0);
  const isGivenUp = committed.some(
    ({ at, by, before, after }) =>
      asked.at <= at && at <= answered.at && by !== run && untilIn(before) > 0 && untilIn(after) === 0,
  );
  return !isGivenUp && asked.days.some((day) => untilIn(day) > answered.at + MOST_AHEAD_MS);
}

/** Whether the held time has become the customer's own by a form: it needs no hold then. */
const hasBecomeOwn = (request: DeskRequest, { asked, answered }: Try) =>
  isOwnTime(request, asked) || isOwnTime(request, answered);

/** The tries after one that was answered: each repeats what is done. */
function repeatsOf(evidence: Evidence, request: DeskRequest): { repeat: Try; first: Try }[] {
  const { tries, kind, invitationId } = request;
  const at = tries.findIndex(isDone);
  const first = tries[at];
  if (!first) return [];
  const repeats = tries.slice(at + 1).map((repeat) => ({ repeat, first }));
  if (kind !== 'hold') return repeats;
  return repeats.filter(
    ({ repeat }) => isStillHeld(evidence, invitationId, first, repeat) && !hasBecomeOwn(request, repeat),
  );
}

/** The item without what says that the customer opened the form. */
const unopened = (item: Item | undefined) => JSON.stringify({ ...item, openedAt: undefined });

/**
 * What a request writes beside what it does, once, and in a repeat if the first write failed: that a key was used that day,
 * and that the customer opened the form.
 */
const isBeside = ({ before, after }: Evidence['committed'][number]) =>
  after?.['type'] === 'named-key' || (before !== undefined && unopened(before) === unopened(after));

/** A repeat writes nothing, and names the same invitation or hold. */
function judgeRepeats(evidence: Evidence, request: DeskRequest): Violation[] {
  const { committed } = evidence;
  // A repeat goes on with what the first one began; that it has nothing sent twice is judged with the notices.
  if (request.kind === 'resend') return [];
  if (request.idempotencyKey === undefined && !['hold', 'confirmation'].includes(request.kind)) return [];
  return repeatsOf(evidence, request).flatMap(({ repeat, first }) => {
    const wrote = committed.some((write) => write.by === repeat.run && !isBeside(write));
    const named = ['invitationId', 'confirm_id'].filter((name) => repeat.body[name] !== first.body[name]);
    return [
      ...(wrote ? [broken(`a repeat wrote something (${repeat.run})`)] : []),
      ...(isDone(repeat) && named.length > 0
        ? [broken(`a repeat has another ${named.join(', ')} (${repeat.run})`)]
        : []),
    ];
  });
}

/** They make no entry of the business: what a customer confirms is a form's (see `live-forms.ts`), and who came is none. */
const WITHOUT_ENTRY: readonly DeskRequest['kind'][] = ['live-look', 'hold', 'confirmation', 'attendance', 'resend'];

/** No request has more effects than one: the entries of a history are those of as many requests. */
function judgeEntries({ desk, committed }: Evidence, { invitationId, history, revision }: StoredBooking): Violation[] {
  const isAbout = (request: DeskRequest) =>
    request.kind === 'booking'
      ? request.tries.some(({ body }) => body['invitationId'] === invitationId)
      : request.invitationId === invitationId && !WITHOUT_ENTRY.includes(request.kind);
  const writes = Object.keys(history).length + decisionsAfterwards(committed, invitationId);
  const later = Object.values(history).filter(
    (entry) => entry.kind !== 'booking' && entry.kind !== 'completion' && !isByTap(entry),
  ).length;
  const decisions = desk.requests.filter((request) => isAbout(request) && request.kind !== 'booking');
  const granted = decisions.filter(({ tries }) => tries.some(isDone)).length;
  return [
    ...(revision !== writes ? [broken(`${writes} writes of entries counted as ${revision} (${invitationId})`)] : []),
    ...(later > decisions.length ? [broken(`a decision took effect twice (${invitationId})`)] : []),
    ...(later < granted ? [broken(`a decision was granted and is not there (${invitationId})`)] : []),
  ];
}

/** Repeating a call changes nothing; one request makes one booking. */
export function judgeRepetition(evidence: Evidence): Violation[] {
  const { desk, committed, story } = evidence;
  const made = new Set(
    committed.filter(({ before, after }) => !before && after?.['origin'] === 'desk').map(({ pk }) => pk),
  ).size;
  const asked = desk.requests.filter(({ kind }) => kind === 'booking').length;
  const decided = story.terms === 'clinic' ? bookingsIn(evidence.world.table.items) : [];
  return [
    ...desk.requests.flatMap((request) => judgeRepeats(evidence, request)),
    ...decided.flatMap((booking) => judgeEntries(evidence, booking)),
    ...(made > asked ? [broken(`${made} bookings for ${asked} requests`)] : []),
  ];
}
