/**
 * Tells simulated stories and prints the events that the product put on the bus, one JSON a line, each once. A process of its own,
 * because the simulation replaces this process's clock and connections. Its arguments are how many stories, and the first seed.
 */
import { EVENT_SOURCE } from '../../../functions/shared/domain/events/event-details.ts';
import { loadFunctions } from '../../simulation/engine/load-functions.ts';
import { print, replaceSurroundings } from '../../simulation/engine/runtime-fakes.ts';
import { runStory } from '../../simulation/run-story.ts';
import { storyOf } from '../../simulation/story/acts.ts';
import { loadContract } from '../../simulation/story/contract.ts';

const [stories = 0, from = 1] = process.argv.slice(2).map(Number);

replaceSurroundings();
const functions = await loadFunctions(loadContract());
for (let seed = from; seed < from + stories; seed += 1) {
  const events = new Set<string>();
  await runStory(storyOf(seed), functions, {
    onEnd({ bus }) {
      for (const { source, 'detail-type': type, detail } of bus.published)
        if (source === EVENT_SOURCE) events.add(JSON.stringify({ type, detail }));
    },
  });
  for (const event of events) print(`${event}\n`);
}
