import { isNoShowAt } from './attendance-items.ts';
import { erasedSince } from './consent-words.ts';
import type { Evidence } from './evidence.ts';
import { type Duty, isQuietSometimes } from './reminder-duties.ts';
import { claimsOf, isNoisyAt, isSent, type Scene, SLACK_MS, upBetween } from './reminder-scene.ts';
import { nameOf } from './reminder-sends.ts';
import type { Standing } from './standing.ts';
import { faultOfReason } from './told-reasons.ts';
import { toldInvitationIn } from './told-versions.ts';

const MINUTE = 60_000;
/** By then an event has reached its function, with faults and without. */
const ARRIVES_WITHIN_MS = { noisy: 45 * MINUTE, calm: 2 * MINUTE };
/** How late a run may look at what is due: it is started each minute, and may be killed a few times. */
const LOOKS_WITHIN_MS = { noisy: 15 * MINUTE, calm: 3 * MINUTE };

const noiseAt = (evidence: Evidence, at: number) => (isNoisyAt(evidence, at) ? 'noisy' : 'calm');

const plannedAnewBy = ({ plannedAnew }: Scene, inForceSince: number): number =>
  plannedAnew.get(inForceSince) ?? Number.POSITIVE_INFINITY;

/** Since when a run that looks at what is due has to know of it. */
function plannedBy(scene: Scene, { standing, inForceSince, dueAt }: Duty): number {
  const arrives = standing.from + ARRIVES_WITHIN_MS[noiseAt(scene.evidence, standing.from)];
  const wasThere = inForceSince > standing.from;
  return Math.max(dueAt, wasThere ? plannedAnewBy(scene, inForceSince) : arrives);
}

const GRAIN_MS = 5 * MINUTE;

/** When quiet hours begin within a time, by any contract of the story; else its end. */
function quietSince(evidence: Evidence, from: number, until: number): number {
  for (let at = from; at < until; at += GRAIN_MS) if (isQuietSometimes(evidence, at)) return at;
  return until;
}

/** Whether there was time to send a reminder while its booking stood, and nothing but the customer could keep it back. */
function couldBeSent(scene: Scene, duty: Duty): boolean {
  const { evidence } = scene;
  const { standing, dueAt, lastMoment, inForceSince } = duty;
  if (dueAt <= Math.max(standing.from, inForceSince) + SLACK_MS) return false;
  // A new contract is for appointments ahead: one that had begun when it was looked through has no new follow-up.
  const hadBegun = Date.parse(duty.startsAt) < plannedAnewBy(scene, inForceSince);
  if (inForceSince > standing.from && hadBegun) return false;
  const from = plannedBy(scene, duty);
  const until = quietSince(evidence, from, Math.min(lastMoment, standing.until));
  return upBetween(evidence, from, until) > LOOKS_WITHIN_MS[noiseAt(evidence, from)] + SLACK_MS;
}

const personOf = ({ world }: Evidence, { invitation }: Pick<Standing, 'invitation'>): string | undefined =>
  world.whatsapp.customerAt({ chatId: invitation.recipient?.chatId ?? '' })?.id;

/** Whether somebody ever had, or asked for, another appointment that begins after this one. */
function comesAgain({ evidence }: Scene, { standing, startsAt }: Duty): boolean {
  const person = personOf(evidence, standing);
  return evidence.committed.some(({ pk, after }) => {
    if (!pk.startsWith('invitation#') || after?.['invitationId'] === standing.invitationId) return false;
    const invitation = toldInvitationIn(after);
    if (!invitation || personOf(evidence, { invitation }) !== person) return false;
    const { booking } = invitation;
    return booking?.startsAt !== undefined && booking.startsAt > startsAt && booking.state !== 'cancelled';
  });
}

type Ended = { scene: Scene; duty: Duty; at: number };

const faultOfChange = ({ scene, duty, at }: Ended): string | undefined =>
  (scene.standings.get(duty.invitationId) ?? []).some(
    ({ startsAt, from, until }) => startsAt === duty.startsAt && from <= at - SLACK_MS && until >= at + SLACK_MS,
  )
    ? 'it stands'
    : undefined;

/** What is wrong with each reason that is of reminders only. */
const REASONS: Readonly<Record<string, (ended: Ended) => string | undefined>> = {
  'inside-lead': ({ duty: { dueAt, standing } }) =>
    dueAt <= standing.from + SLACK_MS ? undefined : 'its start was set before it was due',
  late: ({ scene, duty: { lastMoment }, at }) =>
    at >= lastMoment - SLACK_MS || isQuietSometimes(scene.evidence, at) ? undefined : 'it was not late',
  past: ({ duty: { startsAt }, at }) =>
    at >= Date.parse(startsAt) - SLACK_MS ? undefined : 'the appointment had not begun',
  moved: faultOfChange,
  cancelled: faultOfChange,
  'no-show': ({ scene: { evidence }, duty, at }) =>
    duty.kind === 'follow-up' && [-SLACK_MS, 0, SLACK_MS].some((ms) => isNoShowAt(evidence, duty, at + ms))
      ? undefined
      : 'nobody noted that',
  'booked-again': ({ scene, duty }) =>
    duty.isMarketing && comesAgain(scene, duty) ? undefined : 'there is no other appointment',
};
/** These say that there was no time to send it. */
const WITHOUT_TIME = ['inside-lead', 'late', 'past', 'moved', 'cancelled'];

function faultOfReasonFor(scene: Scene, duty: Duty, reason: string, at: number): string | undefined {
  if (WITHOUT_TIME.includes(reason) && couldBeSent(scene, duty)) return 'there was time to send it';
  const judge = REASONS[reason];
  if (judge) return judge({ scene, duty, at });
  const { evidence, wanting, known } = scene;
  const { invitation, from, doubtfulUntil } = duty.standing;
  const purpose = duty.kind === 'reminder' ? 'reminder' : 'followUp';
  const mark = { revision: 0, purpose, reason, since: new Date(at).toISOString() };
  const isDoubtful = at <= doubtfulUntil + ARRIVES_WITHIN_MS.noisy;
  const version = { at: from, revision: 0, key: '', kind: 'stands', isDoubtful, startsAt: duty.startsAt } as const;
  return faultOfReason({ evidence, wanting, invitation, version, mark, claims: claimsOf(scene, duty), known });
}

/** Something on the way from the table to the function gave up, and an alarm tells of it. */
const wasSetAside = ({ world }: Evidence, invitationId: string): boolean =>
  world.toldQueue.setAside.some(({ body }) => body.includes(invitationId)) ||
  world.setAside.some(({ dynamodb }) => dynamodb?.Keys?.['pk']?.S?.endsWith(`#${invitationId}`) === true);

function faultOfDuty(scene: Scene, duty: Duty): string | undefined {
  const { evidence, stored } = scene;
  const customerId = personOf(evidence, duty.standing) ?? '';
  const isErased = erasedSince(evidence, customerId) < Number.POSITIVE_INFINITY;
  if (isErased || wasSetAside(evidence, duty.invitationId)) return undefined;
  const found = stored.get(nameOf(duty));
  if (!found) return couldBeSent(scene, duty) ? 'one that could be sent was not planned' : undefined;
  const { end } = found;
  if (!end) return evidence.isQuiet ? 'neither sent nor said not to be' : undefined;
  if (end.state === 'told') {
    const isTrue = claimsOf(scene, duty).some((claim) => isSent(claim) && claim.request.messageId !== undefined);
    return isTrue ? undefined : 'said to be sent, and it was not';
  }
  const fault = faultOfReasonFor(scene, duty, end.reason ?? '', Date.parse(end.at));
  return fault && `not sent because of ${end.reason}, but ${fault}`;
}

/**
 * What is wrong with how a reminder ended: it was sent, or it is written down why it was not. A booking that came back to a
 * start has a duty for each time in which it stood there; what ended in the first of them stays as it ended, unless it
 * could be sent in the last one.
 */
export function faultOfEnd(scene: Scene, duties: readonly Duty[]): string | undefined {
  const newest = duties.at(-1);
  const fault = newest && faultOfDuty(scene, newest);
  if (!newest || !fault || couldBeSent(scene, newest)) return fault;
  return duties.some((duty) => faultOfDuty(scene, duty) === undefined) ? undefined : fault;
}
