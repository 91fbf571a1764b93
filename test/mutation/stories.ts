import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { PREPARED } from '../simulation/engine/load-functions.ts';
import type { Mutant, Switched } from './mutants.ts';
import type { Answer, Question } from './storyteller.ts';

/** A mutant with which so many stories take longer has one without end. */
const LIMIT_MS = 600_000;

/** The simulation's stories, told in a process of their own, as they replace the clock. */
export type Stories = {
  /** What noticed a mutant, or `undefined` if no story did, or if it does something only while the product loads. */
  noticedBy(mutant: Mutant): Promise<string | undefined>;
  stop(): void;
};

async function ask(child: ChildProcess, question: Question): Promise<Answer | undefined> {
  child.send(question);
  // What did not come first is listened for no more.
  const isAnswered = new AbortController();
  const signal = AbortSignal.any([isAnswered.signal, AbortSignal.timeout(LIMIT_MS)]);
  const answer = once(child, 'message', { signal }).then(
    // Only the storyteller sends.
    ([message]) => message as Answer,
    () => undefined,
  );
  const end = once(child, 'exit', { signal }).then(
    () => undefined,
    () => undefined,
  );
  const first = await Promise.race([answer, end]);
  isAnswered.abort();
  return first;
}

async function startTelling({ texts }: Switched) {
  const child = fork(path.join(import.meta.dirname, 'storyteller.ts'), {
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const answer = await ask(child, { texts: [...texts] });
  if (!answer || !('tooLate' in answer)) throw new Error('The stories cannot be told.');
  return { child, tooLate: new Set(answer.tooLate) };
}

export async function startStories(switched: Switched): Promise<Stories> {
  let telling = await startTelling(switched);
  async function restart(): Promise<void> {
    telling.child.kill('SIGKILL');
    telling = await startTelling(switched);
  }
  return {
    async noticedBy({ id, file }) {
      if (telling.tooLate.has(id) || PREPARED.includes(file)) return undefined;
      const answer = await ask(telling.child, { mutant: id });
      if (!answer || 'tooLate' in answer) {
        await restart();
        return 'a story without end';
      }
      if (answer.isSpoilt) await restart();
      return answer.broken === undefined ? undefined : `story ${answer.broken}`;
    },
    stop: () => telling.child.kill(),
  };
}
