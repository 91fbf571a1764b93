import { type Finding, fault, ok, warning } from './check.ts';

/** Two clocks compared, in whole seconds: positive if the other one is ahead of this machine's. */
export type Skew = { seconds: number };

/** A `Date` header tells whole seconds, and the answer was under way for a while. */
const TOLERANCE_S = 2;
/** AWS refuses what is signed by a clock further off than five minutes; long before that times are misjudged. */
const WRONG_S = 60;

/** How far the clock behind an answer is ahead of this machine's; undefined if the answer does not tell the time. */
export function skewOf({ headers }: Response, asked: number, answered: number): Skew | undefined {
  const theirs = Date.parse(headers.get('date') ?? '');
  if (Number.isNaN(theirs)) return undefined;
  return { seconds: Math.round((theirs - (asked + answered) / 2) / 1000) };
}

const CHECK = 'Clocks';

/** Judges the clocks by the two that matter: the stack computes the session window by the provider's times. */
export function judgeClocks(stack: Skew | undefined, provider: Skew | undefined): Finding {
  if (!stack || !provider) {
    return warning(CHECK, `The ${stack ? 'provider' : 'API'} does not tell its time: nothing to compare with.`);
  }
  const apart = Math.abs(provider.seconds - stack.seconds);
  if (apart > WRONG_S) {
    return fault(
      CHECK,
      `The provider's clock and AWS's are ${apart} s apart, so session windows are misjudged: tell 1MSG.`,
    );
  }
  if (Math.abs(stack.seconds) > WRONG_S) {
    return warning(CHECK, `This machine's clock is ${Math.abs(stack.seconds)} s off: set it, or AWS will refuse it.`);
  }
  if (apart > TOLERANCE_S) return ok(CHECK, `The provider's clock and AWS's are ${apart} s apart, which does no harm.`);
  return ok(CHECK, 'The provider, AWS and this machine agree on the time.');
}
