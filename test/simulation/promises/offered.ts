import type { Business, Service } from '../../../functions/shared/domain/places/service.ts';
import { type Question, slotsByMinutes } from '../../functions/domain/places/support/minute-by-minute.ts';
import { MOST_AHEAD_MS } from '../engine/invocation.ts';
import { clinicWish } from '../story/clinic-forms.ts';
import { CLINIC_SERVICES } from '../story/clinic-terms.ts';
import { TERMS } from '../story/contract.ts';
import { type DeskRequest, keptIn, type Sight, type Try, type Wished } from '../story/desk-requests.ts';
import { clock, holdOf, parseDay, type StoredClaim } from './clinic.ts';
import type { Evidence } from './evidence.ts';
import { isTombstone } from './items.ts';
import type { Violation } from './violation.ts';

const broken = (what: string): Violation => ({ promise: 12, what });

/** Two clocks differ by so much at most. */
const APART_MS = 2 * MOST_AHEAD_MS;

/** The reasons that a look at the days decides, and no rule for customers. */
const REASONS = ['slot-taken', 'outside-opening-hours', 'off-step', 'start-in-past', 'too-soon', 'too-far'];
const reasonOf = ({ body }: Try) =>
  String(body['type'] ?? '')
    .split(':')
    .at(-1) ?? '';
const isRefused = (answered: Try) => answered.status === 409 && REASONS.includes(reasonOf(answered));

/** Whether nobody wrote a day or the invitation, and nothing was deployed: an item is replaced, not changed. */
const isSame = (one: Sight, other: Sight) =>
  one.deployments === other.deployments &&
  one.invitation === other.invitation &&
  one.days.length === other.days.length &&
  one.days.every((day, index) => day === other.days[index]);

const claimsIn = ({ days }: Sight): [string, StoredClaim][] =>
  days.filter((day) => !isTombstone(day)).flatMap((day) => Object.entries(parseDay(day).claims));

/** Whether a hold ends about the time of a run: clocks then differ on whether it has. */
const isAboutAHold = ({ asked, answered }: Pick<Try, 'asked' | 'answered'>) =>
  [...claimsIn(asked), ...claimsIn(answered)].some(
    ([, { until }]) => until !== undefined && until >= asked.at - APART_MS && until <= answered.at + APART_MS,
  );

function businessOf({ terms }: Sight, isBound: boolean): Business {
  const {
    openingHours: hours,
    resources = [],
    slotEveryMinutes = 15,
    leadMinutes = 60,
    horizonDays = 60,
  } = TERMS[terms];
  const rules = {
    slotEveryMinutes,
    leadMinutes: isBound ? leadMinutes : 0,
    horizonDays: isBound ? horizonDays : 9_999,
  };
  return { zone: 'Europe/Madrid', resources, hours, rules: { ...rules, holdMinutes: 10 } };
}

type Asked = { service: string; resource?: string | undefined; date: string };

/** What can be had on a date, found the slow way. `isOwn`: the claims that give way to whoever asks. */
function free(
  { answered, aheadMs }: Try,
  { service, resource, date }: Asked,
  isBound: boolean,
  isOwn: (claim: StoredClaim, id: string) => boolean,
): string[] {
  const now = answered.at + aheadMs;
  // The slow search was written for the product's own types, which have the same shape.
  const question: Question = {
    business: businessOf(answered, isBound),
    service: CLINIC_SERVICES.get(service) as unknown as Service,
    chosen: resource,
    days: answered.days.map(parseDay) as unknown as Question['days'],
    now,
    date,
    counts: (claim, id) => !(claim.kind === 'hold' && claim.until <= now) && !isOwn(claim as StoredClaim, id),
    clock,
    grain: 5,
  };
  return slotsByMinutes(question);
}

/** What `GET /slots` answered is what a slow search finds in the same days, no more and no less. */
function judgeLook({ kind, asks, tries }: DeskRequest): Violation[] {
  return tries.flatMap((answered): Violation[] => {
    if (kind !== 'look' || !asks || answered.status !== 200 || !isSame(answered.asked, answered.answered)) return [];
    const items = answered.body['items'] as { date: string; time: string; startsAt: string; resources: string[] }[];
    const offered = items.map(
      ({ date, time, startsAt, resources }) => `${date} ${time} ${startsAt} ${resources.toSorted()}`,
    );
    const found = free(answered, asks, true, () => false);
    const strange = offered.filter((slot) => !found.includes(slot));
    const missing = found.filter((slot) => !offered.includes(slot));
    return [
      ...strange.map((slot) => broken(`offered and not free: ${slot} (${answered.run})`)),
      ...missing.map((slot) => broken(`free and not offered: ${slot} (${answered.run})`)),
    ];
  });
}

const MINUTE = 60_000;

/** When what a customer holds begins, if it is held for a service: no rule that came after the hold takes it away. */
const heldStarts = (sight: Sight, service: string, invitationId: string | undefined) =>
  claimsIn(sight)
    .filter(([, claim]) => claim.kind === 'hold' && claim.invitationId === invitationId)
    .map(([, { from }]) => clock(from + (CLINIC_SERVICES.get(service)?.bufferBefore ?? 0) * MINUTE));

/**
 * The times that a live form shows of a day are those that a slow search finds, as if the customer had given up what is
 * theirs; and what they hold.
 */
function judgeLiveLook({ kind, asks, invitationId, tries }: DeskRequest): Violation[] {
  return tries.flatMap((answered): Violation[] => {
    if (kind !== 'live-look' || !asks || answered.status !== 200 || !isSame(answered.asked, answered.answered))
      return [];
    // A day without a free time is answered with another day.
    const { date, times, has_times } = answered.body as { date: string; times: { id: string }[]; has_times: boolean };
    const offered = has_times ? times.map(({ id }) => id) : [];
    const isOwn = (claim: StoredClaim) => claim.invitationId === invitationId;
    const found = free(answered, { ...asks, date }, true, isOwn).map((slot) => slot.split(' ')[1] ?? '');
    const held = heldStarts(answered.answered, asks.service, invitationId).flatMap((one) =>
      one.date === date ? one.time : [],
    );
    return [
      ...offered
        .filter((time) => !found.includes(time) && !held.includes(time))
        .map((time) => broken(`shown, not free: ${time} (${answered.run})`)),
      ...found
        .filter((time) => !offered.includes(time))
        .map((time) => broken(`free, not shown: ${time} (${answered.run})`)),
    ];
  });
}

/** Whether a hold is the newest of its invitation, as it was asked and as it was answered: no other can be confirmed. */
const isNewestHold = ({ asked, answered }: Try, invitationId: string | undefined, hold: Try) =>
  [asked, answered].every(({ invitation }) => Object(invitation?.['held'])['claimId'] === holdOf(invitationId, hold));

/** Nobody is refused what a slow search finds free in days that nobody wrote meanwhile. */
function judgeRefusals({ wished, invitationId, kind, confirms, tries }: DeskRequest): Violation[] {
  return tries.flatMap((answered): Violation[] => {
    if (!wished || !isRefused(answered) || !isSame(answered.asked, answered.answered)) return [];
    if (isAboutAHold(answered) || (confirms && !isNewestHold(answered, invitationId, confirms))) return [];
    const { date, time } = wished.start;
    const isOwn = (claim: StoredClaim) => claim.invitationId === invitationId;
    const { invitation } = answered.answered;
    const { service, resource } = kind === 'move' && invitation?.['booking'] ? keptIn(invitation) : wished;
    const found = free(answered, { service, resource, date }, kind === 'hold' || kind === 'confirmation', isOwn);
    const isFree = found.some((slot) => slot.startsWith(`${date} ${time} `));
    return isFree ? [broken(`refused as ${reasonOf(answered)}, and free (${answered.run})`)] : [];
  });
}

/** Whether another invitation took anything, or other terms came, from one moment to another. */
function tookAnother(
  { world, committed }: Evidence,
  from: number,
  until: number,
  own: (id: string) => boolean,
): boolean {
  const isWithin = ({ at }: { at: number }) => from <= at && at <= until;
  if (world.termsInForce.some(isWithin)) return true;
  return committed.filter(isWithin).some(({ before, after }) => {
    if (after?.['type'] !== 'day') return false;
    if (before?.['hours'] !== after['hours']) return true;
    const known = before ? parseDay(before).claims : {};
    return Object.entries(parseDay(after).claims).some(([id, claim]) => !known[id] && !own(claim.invitationId));
  });
}

/** Whether the lead time of what a customer wishes runs out about now: clocks then differ on whether it has. */
function isAlmostTooSoon({ answered }: Try, { service, start }: Wished): boolean {
  const { leadMinutes = 60 } = TERMS[answered.terms];
  const startsAt = Date.parse(clinicWish(service, start).startsAt ?? '');
  return startsAt <= answered.at + APART_MS + leadMinutes * MINUTE;
}

/** A slot that was offered is not refused, unless somebody else took something since, or it has become too soon. */
function judgeOffer(evidence: Evidence, { kind, wished, offeredBy, tries }: DeskRequest): Violation[] {
  return tries.flatMap((answered): Violation[] => {
    if (!offeredBy || !wished || !isRefused(answered)) return [];
    if (kind === 'hold' && isAlmostTooSoon(answered, wished)) return [];
    const span = { asked: offeredBy.asked, answered: answered.answered };
    if (isAboutAHold(span) || tookAnother(evidence, span.asked.at, span.answered.at, () => false)) return [];
    return [broken(`offered, and refused as ${reasonOf(answered)} (${answered.run})`)];
  });
}

/** Whoever confirms what they hold is not refused, whatever terms came since, while the hold stands by every clock. */
function judgeConfirmation({ confirms, invitationId, tries }: DeskRequest): Violation[] {
  const held = confirms && holdOf(invitationId, confirms);
  return tries.flatMap((answered): Violation[] => {
    if (!confirms || !isRefused(answered) || !isNewestHold(answered, invitationId, confirms)) return [];
    const [asked, then] = [answered.asked, answered.answered].map((sight) =>
      claimsIn(sight).find(([id, claim]) => id === held && claim.invitationId === invitationId),
    );
    const until = then?.[1].until ?? 0;
    if (!asked || !then || until <= answered.answered.at + MOST_AHEAD_MS) return [];
    return [broken(`held, and refused as ${reasonOf(answered)} (${answered.run})`)];
  });
}

/** Promise 12: what is offered can be had, and what is free is offered. */
export function judgeOffers(evidence: Evidence): Violation[] {
  return evidence.desk.requests.flatMap((request) => [
    ...judgeLook(request),
    ...judgeLiveLook(request),
    ...judgeRefusals(request),
    ...judgeOffer(evidence, request),
    ...judgeConfirmation(request),
  ]);
}
