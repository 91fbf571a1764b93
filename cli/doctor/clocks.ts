import { type Finding, fault, ok, warning } from './check.ts';

/** The difference of two clocks, in whole seconds: positive if the other is ahead of this machine's. */
export type Skew = { seconds: number };

/** A `Date` header has whole seconds, and the answer took a while to arrive. */
const TOLERANCE_S = 2;
/** AWS rejects signatures more than five minutes off; long before that, the stack misjudges times. */
const WRONG_S = 60;

/** How far the clock of the answering server is ahead; undefined if the answer carries no time. */
export function skewOf({ headers }: Response, asked: number, answered: number): Skew | undefined {
  const theirs = Date.parse(headers.get('date') ?? '');
  if (Number.isNaN(theirs)) return undefined;
  return { seconds: Math.round((theirs - (asked + answered) / 2) / 1000) };
}

const CHECK = 'Clocks';

/** Compares the stack's clock with the provider's: the stack computes the session window from the provider's times. */
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
