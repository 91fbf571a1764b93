import { epochMs, type Instant, now } from '../../functions/shared/domain/time/instant.ts';
import type { Inspection } from '../stack/stack-inspection.ts';

/** What a stack has not done: messages that were set aside, and for how many seconds the oldest due item is due. */
export type Backlog = { setAside: number; dueSinceSeconds: number };

/** Throws AWS's errors. */
export async function readBacklog(inspection: Inspection, at: Instant = now()): Promise<Backlog> {
  const [queues, oldest] = await Promise.all([inspection.deadLetters(), inspection.oldestDueAt(at)]);
  return {
    setAside: queues.reduce((sum, { waiting }) => sum + waiting, 0),
    dueSinceSeconds: oldest === undefined ? 0 : Math.max(0, Math.round((epochMs(at) - epochMs(oldest)) / 1000)),
  };
}
