import type { Functions } from './engine/load-functions.ts';
import type { Incident } from './model/chance.ts';
import { type Outcome, runStory } from './run-story.ts';
import type { Story } from './story/story.ts';

/** The least of a story that still breaks the same promise. */
export type Shortest = { suppressed: ReadonlySet<string>; outcome: Outcome; tries: number };

/** A telling takes milliseconds: so many of them nobody has to wait long for. */
const MOST_TRIES = 600;

const keysOf = (incidents: Incident[]) => [...new Set(incidents.map(({ key }) => key))];

function chunksOf<T>(list: T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(list.length / size) }, (_, index) =>
    list.slice(index * size, (index + 1) * size),
  );
}

/**
 * Leaves out acts and faults, in halves, quarters and so on to single ones, for as long as the story still breaks the
 * promise that it broke.
 */
export async function shorten(story: Story, functions: Functions, failing: Outcome): Promise<Shortest> {
  const promise = failing.violations[0]?.promise;
  let shortest: Shortest = { suppressed: new Set(), outcome: failing, tries: 0 };
  let size = Math.ceil(keysOf(failing.incidents).length / 2);
  while (size >= 1 && shortest.tries < MOST_TRIES) {
    const before = shortest.suppressed.size;
    for (const chunk of chunksOf(keysOf(shortest.outcome.incidents), size)) {
      const suppressed = new Set([...shortest.suppressed, ...chunk]);
      const outcome = await runStory(story, functions, { suppressed });
      const isBroken = outcome.violations.some((violation) => violation.promise === promise);
      shortest = { ...(isBroken ? { suppressed, outcome } : shortest), tries: shortest.tries + 1 };
    }
    const isStuck = shortest.suppressed.size === before;
    if (isStuck && size === 1) break;
    if (isStuck) size = Math.floor(size / 2);
  }
  return shortest;
}
