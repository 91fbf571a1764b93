import { fork } from 'node:child_process';
import { on } from 'node:events';
import path from 'node:path';
import type { Preparation } from './business.ts';
import type { Answer, Order } from './engine.ts';
import type { Usage } from './operations.ts';

/** All tables take about 1.4 GB; without room to spare the collector would be at work all the time. */
const HEAP_MB = 4_096;

export type TableEngine = {
  endpoint: string;
  /** Has the table of a size answer, with something prepared in it. */
  enter(size: number, preparation?: Preparation): Promise<void>;
  /** Puts that table back as it was, and says what was asked of it, and what of the processor that took here (ms). */
  leave(): Promise<{ usage: Usage; cpuMs: number }>;
  stop(): void;
};

/** Starts the engine with a table of each size. `onProgress` hears how far it is. */
export async function startEngine(
  sizes: readonly number[],
  today: number,
  onProgress: (what: string) => void,
): Promise<TableEngine> {
  const child = fork(path.join(import.meta.dirname, 'engine.ts'), {
    execArgv: ['--expose-gc', `--max-old-space-size=${HEAP_MB}`],
  });
  const messages = on(child, 'message', { close: ['exit'] });

  async function ask<Kind extends Answer['kind']>(order: Order, kind: Kind): Promise<Extract<Answer, { kind: Kind }>> {
    child.send(order);
    for (;;) {
      const { value, done } = await messages.next();
      if (done) throw new Error('The table engine of the bench ended.');
      const said: Answer = value[0];
      if (said.kind === 'failed') throw new Error(said.message);
      if (said.kind === 'filling') onProgress(`${said.items.toLocaleString('en')} items`);
      // What is of this kind is that answer.
      else if (said.kind === kind) return said as Extract<Answer, { kind: Kind }>;
    }
  }

  const { endpoint, megabytes } = await ask({ kind: 'fill', sizes, today }, 'filled');
  onProgress(`all tables are filled, in ${megabytes.toLocaleString('en')} MB`);
  return {
    endpoint,
    async enter(size, preparation = {}) {
      await ask({ kind: 'enter', size, preparation }, 'entered');
    },
    leave: () => ask({ kind: 'leave' }, 'left'),
    stop: () => child.kill(),
  };
}
