/** A process that tells the story of each seed that it gets. Its argument: how many bookings a story has that spans two years. */
import { loadFunctions } from './engine/load-functions.ts';
import { replaceSurroundings } from './engine/runtime-fakes.ts';
import { loadContract } from './story/contract.ts';
import { storiesOf } from './story/stories.ts';
import { tellOne } from './tell-here.ts';

// Who started this process hears Ctrl-C as well, and ends it.
process.on('SIGINT', () => undefined);
process.on('disconnect', () => process.exit());

const [bookings] = process.argv.slice(2).map(Number);
replaceSurroundings();
// Most errors here are part of the story, and collecting their stacks is slow.
Error.stackTraceLimit = 0;
const storyOf = storiesOf(bookings);
const functions = await loadFunctions(loadContract());

process.on('message', async (seed: number) => {
  process.send?.(await tellOne(seed, storyOf, functions));
});
