import type { Context } from 'aws-lambda';
import { lambdaContext } from '../../support/lambda-events.ts';
import type { Dice } from './dice.ts';
import { type Invocation, runAs } from './invocation.ts';
import type { Scheduler } from './scheduler.ts';

/** How a run ended, as its caller sees it. */
export type Outcome = { kind: 'answered'; answer: unknown } | { kind: 'failed' | 'crashed' | 'timed-out' };

export type Handler = (event: unknown, context: Context) => Promise<unknown>;

/** A function as it is deployed. */
export type Deployed = { handler: Handler; timeoutMs: number };

export type LambdaSurroundings<Name extends string> = {
  functions: Record<Name, Deployed>;
  scheduler: Scheduler;
  diceFor(key: string): Dice;
  /** By how much the clock of a run is ahead of the true time, in ms. */
  clockOf(key: string): number;
  /** A function died: whatever it had in memory is gone. */
  onDeath(name: Name): void;
  /** A run is over, in whatever way. */
  onEnd(invocation: Invocation, outcome: Outcome): void;
};

/** Runs functions as Lambda does: each run ends with an answer, an error, its death or its time-out, once. */
export function createLambda<Name extends string>(surroundings: LambdaSurroundings<Name>) {
  const { functions, scheduler, diceFor, clockOf, onDeath, onEnd } = surroundings;

  /** `key` names the run within the story. `done` hears how it ended, with the run itself. */
  let runs = 0;

  function invoke(
    name: Name,
    event: unknown,
    key: string,
    done: (outcome: Outcome, invocation: Invocation) => void,
  ): void {
    const { handler, timeoutMs } = functions[name];
    const startedAt = scheduler.now();
    runs += 1;
    const dice = diceFor(`run ${key}`);

    function end(outcome: Outcome): void {
      if (invocation.isOver) return;
      invocation.isOver = true;
      for (const cancel of invocation.timers) cancel();
      stopTimer();
      if (outcome.kind === 'crashed' || outcome.kind === 'timed-out') onDeath(name);
      onEnd(invocation, outcome);
      done(outcome, invocation);
    }
    const invocation: Invocation = {
      key,
      functionName: name,
      startedAt,
      aheadMs: clockOf(key),
      deadline: startedAt + timeoutMs,
      isOver: false,
      calls: 0,
      tableCalls: 0,
      timers: [],
      dice,
      die: (how) => end({ kind: how }),
    };
    const stopTimer = scheduler.after(timeoutMs, `${key} times out`, () => invocation.die('timed-out'));
    const context = lambdaContext(name, `request-${runs}`, () => invocation.deadline - scheduler.now());
    runAs(invocation, () => {
      handler(event, context).then(
        (answer) => end({ kind: 'answered', answer }),
        () => end({ kind: 'failed' }),
      );
    });
  }
  return { invoke };
}
