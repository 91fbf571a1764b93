import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import type { FormKind } from '../../../local/local-additions.ts';
import { type KillableStack, prepareKillableStack } from './killable-stack.ts';

/** The longest wait after the last step that is waited for. */
const LATEST_KILL_MS = 50;
/** The blow falls then, even if too few steps came. */
const PATIENCE_MS = 20_000;

/** With less of either, the blows come too early or too late to prove anything. */
const FAIR_SHARE = 0.2;

/** Work under way on a stack. */
export type Begun = {
  /** Each ends with a part of the work; the blow falls after some of them. None rejects. */
  steps: readonly Promise<unknown>[];
  /** Throws at the first thing that is lost or doubled on the stack that was started again. */
  hold(again: KillableStack): Promise<void>;
};

/** Work of one kind, in whose midst a stack is killed round after round. */
export type KilledWork = {
  /** What it is called in sentences. */
  name: string;
  form: FormKind;
  /** What holds if it does not throw. */
  promise: string;
  /** Prepares the work of one round (from 0), and begins it. */
  begin(stack: KillableStack, round: number): Promise<Begun>;
};

/** How many steps ended before the blow, and how many it cut off. */
export type RoundCounts = { done: number; cutOff: number };

/**
 * When a round's blow falls, the same for the same seed: so long after so many steps. Counting steps makes the blow fall amid
 * the work on a slow machine too.
 */
function drawBlow(seed: number, round: number, steps: number) {
  const drawn = createHash('sha256').update(`${seed}:${round}`).digest();
  const [first, second] = [drawn.readUInt32BE(0), drawn.readUInt32BE(4)].map((number) => number / 2 ** 32);
  return { steps: Math.floor((first ?? 0) * steps), delayMs: (second ?? 0) * LATEST_KILL_MS };
}

/** Counts the steps that have ended, and waits until so many have. */
function follow(steps: readonly Promise<unknown>[]) {
  let ended = 0;
  const listeners = new Set<() => void>();
  for (const step of steps)
    void step.then(() => {
      ended += 1;
      for (const look of listeners) look();
    });
  return {
    ended: () => ended,
    until: (count: number): Promise<void> =>
      new Promise((resolve) => {
        const look = () => {
          if (ended >= count) resolve();
        };
        listeners.add(look);
        look();
      }),
  };
}

function expectFairShares({ done, cutOff }: RoundCounts): void {
  const least = FAIR_SHARE * (done + cutOff);
  assert(
    done >= least && cutOff >= least,
    `The run proves nothing: ${done} steps were done and ${cutOff} cut off; at least ${Math.ceil(least)} of each are needed.`,
  );
}

/**
 * Kills the whole stack in as many rounds, at moments drawn from a seed, while this work goes on, starts it again on the same
 * data, and holds what is there against what was told. Throws too if too few steps were done, or too few cut off, for the run
 * to prove anything.
 */
export async function killInRounds(
  work: KilledWork,
  rounds: number,
  seed: number,
  onProgress: (done: number, counts: RoundCounts) => void,
): Promise<RoundCounts> {
  const report: RoundCounts = { done: 0, cutOff: 0 };
  const prepared = await prepareKillableStack(work.form);
  let stack: KillableStack | undefined;
  try {
    stack = await prepared.start();
    for (let round = 0; round < rounds; round++) {
      const { steps, hold } = await work.begin(stack, round);
      const { ended, until } = follow(steps);
      const blow = drawBlow(seed, round, steps.length);
      await Promise.race([until(blow.steps), wait(PATIENCE_MS, undefined, { ref: false })]);
      await wait(blow.delayMs);
      const counts = { done: ended(), cutOff: steps.length - ended() };
      await stack.kill();
      stack = await prepared.start();
      await hold(stack);
      report.done += counts.done;
      report.cutOff += counts.cutOff;
      onProgress(round + 1, counts);
    }
  } finally {
    await stack?.kill();
    await prepared.remove();
  }
  expectFairShares(report);
  return report;
}
