import { NO_FAULTS } from '../engine/network.ts';
import type { NoticeRequest } from '../model/provider-model.ts';
import type { Evidence } from './evidence.ts';
import { type Duty, dutiesOf } from './reminder-duties.ts';
import {
  nameOf,
  type ReminderClaim,
  type ReminderName,
  reminderSendsIn,
  type StoredReminder,
  storedReminders,
} from './reminder-sends.ts';
import { type Standing, standingsIn } from './standing.ts';
import { type Known, reportsIn } from './told-sends.ts';
import { type Wanting, wantingOf } from './wanting.ts';
import { visitsIn } from './window.ts';

/** Clocks differ by 30 s, and a request is on its way for some seconds. */
export const SLACK_MS = 60_000;

/** By then the run that plans what was booked before the contract changed has done so, if nothing goes wrong any more. */
const PLANNED_WITHIN_MS = 3 * 3_600_000;

/** All that the promise about reminders looks at; reminders go by their names. */
export type Scene = {
  evidence: Evidence;
  wanting: Wanting;
  /** When bookings stood, by their invitations. */
  standings: ReadonlyMap<string, Standing[]>;
  /** One for each time in which a booking stood at the same start. */
  duties: ReadonlyMap<string, Duty[]>;
  claims: ReadonlyMap<string, ReminderClaim[]>;
  /** Reminders that went out without a claim. */
  strays: readonly NoticeRequest[];
  stored: ReadonlyMap<string, StoredReminder>;
  /** By when what was booked before a contract was planned by it, by the time since which it is in force. */
  plannedAnew: ReadonlyMap<number, number>;
  /** What became of each message. */
  known: ReadonlyMap<string, Known>;
  visits: ReturnType<typeof visitsIn>;
};

/** A run each hour plans anew, until one of them succeeds. */
function plannedAnewIn({ world, ends, story }: Evidence): Map<number, number> {
  const runs = [...ends].filter(([run, { kind }]) => run.startsWith('plan-reminders ') && kind === 'answered');
  const isCalmSince = Math.max(
    story.startsAt + (story.faultRates === NO_FAULTS ? 0 : story.noiseMs),
    ...story.outages.map(({ toMs }) => story.startsAt + toMs),
  );
  return new Map(
    world.remindersInForce.map(({ at: since }) => {
      const done = runs.filter(([, { startedAt }]) => startedAt >= since).map(([, { at }]) => at);
      return [since, Math.min(...done, Math.max(since, isCalmSince) + PLANNED_WITHIN_MS)];
    }),
  );
}

export function sceneOf(evidence: Evidence): Scene {
  const standings = standingsIn(evidence);
  const invitations = new Map(standings.map(({ invitationId, invitation }) => [invitationId, invitation]));
  const { claims, strays } = reminderSendsIn(evidence, invitations);
  const duties = standings.flatMap((standing) => dutiesOf(evidence, standing));
  return {
    evidence,
    strays,
    wanting: wantingOf(evidence),
    standings: Map.groupBy(standings, ({ invitationId }) => invitationId),
    duties: Map.groupBy(duties, nameOf),
    claims: Map.groupBy(claims, nameOf),
    stored: storedReminders(evidence),
    plannedAnew: plannedAnewIn(evidence),
    known: reportsIn(evidence),
    visits: visitsIn(evidence),
  };
}

export const claimsOf = ({ claims }: Scene, name: ReminderName): ReminderClaim[] => claims.get(nameOf(name)) ?? [];

export type Sent = ReminderClaim & { request: NoticeRequest };
export const isSent = (claim: ReminderClaim): claim is Sent => claim.request !== undefined;

/** Whether a booking stood at this start at a moment. */
export const stood = ({ standings }: Scene, { invitationId, startsAt }: ReminderName, at: number): boolean =>
  (standings.get(invitationId) ?? []).some(
    (standing) => standing.startsAt === startsAt && standing.from <= at && at <= standing.until,
  );

/** Whether faults may happen at some time. */
export const isNoisyAt = ({ story }: Evidence, at: number): boolean =>
  story.faultRates !== NO_FAULTS && at < story.startsAt + story.noiseMs;

/** How much of a time functions are started in, ms. */
export function upBetween({ story }: Evidence, from: number, to: number): number {
  const down = story.outages.map(({ fromMs, toMs }) =>
    Math.max(0, Math.min(to, story.startsAt + toMs) - Math.max(from, story.startsAt + fromMs)),
  );
  return to - from - down.reduce((sum, ms) => sum + ms, 0);
}
