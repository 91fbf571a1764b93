/** Every order in which actors can read and write the same days: an in-memory model of the table and its transactions. */
import type { InvitationId } from '../../../../../functions/shared/domain/invitation/invitation-id.ts';
import { type ClaimRequest, type Place, tryClaim } from '../../../../../functions/shared/domain/places/claim.ts';
import { type Day, LocalDate } from '../../../../../functions/shared/domain/places/day.ts';
import { release } from '../../../../../functions/shared/domain/places/day-changes.ts';
import { aClinic, aRequest, aService, BEFORE, claimId, MONDAY, resourceId, time } from './clinic.ts';
import { brokenPromises } from './promises.ts';

const MINUTES_THAT_PASS = { 'ten minutes pass': 10, 'the hold nearly ends': 9.75 } as const;
type Passing = keyof typeof MINUTES_THAT_PASS;
type Deed = 'book' | 'override' | 'move' | 'cancel' | 'hold' | 'confirm' | 'erase';
export type Act = Deed | Passing;

/** Somebody who acts for an invitation, one act after the other, by a clock that may be ahead of the others. */
export type Actor = { readonly invitationId: InvitationId; readonly acts: readonly Act[]; readonly aheadMs?: number };

/** How what was decided is written: in one transaction, item by item, or without looking at who else wrote. */
export type Writing = 'one transaction' | 'one by one' | 'unconditional';

type Stored = { id: InvitationId; rev: number; booking?: Place | undefined; isErased?: boolean };
type Write = { days: Day[]; invitation?: Stored | undefined };
/** What an actor is at: its act, what it read, what it has still to write, and how often it began again. */
type Progress = { act: number; writes?: Write[] | undefined; tries: number; lost: number };
type World = { days: Day[]; invitations: Stored[]; now: number; actors: Progress[] };

const MOST_TRIES = 3;
const CLINIC = aClinic();
/** One person and a room for two: two items of the table in every booking. */
const SERVICE = aService({ needs: [[resourceId('ana')], [resourceId('room')]] });
const START = { date: LocalDate.parse(MONDAY), time: time('10:00') };
const LATER = { date: LocalDate.parse(MONDAY), time: time('10:15') };

const isSame = (one: Day, other: Day) => one.resource === other.resource && one.date === other.date;

function wished(act: Deed, entry: string, { id, booking }: Stored): ClaimRequest {
  const ids = { invitationId: id, claimId: claimId(`${id}:${entry}`), service: SERVICE };
  const start = act === 'move' ? LATER : START;
  return aRequest({
    ...ids,
    start,
    kind: act === 'hold' ? 'hold' : 'booking',
    replaces: act === 'move' ? booking?.claimId : undefined,
    override: act === 'override',
  });
}

/** What an act writes in view of what was read; nothing if there is nothing to do. */
function decide(act: Deed, entry: string, days: Day[], invitation: Stored, now: number): Write | undefined {
  const { id, rev, booking, isErased } = invitation;
  if (isErased) return undefined;
  if (act === 'erase') {
    return { days: release(days, { invitationId: id }, now), invitation: { id, rev: rev + 1, isErased: true } };
  }
  if (act === 'cancel') {
    if (!booking) return undefined;
    const freed = release(days, { invitationId: id, claimId: booking.claimId }, now);
    return { days: freed, invitation: { id, rev: rev + 1 } };
  }
  if ((act === 'move') !== (booking !== undefined)) return undefined;
  const answer = tryClaim(days, wished(act, entry, invitation), now);
  if (answer.outcome === 'refused') return undefined;
  const { changed, place } = answer;
  if (act === 'hold') return changed.length > 0 ? { days: [...changed] } : undefined;
  return { days: [...changed], invitation: { id, rev: rev + 1, booking: place } };
}

const decisions = new Map<string, Write | undefined>();

/** The same decision in the same view, made once: most of the states differ elsewhere. */
function decideOnce(...view: Parameters<typeof decide>): Write | undefined {
  const key = JSON.stringify(view);
  if (!decisions.has(key)) decisions.set(key, decide(...view));
  return decisions.get(key);
}

/** The world after a write, or `undefined` if its conditions do not hold. */
function applied(world: World, { days, invitation }: Write, isConditional: boolean): World | undefined {
  const isCurrent = (day: Day) => (world.days.find((one) => isSame(one, day))?.rev ?? 0) === day.rev - 1;
  const stored = world.invitations.find(({ id }) => id === invitation?.id);
  const holds = days.every(isCurrent) && (!invitation || stored?.rev === invitation.rev - 1);
  if (isConditional && !holds) return undefined;
  return {
    ...world,
    days: [...world.days.filter((day) => !days.some((one) => isSame(one, day))), ...days].toSorted((one, other) =>
      one.resource < other.resource ? -1 : 1,
    ),
    invitations: world.invitations.map((one) => (one.id === invitation?.id ? invitation : one)),
  };
}

const portions = (write: Write, writing: Writing): Write[] =>
  writing === 'one by one'
    ? [
        ...write.days.map((day) => ({ days: [day] })),
        ...(write.invitation ? [{ days: [], invitation: write.invitation }] : []),
      ]
    : [write];

const isPassing = (act: Act): act is Passing => act in MINUTES_THAT_PASS;

const become = (world: World, which: number, progress: Progress): World => ({
  ...world,
  actors: world.actors.map((one, index) => (index === which ? progress : one)),
});
const next = ({ act, lost }: Progress): Progress => ({ act: act + 1, tries: 0, lost });

/** The worlds that a write can lead to: it is refused, or done, or done while its answer is lost. */
function afterWrite(world: World, which: number, progress: Progress, writing: Writing): World[] {
  const [write, ...rest] = progress.writes ?? [];
  if (!write) return [];
  const after = applied(world, write, writing !== 'unconditional');
  const again: Progress = { act: progress.act, tries: progress.tries + 1, lost: progress.lost };
  if (!after) return [become(world, which, again.tries < MOST_TRIES ? again : next(progress))];
  const done = become(after, which, rest.length > 0 ? { ...progress, writes: rest } : next(progress));
  // Once, the actor does not learn that it was done, and asks for the same again.
  return progress.lost > 0 ? [done] : [done, become(after, which, { ...again, lost: 1 })];
}

/** The worlds that an actor's next step can lead to; none if the actor is done. */
function steps(world: World, which: number, actor: Actor, writing: Writing): World[] {
  const progress = world.actors[which];
  const act = progress && actor.acts[progress.act];
  if (!act) return [];
  if (isPassing(act)) {
    const now = world.now + MINUTES_THAT_PASS[act] * 60_000;
    return [become({ ...world, now }, which, next(progress))];
  }
  if (progress.writes) return afterWrite(world, which, progress, writing);
  const invitation = world.invitations.find(({ id }) => id === actor.invitationId);
  // Two actors of one invitation make entries of their own.
  const entry = `${which}-${progress.act}`;
  const now = world.now + (actor.aheadMs ?? 0);
  const decided = invitation && decideOnce(act, entry, world.days, invitation, now);
  return [become(world, which, decided ? { ...progress, writes: portions(decided, writing) } : next(progress))];
}

/** The world after one actor did its acts, with nobody in the way. */
function worldAfter(before: Actor, actors: readonly Actor[]): World {
  const ids = [before, ...actors].map(({ invitationId }) => invitationId);
  const start = { act: 0, tries: 0, lost: 1 };
  let world: World = {
    days: [],
    invitations: [...new Set(ids)].map((id) => ({ id, rev: 0 })),
    now: BEFORE,
    actors: [start],
  };
  for (let [after] = steps(world, 0, before, 'one transaction'); after; ) {
    world = after;
    [after] = steps(world, 0, before, 'one transaction');
  }
  return { ...world, actors: actors.map(() => ({ act: 0, tries: 0, lost: 0 })) };
}

/** What was found broken, in any state and once everybody was done. */
export type Findings = { states: number; broken: Set<string>; brokenAtTheEnd: Set<string> };

/** Walks through every order of the actors' steps, after what one did before. */
export function explore(before: Actor, actors: readonly Actor[], writing: Writing): Findings {
  const findings: Findings = { states: 0, broken: new Set(), brokenAtTheEnd: new Set() };
  const seen = new Set<string>();
  const waiting = [worldAfter(before, actors)];
  for (let world = waiting.pop(); world; world = waiting.pop()) {
    const key = JSON.stringify(world);
    if (seen.has(key)) continue;
    seen.add(key);
    const here = world;
    const ahead = actors.flatMap((actor, which) => steps(here, which, actor, writing));
    const standings = world.invitations.map(({ id, booking }) => ({ invitationId: id, booking }));
    for (const one of brokenPromises(world.days, standings, CLINIC.resources, world.now)) {
      findings.broken.add(one);
      if (ahead.length === 0) findings.brokenAtTheEnd.add(one);
    }
    waiting.push(...ahead);
  }
  findings.states = seen.size;
  return findings;
}
