import type { Outcome } from '../engine/lambda.ts';
import type { Delivered } from '../model/reported.ts';
import type { Change } from '../model/table-model.ts';
import type { World } from '../model/world.ts';
import type { Business } from '../story/business.ts';
import type { Desk } from '../story/desk.ts';
import type { Attack } from '../story/play.ts';
import type { Story } from '../story/story.ts';

export type Acknowledged = Delivered & { at: number };

/** A change with its time and the run that made it, in the order of the table. */
export type Committed = Change & { at: number; by: string | undefined; runStartedAt: number | undefined };

/** How a run ended, when, and when it began. */
export type RunEnd = { kind: Outcome['kind']; at: number; startedAt: number };

/** All that was seen of a story. */
export type Evidence = {
  story: Story;
  world: World;
  business: Business;
  desk: Desk;
  attacks: readonly Attack[];
  /** What doors took of people who were not erased. */
  acknowledged: readonly Acknowledged[];
  /** What doors took of anybody. */
  everAcknowledged: readonly Acknowledged[];
  committed: readonly Committed[];
  log: readonly string[];
  /** How each run ended, by its key. */
  ends: ReadonlyMap<string, RunEnd>;
  /** Nothing was left to happen. */
  isQuiet: boolean;
};

const byKey = new WeakMap<readonly Committed[], Map<string, Committed[]>>();

/** The changes of one item, in their order. */
export function changesOf({ committed }: Pick<Evidence, 'committed'>, pk: string): readonly Committed[] {
  const known = byKey.get(committed) ?? Map.groupBy(committed, (change) => change.pk);
  byKey.set(committed, known);
  return known.get(pk) ?? [];
}
