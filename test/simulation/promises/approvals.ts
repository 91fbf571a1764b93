import * as z from 'zod/mini';
import type { Committed, Evidence } from './evidence.ts';
import { holdsPlace, itemReader } from './items.ts';
import type { Violation } from './violation.ts';

const broken = (what: string): Violation => ({ promise: 'approval', what });

const HOUR = 3_600_000;
/** Clocks differ by 30 s. */
const SLACK_MS = 60_000;

/** What the judge looks at in an invitation, of whatever origin. */
const Invitation = z.looseObject({
  invitationId: z.string(),
  history: z.record(
    z.string(),
    z.looseObject({
      kind: z.string(),
      at: z.string(),
      startsAt: z.optional(z.string()),
      service: z.optional(z.string()),
      resources: z.optional(z.array(z.string())),
      changes: z.optional(z.looseObject({ startsAt: z.optional(z.string()) })),
      place: z.optional(z.looseObject({ outcome: z.string() })),
      declined: z.optional(z.boolean()),
    }),
  ),
  booking: z.optional(
    z.looseObject({
      state: z.string(),
      startsAt: z.optional(z.string()),
      service: z.optional(z.string()),
      resources: z.optional(z.array(z.string())),
      approveBy: z.optional(z.string()),
    }),
  ),
  notApprovedSince: z.optional(z.string()),
  worklistDay: z.optional(z.string()),
});
type Invitation = z.infer<typeof Invitation>;
type Booking = NonNullable<Invitation['booking']>;

const invitationIn = itemReader('invitation', Invitation);

type Place = Pick<Booking, 'startsAt' | 'service' | 'resources'>;

const isPlaceOf = (one: Place, other: Place): boolean =>
  one.startsAt === other.startsAt && one.service === other.service && String(one.resources) === String(other.resources);

const isSamePlace = (one: Booking | undefined, other: Booking): boolean =>
  one !== undefined && holdsPlace(one.state) && isPlaceOf(one, other);

type Entry = Invitation['history'][string];

const takesPlace = ({ kind, place, changes }: Entry): boolean =>
  kind === 'completion' ? place?.outcome === 'placed' : kind !== 'change' || changes?.startsAt !== undefined;

/**
 * Whether staff approved the place of a booking after the customer asked for it. It counts also if another form of the customer
 * came in between, which was sent before it: they are back at what was approved.
 */
function isApproved({ history }: Pick<Invitation, 'history'>, booking: Booking): boolean {
  const keyed = Object.entries(history).filter(([, entry]) => takesPlace(entry));
  const inOrder = keyed.sort(([a, one], [b, other]) => (`${one.at}#${a}` < `${other.at}#${b}` ? -1 : 1));
  const newest = inOrder.at(-1)?.[1];
  return newest?.kind === 'approval' && isPlaceOf(newest, booking);
}

/** Whether staff decided on a booking as it is: they approved its place, or one of the new entries moves or makes it. */
function isDecided(
  before: Invitation | undefined,
  { history, booking }: { history: Invitation['history']; booking: Booking },
): boolean {
  const isNew = ([id]: [string, Entry]) => !before || !Object.hasOwn(before.history, id);
  const made = Object.entries(history).filter(isNew);
  return (
    isApproved({ history }, booking) ||
    made.some(([, { kind, changes }]) => {
      if (kind === 'booking' || kind === 'placement') return true;
      return kind === 'change' && changes?.startsAt === booking.startsAt;
    })
  );
}

/** What is wrong with one write of a booking, where customers wait for approval. */
function faultOfWrite({ before: old, after: item, at }: Committed): string | undefined {
  const [before, after] = [invitationIn(old), invitationIn(item)];
  if (!after?.booking) return undefined;
  const { booking, history, notApprovedSince } = after;
  const { state, approveBy = '' } = booking;
  const known = before?.booking;
  const isKept = isSamePlace(known, booking);
  if (state === 'booked' && !(isKept && known?.state === 'booked') && !isDecided(before, { history, booking }))
    return 'a booking stands that nobody approved';
  if (state === 'to-approve' && isKept && known?.state === 'booked') return 'what was approved waits again';
  if (state === 'to-approve' && isKept && known?.approveBy !== approveBy) return 'asking again put the decision off';
  if (!notApprovedSince || before?.notApprovedSince) return undefined;
  if (state !== 'to-approve') return 'it is said to be late, and does not wait';
  return at < Date.parse(approveBy) - SLACK_MS ? 'it is said to be late before its time' : undefined;
}

/** Each decision was made by somebody of the business. */
function faultsOfDecisions({ desk }: Evidence, { invitationId, history }: Invitation): string[] {
  const asked = (kind: string) =>
    desk.requests.filter((one) => one.kind === kind && one.invitationId === invitationId).length;
  const entries = Object.values(history);
  const approved = entries.filter(({ kind }) => kind === 'approval').length;
  const declined = entries.filter((one) => one.declined === true).length;
  return [
    ...(approved > asked('approval') ? ['it was approved by nobody'] : []),
    ...(declined > asked('refusal') ? ['it was refused by nobody'] : []),
  ];
}

/** What still waits when nothing is left to happen stands in the worklist, since its time was over. */
function faultAtEnd({ story }: Evidence, { booking, notApprovedSince, worklistDay }: Invitation): string | undefined {
  if (booking?.state !== 'to-approve') return undefined;
  if (!notApprovedSince) return 'it waits for approval, and nobody sees that it is late';
  const outagesMs = story.outages.reduce((sum, { fromMs, toMs }) => sum + toMs - fromMs, 0);
  const by = Date.parse(booking.approveBy ?? '') + HOUR + outagesMs;
  if (Date.parse(notApprovedSince) > by) return `it was said to be late only at ${notApprovedSince}`;
  return worklistDay?.endsWith('#attention') ? undefined : 'it is late, and the worklist does not have it';
}

const wasSetAside = ({ world }: Evidence, { invitationId }: Invitation): boolean =>
  world.setAside.some(({ dynamodb }) => dynamodb?.Keys?.['pk']?.S === `invitation#${invitationId}`);

/**
 * Where staff approve what customers book, it stands only once they did; what was approved does not wait again, a decision
 * is not put off, and what nobody decided in time is in the worklist. Elsewhere nothing waits.
 */
export function judgeApprovals(evidence: Evidence): Violation[] {
  const { story, committed, world, isQuiet } = evidence;
  if (story.approval === 'automatic') {
    const waits = committed.find(({ after }) => (after?.['booking'] as Booking | undefined)?.state === 'to-approve');
    return waits ? [broken(`it waits for approval by nobody's wish (${waits.pk})`)] : [];
  }
  const stored = [...world.table.items.values()].flatMap((item) => invitationIn(item) ?? []);
  return [
    ...committed.flatMap((change) => {
      const fault = faultOfWrite(change);
      return fault ? [broken(`${fault} (${change.pk})`)] : [];
    }),
    ...stored.flatMap((invitation) => {
      const late = isQuiet && !wasSetAside(evidence, invitation) ? faultAtEnd(evidence, invitation) : undefined;
      const faults = [...faultsOfDecisions(evidence, invitation), ...(late ? [late] : [])];
      return faults.map((fault) => broken(`${fault} (${invitation.invitationId})`));
    }),
  ];
}
