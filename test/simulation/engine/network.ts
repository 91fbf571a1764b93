import { DynamoDBServiceException } from '@aws-sdk/client-dynamodb';
import { currentInvocation, type Invocation, never } from './invocation.ts';
import type { FetchResponse } from './runtime-fakes.ts';
import type { Scheduler } from './scheduler.ts';

/** The fault rates of the network and the machines, each a probability per call. */
export type FaultRates = {
  /** Rejected or lost until the SDK gives up: the call has no effect. */
  refused: number;
  /** The call takes effect, the answer is lost, and the SDK repeats the call. */
  repeated: number;
  /** The call takes effect, and every answer is lost. */
  unanswered: number;
  /** The function dies before or after the call. */
  crash: number;
  /** A slow call. */
  slow: number;
};

export const NO_FAULTS: FaultRates = { refused: 0, repeated: 0, unanswered: 0, crash: 0, slow: 0 };

type Fault = 'refused' | 'repeated' | 'unanswered' | 'crash-before' | 'crash-after';

export type NetworkSurroundings = {
  scheduler: Scheduler;
  faultRates(): FaultRates;
  /** Announces a fault; `false` if this story runs without it. */
  mayHappen(key: string, what: string): boolean;
};

/** Delay of the SDK's repeats, about, ms; a lost answer is noticed after the request's timeout. */
const REPEAT_MS = 100;
const ANSWER_WITHIN_MS = 2_000;
const TRIES = 3;

/** The SDK's error after a service has failed on all repeats. */
const gaveUp = (name: string) =>
  new DynamoDBServiceException({
    name,
    $fault: 'server',
    message: 'The service did not answer.',
    $metadata: { attempts: TRIES },
  });

/** The errors of `fetch` for a refused connection and for a timeout. */
const unreachable = () => Object.assign(new TypeError('fetch failed'), { cause: { code: 'ECONNREFUSED' } });
const noAnswer = () => new DOMException('The operation was aborted due to timeout', 'TimeoutError');

type Result<T> = { value: T } | { error: unknown };

function attempt<T>(effect: () => T): Result<T> {
  try {
    return { value: effect() };
  } catch (error) {
    return { error };
  }
}

export type Network = ReturnType<typeof createNetwork>;

/**
 * The network between the functions and the services. Every call takes time and may fail, and other calls run in
 * between: this is where runs interleave.
 */
export function createNetwork({ scheduler, faultRates, mayHappen }: NetworkSurroundings) {
  function faultFor(key: string, invocation: Invocation, isRepeated: boolean): Fault | undefined {
    const { refused, repeated, unanswered, crash } = faultRates();
    const thrown = invocation.dice.float();
    const isBefore = invocation.dice.chance(0.5);
    const repeatedHere = isRepeated ? repeated : 0;
    if (thrown >= crash + refused + unanswered + repeatedHere) return undefined;
    const chances: [Fault, number][] = [
      [isBefore ? 'crash-before' : 'crash-after', crash],
      ['refused', refused],
      ['unanswered', unanswered],
      ['repeated', repeatedHere],
    ];
    let upTo = 0;
    const fault = chances.find(([, chance]) => {
      upTo += chance;
      return thrown < upTo;
    })?.[0];
    return fault && mayHappen(`${key} ${fault}`, fault) ? fault : undefined;
  }

  function latency({ dice }: Invocation): number {
    const [thrown, share] = [dice.float(), dice.float()];
    const most = thrown < faultRates().slow ? 1_500 : thrown < 0.3 ? 40 : 8;
    return 1 + Math.floor(share * most);
  }

  /** After its function has ended, a request under way may still arrive or not. */
  const arrives = (invocation: Invocation) => !invocation.isOver || invocation.dice.chance(0.5);

  type Call<T> = { key: string; invocation: Invocation; effect: () => T; settle: (result: Result<T>) => void };

  /** Simulates one call: when and how often it takes effect, and when it returns with which result. */
  function play<T>({ key, invocation, effect, settle }: Call<T>, fault: Fault | undefined): void {
    const there = latency(invocation);
    const take = (ms: number, then: (result: Result<T>) => void) =>
      scheduler.after(ms, key, () => {
        if (arrives(invocation)) then(attempt(effect));
      });
    const comeBack = (ms: number, result: Result<T>) => scheduler.after(ms, `${key} back`, () => settle(result));
    switch (fault) {
      case 'crash-before':
        scheduler.after(there, `${key} dies before`, () => invocation.die('crashed'));
        return;
      case 'crash-after':
        take(there, () => invocation.die('crashed'));
        return;
      case 'refused':
        comeBack(there + TRIES * REPEAT_MS, { error: gaveUp('ThrottlingException') });
        return;
      case 'repeated':
        take(there, () => {
          const again = invocation.dice.chance(0.5) ? ANSWER_WITHIN_MS : REPEAT_MS;
          take(again, settle);
        });
        return;
      case 'unanswered':
        take(there, () => comeBack(TRIES * ANSWER_WITHIN_MS, { error: gaveUp('TimeoutError') }));
        return;
      default:
        // Returns at once: other runs act during the next call's way to the service.
        take(there, settle);
    }
  }

  function begin<T>(service: string, what: string, effect: () => T, playOut: (call: Call<T>) => void): Promise<T> {
    const invocation = currentInvocation();
    if (!invocation || invocation.isOver) return never();
    invocation.calls += 1;
    const key = `${invocation.key} ${invocation.calls}:${service} ${what}`;
    return new Promise<T>((resolve, reject) => {
      const settle = (result: Result<T>) => {
        if (invocation.isOver) return;
        if ('value' in result) resolve(result.value);
        else reject(result.error);
      };
      playOut({ key, invocation, effect, settle });
    });
  }

  return {
    /** An SDK call, which the SDK repeats on failure. `effect` is immediate and may throw the service's errors. */
    callService: <T>(service: string, what: string, effect: () => T): Promise<T> =>
      begin(service, what, effect, (call) => play(call, faultFor(call.key, call.invocation, true))),

    /** A plain HTTP call without repeats; `withinMs` is the caller's time limit. */
    callHttp: (
      what: string,
      withinMs: number,
      effect: () => { response: FetchResponse; afterMs: number },
    ): Promise<FetchResponse> => {
      type Answer = { response: FetchResponse; afterMs: number };
      return begin<Answer>('provider', what, effect, (call) => {
        const { key, invocation, settle } = call;
        const fault = faultFor(key, invocation, false);
        if (fault === 'crash-before' || fault === 'crash-after') return play(call, fault);
        const [there, back] = [latency(invocation), latency(invocation)];
        const isNeverConnected = invocation.dice.chance(0.3);
        const fail = (ms: number, error: Error) => scheduler.after(ms, `${key} fails`, () => settle({ error }));
        if (fault === 'refused') {
          fail(isNeverConnected ? there : withinMs, isNeverConnected ? unreachable() : noAnswer());
          return;
        }
        const answer = () => {
          if (!arrives(invocation)) return;
          const result = attempt(effect);
          const left = withinMs - there;
          const neededMs = ('value' in result ? result.value.afterMs : 0) + back;
          const isTooLate = fault === 'unanswered' || neededMs >= left;
          if (isTooLate) fail(left, noAnswer());
          else scheduler.after(neededMs, `${key} back`, () => settle(result));
        };
        scheduler.after(there, key, answer);
      }).then(({ response }) => response);
    },
  };
}
