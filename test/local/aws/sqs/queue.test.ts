import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eventually } from '../../support/eventually.ts';
import { startTinyStack, type TinyStack } from '../../support/tiny-stack.ts';

type Consumed = { body: { detail: { name: string } }; attributes: { ApproximateReceiveCount: string } }[];

let stack: TinyStack;
beforeAll(async () => {
  stack = await startTinyStack();
});
afterAll(() => stack.stop());

/** How often the consumer was given the message of that name, by the count of receives it saw. */
function receivesOf(name: string): string[] {
  return stack
    .notes<Consumed>('consume')
    .flatMap(({ event }) => event)
    .filter(({ body }) => body.detail.name === name)
    .map(({ attributes }) => attributes.ApproximateReceiveCount);
}

const depthOf = (queueName: string) => stack.runner.queues().find(({ name }) => name === queueName);

/** Moves the clock on, second by second, but never as far as a visibility timeout, until something has happened. */
async function letTimePassUntil(happened: () => boolean): Promise<void> {
  let seconds = 0;
  await eventually(() => {
    if (happened()) return true;
    if (seconds < 15) stack.clock.advance(1);
    seconds += 1;
    return false;
  });
}

describe('an event that a rule sends to a queue', () => {
  it('reaches the queue’s function as the whole event', async () => {
    await stack.announce('Work Wanted', { name: 'plain' });
    await eventually(() => receivesOf('plain').length === 1);
    const [message] = stack.notes<Consumed>('consume').flatMap(({ event }) => event);
    expect(message?.body).toMatchObject({
      version: '0',
      source: 'test',
      'detail-type': 'Work Wanted',
      account: '000000000000',
      region: 'eu-west-1',
      resources: [],
      detail: { name: 'plain' },
    });
    await eventually(() => depthOf('work')?.hidden === 0);
  });

  it('is shown among the events, and so is one that no rule wants', async () => {
    await stack.announce('Nothing', { name: 'ignored' });
    expect(stack.runner.events()).toContainEqual(expect.objectContaining({ 'detail-type': 'Nothing' }));
  });
});

describe('a message that its function fails', () => {
  it('comes again, and goes to the dead letters after the last receive', async () => {
    const before = depthOf('dead-letters')?.visible ?? 0;
    await stack.announce('Work Wanted', { name: 'hopeless', fail: true });
    await letTimePassUntil(() => depthOf('dead-letters')?.visible === before + 1);
    expect(receivesOf('hopeless')).toEqual(['1', '2', '3']);
    expect(depthOf('work')).toMatchObject({ visible: 0, hidden: 0 });
  });

  it('comes again alone when the function names it, without those of its batch that succeeded', async () => {
    const details = ['good-1', 'bad-1', 'good-2'].map((name) => ({ name, fail: name.startsWith('bad') }));
    await Promise.all(details.map((detail) => stack.announce('Work Wanted', detail)));
    await letTimePassUntil(() => receivesOf('bad-1').length === 3 && receivesOf('good-2').length > 0);
    expect([receivesOf('good-1'), receivesOf('good-2')]).toEqual([['1'], ['1']]);
  });

  it('comes again when the function throws', async () => {
    await stack.announce('Work Wanted', { name: 'thrown', explode: true });
    await letTimePassUntil(() => receivesOf('thrown').length === 3);
  });

  it('comes again when the function’s process is killed', async () => {
    await stack.announce('Work Wanted', { name: 'killed', sleepMs: 1500 });
    await eventually(() => receivesOf('killed').length === 1);
    stack.runner.killFunction('consume');
    await letTimePassUntil(() => receivesOf('killed').length === 2);
    expect(receivesOf('killed')).toEqual(['1', '2']);
    await eventually(() => depthOf('work')?.hidden === 0);
  });
});

describe('a message on loan', () => {
  it('is seen again when the clock passes its visibility timeout', async () => {
    await stack.announce('Work Wanted', { name: 'slow', sleepMs: 1000 });
    await eventually(() => receivesOf('slow').length === 1);
    stack.clock.advance(30);
    await eventually(() => receivesOf('slow').length === 2);
    await eventually(() => depthOf('work')?.hidden === 0);
  });
});

describe('the function of a queue', () => {
  it('is never given more batches at once than the mapping allows', async () => {
    const names = Array.from({ length: 20 }, (_, index) => `many-${index}`);
    await Promise.all(names.map((name) => stack.announce('Work Wanted', { name, sleepMs: 100 })));
    await eventually(() => names.every((name) => receivesOf(name).length === 1));
    const batches = stack
      .notes<Consumed>('consume')
      .filter(({ event }) => event[0]?.body.detail.name.startsWith('many'));
    expect(new Set(batches.map(({ pid }) => pid)).size).toBeLessThanOrEqual(2);
    expect(Math.max(...batches.map(({ event }) => event.length))).toBeLessThanOrEqual(5);
  });
});
