import { appendFileSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { eventually } from './support/eventually.ts';
import { synthesizeTinyApp } from './support/tiny-app.ts';
import { startTinyStack, type TinyStack } from './support/tiny-stack.ts';

type Consumed = { body: { detail: { name: string } } }[];

let dataDirectory: string;
let app: ReturnType<typeof synthesizeTinyApp>;
let running: TinyStack | undefined;
beforeEach(() => {
  dataDirectory = mkdtempSync(join(tmpdir(), 'restart-'));
  app = synthesizeTinyApp();
});
afterEach(async () => {
  await running?.stop();
  running = undefined;
  for (const path of [dataDirectory, app.notes]) rmSync(path, { recursive: true, force: true });
});

async function start(): Promise<TinyStack> {
  await running?.stop();
  running = await startTinyStack({ dataDirectory, app });
  return running;
}

const consumed = (stack: TinyStack, name: string) =>
  stack.notes<Consumed>('consume').filter(({ event }) => event.some(({ body }) => body.detail.name === name)).length;

describe('over a restart', () => {
  it('messages that wait in a queue are kept, with their count of receives', async () => {
    const first = await start();
    await first.announce('Work Wanted', { name: 'waiting', fail: true });
    await eventually(() => consumed(first, 'waiting') === 1);
    const second = await start();
    await eventually(() => {
      second.clock.advance(1);
      return second.runner.queues().find(({ name }) => name === 'dead-letters')?.visible === 1;
    });
    expect(consumed(second, 'waiting')).toBe(3);
    const third = await start();
    expect(third.runner.queues().find(({ name }) => name === 'dead-letters')?.visible).toBe(1);
  });

  it('what was taken off the stream is not given again, and what was kept as a failure is still there', async () => {
    const first = await start();
    const put = (stack: TinyStack, pk: string, poison: boolean) =>
      stack.database.send(new PutCommand({ TableName: stack.tableName, Item: { pk, ...(poison && { poison }) } }));
    await put(first, 'fine', false);
    await put(first, 'poisoned', true);
    await eventually(() => first.runner.failures().length === 1);

    const second = await start();
    await put(second, 'later', false);
    await eventually(() => second.notes<string[]>('follow').some(({ event }) => event.includes('INSERT later')));
    expect(second.notes<string[]>('follow').filter(({ event }) => event.includes('INSERT fine'))).toHaveLength(1);
    expect(second.runner.failures()).toEqual(first.runner.failures());
    expect(readdirSync(join(dataDirectory, 'failures'))).toHaveLength(1);
  });

  it('what functions printed stays in their logs', async () => {
    const stack = await start();
    await fetch(`${stack.runner.api}/do/throw`);
    expect(readdirSync(join(dataDirectory, 'logs'))).toContain('answer.log');
  });
});

describe('a stop', () => {
  it('lets what is under way finish', async () => {
    const stack = await start();
    const answer = fetch(`${stack.runner.api}/do/sleep?ms=700`);
    await eventually(() => stack.notes('answer').length === 1);
    await stack.runner.stop();
    expect((await answer).status).toBe(200);
  });

  it('leaves no process behind', async () => {
    const stack = await start();
    await fetch(`${stack.runner.api}/do/text`);
    const [note] = stack.notes('answer');
    await stack.runner.stop();
    expect(() => process.kill(note?.pid ?? 0, 0)).toThrow('ESRCH');
  });
});

describe('a queue’s journal', () => {
  const journal = (name: string) =>
    join(
      dataDirectory,
      'queues',
      readdirSync(join(dataDirectory, 'queues')).find((file) => file.startsWith(name)) ?? '',
    );

  it('may end in a line that was never finished', async () => {
    await start();
    await running?.stop();
    appendFileSync(journal('DeadLetters'), '{"op":"keep","mess');
    await expect(start()).resolves.toBeDefined();
  });

  it('is refused with one sentence when a line is damaged', async () => {
    await start();
    await running?.stop();
    running = undefined;
    writeFileSync(journal('DeadLetters'), 'nonsense\n');
    await expect(start()).rejects.toThrow(/^The queue's journal .* is damaged in line 1: delete it .* --ephemeral\.$/);
  });
});
