import { type Parsed, parseInput } from '../../parse-input.ts';
import { Behaviour, CALM, type FailurePlan, type Refusal } from './behaviour.ts';
import { seededRandom } from './seeded-random.ts';

export type BehaviourSwitch = {
  /** The current behaviour. A change replaces the whole object, so read it anew for each decision. */
  readonly current: Readonly<Behaviour>;
  /** Changes the given fields and keeps the others. Nothing changes if one of them is invalid or unknown. */
  change(fields: Record<string, unknown>): Parsed<Readonly<Behaviour>>;
  /** Restores the defaults. */
  reset(): void;
  /** The refusal for one call; decrements its `times`. */
  takeRefusal(): Refusal | undefined;
  /** The failure for one message; decrements its `times`. */
  takeFailure(): FailurePlan | undefined;
  /** The seeded sequence's next number, from 0 up to but not including 1. */
  random(): number;
};

export function createBehaviourSwitch(): BehaviourSwitch {
  let current: Readonly<Behaviour> = CALM;
  let random = seededRandom(CALM.seed);

  return {
    get current() {
      return current;
    },
    change(fields) {
      const parsed = parseInput(Behaviour, { ...current, ...fields });
      if (!parsed.ok) return parsed;
      current = parsed.value;
      if ('seed' in fields) random = seededRandom(current.seed);
      return parsed;
    },
    reset() {
      current = CALM;
      random = seededRandom(CALM.seed);
    },
    takeRefusal() {
      const { refuse } = current;
      if (refuse) current = { ...current, refuse: countDown(refuse) };
      return refuse ?? undefined;
    },
    takeFailure() {
      const { failWith } = current;
      if (failWith) current = { ...current, failWith: countDown(failWith) };
      return failWith ?? undefined;
    },
    random: () => random(),
  };
}

function countDown<T extends { times?: number | undefined }>(limited: T): T | null {
  if (limited.times === undefined) return limited;
  return limited.times > 1 ? { ...limited, times: limited.times - 1 } : null;
}
