import { figureOf } from './figures.ts';
import type { Step } from './one-booking.ts';

/**
 * The steps of the first round, each with the median processor time of all rounds. Throws without a round, or if two rounds
 * did not make the same steps: `what` names what was done in each.
 */
export function middleSteps(rounds: readonly Step[][], what: string): Step[] {
  const [first, ...others] = rounds;
  if (!first) throw new Error(`"${what}" was not measured.`);
  if (others.some(({ length }) => length !== first.length)) throw new Error(`"${what}" takes other steps each time.`);
  return first.map((step, index) => ({
    ...step,
    cpuMs: figureOf(rounds.flatMap((steps) => steps[index]?.cpuMs ?? [])).median,
  }));
}
