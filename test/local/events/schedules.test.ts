import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseSchedule } from '../../../local/events/schedules.ts';
import { eventually } from '../support/eventually.ts';
import { startTinyStack, type TinyStack } from '../support/tiny-stack.ts';

describe('the next time of a schedule', () => {
  it.each([
    ['rate(1 minute)', '2026-01-02T09:31:00.000Z'],
    ['rate(5 hours)', '2026-01-02T14:30:00.000Z'],
    ['cron(0 10 * * ? *)', '2026-01-02T10:00:00.000Z'],
    ['cron(0/15 * * * ? *)', '2026-01-02T09:45:00.000Z'],
    ['cron(0 8 ? * MON-FRI *)', '2026-01-05T08:00:00.000Z'],
    ['cron(0 8 ? * 2 *)', '2026-01-05T08:00:00.000Z'],
    ['cron(0 8 1 * ? 2027)', '2027-01-01T08:00:00.000Z'],
    ['cron(0 8 L * ? *)', '2026-01-31T08:00:00.000Z'],
  ])('%s', (expression, expected) => {
    // A Friday.
    expect(parseSchedule(expression, 'a rule')(new Date('2026-01-02T09:30:00Z'))?.toISOString()).toBe(expected);
  });

  it.each(['at(2026-01-01T00:00:00)', 'rate(1 fortnight)', 'cron(* *)', 'every day'])('%s is refused', (expression) => {
    expect(() => parseSchedule(expression, 'Rule7')).toThrow(
      `The local runner does not understand the schedule ${expression} of the rule Rule7.`,
    );
  });
});

describe('a function that a rule invokes', () => {
  let stack: TinyStack;
  beforeAll(async () => {
    stack = await startTinyStack();
  });
  afterAll(() => stack.stop());
  const ticks = () => stack.notes<Record<string, unknown>>('tick').map(({ event }) => event);

  it('runs when the clock reaches the schedule, once for however many times it passed', async () => {
    stack.clock.advance(3599);
    expect(ticks()).toEqual([]);
    stack.clock.advance(3 * 3600);
    await eventually(() => ticks().length === 1);
    expect(ticks()).toEqual([{ hourly: true }]);
  });

  it('gets the event that fits its pattern, and again after a failure, then it is kept at the failure destination', async () => {
    await stack.announce('Tick Wanted', { kind: 'none' });
    await stack.announce('Tick Wanted', { kind: 'some', explode: true });
    const exploded = () => ticks().filter((event) => event['detail-type'] === 'Tick Wanted');
    await eventually(() => exploded().length === 1);
    await eventually(() => {
      stack.clock.advance(1);
      return stack.runner.queues().find(({ name }) => name === 'failed-ticks')?.visible === 1;
    });
    expect(exploded().map(({ detail }) => detail)).toEqual([
      { kind: 'some', explode: true },
      { kind: 'some', explode: true },
    ]);
  });
});
