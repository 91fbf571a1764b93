import * as z from 'zod/mini';
import { DAY_MS, epochMs, HOUR_MS, Instant, later } from '../time/instant.ts';
import { KeyId } from './actor.ts';

/** A session that nobody used for so long is over. */
const IDLE_MS = 12 * HOUR_MS;
/** And every session so long after the sign-in. */
export const SESSION_MS = 14 * DAY_MS;
/** A use is written down if the last one is older, so that a busy page writes little. */
export const TOUCH_MS = 10 * 60_000;

/** Somebody who signed in with a key. The session has the rights of the key, as they are when it is used. */
export const Session = z.object({
  /** The named key; left out: the stack's own. */
  keyId: z.optional(KeyId),
  /** What was presented of the stack's own key, hashed: its sessions end with it. */
  ownKeyHash: z.optional(z.string()),
  /** How often all sessions of the key had been ended by then. */
  round: z.int(),
  createdAt: Instant,
  /** Within ten minutes. */
  usedAt: Instant,
  endedAt: z.optional(Instant),
});
export type Session = z.infer<typeof Session>;

/** When a session is over, however much it is used. */
export const lastMomentOf = ({ createdAt }: Pick<Session, 'createdAt'>): Instant => later(createdAt, SESSION_MS);

/** Whether a session still holds by itself: nobody ended it, and neither of its times is up. */
export const isRunning = (
  { createdAt, usedAt, endedAt }: Pick<Session, 'createdAt' | 'usedAt' | 'endedAt'>,
  now: Instant,
): boolean => endedAt === undefined && now < lastMomentOf({ createdAt }) && epochMs(now) - epochMs(usedAt) < IDLE_MS;
