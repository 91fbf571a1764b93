import { failureOf } from '../../../local/one-msg/behaviour/known-failures.ts';
import type { Failure } from '../../../local/one-msg/channel-state.ts';
import type { Dice } from '../engine/dice.ts';

/** A failure in words alone, as the normalised dialect tells it: Meta's title, with its details or its number at times. */
export function worded({ code, title, details }: Failure, dice: Dice): string {
  return dice.pick([title, title, `${title}: ${details}`, `(#${code}) ${title}`, title.toUpperCase()]);
}

/** The failure behind a code, with the words that this telling of it has. */
export const failureInWords = (code: number, dice: Dice): Failure => {
  const failure = failureOf(code);
  return { ...failure, text: worded(failure, dice) };
};
