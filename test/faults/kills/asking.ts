import assert from 'node:assert/strict';
import { setTimeout as wait } from 'node:timers/promises';
import type { Answer } from '../../integration/support/request.ts';

const MOST_REPEATS = 20;
const PAUSE_MS = 500;

/** The answer to a request; `undefined` if the blow cut it off. */
export const unlessLost = (asking: Promise<Answer>): Promise<Answer | undefined> => asking.catch(() => undefined);

/** Whether it was not decided: the stack or the machine was too busy, or an earlier request of the same key still runs. */
const isUndecided = ({ status, body }: Answer): boolean =>
  status >= 500 || status === 429 || String(body['type']).endsWith(':still-running');

/** Asks as callers do, again until it is decided. `first` is what is known of the first time: nothing if it was cut off. */
export async function untilDecided(ask: () => Promise<Answer>, first?: Answer): Promise<Answer> {
  let answer = first ?? (await ask());
  for (let repeat = 0; isUndecided(answer); repeat++) {
    assert(repeat < MOST_REPEATS, `A request was never decided: ${answer.status} ${answer.text}`);
    await wait(PAUSE_MS);
    answer = await ask();
  }
  return answer;
}
