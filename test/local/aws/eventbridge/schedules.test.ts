import { ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseSchedule } from '../../../../local/aws/eventbridge/schedules.ts';
import { eventually } from '../../support/eventually.ts';
import { startTinyStack, type TinyStack } from '../../support/tiny-stack.ts';

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

  it('does not get again what waited longer than it may; that is kept with the reason', async () => {
    const failed = stack.model.queues.find(({ name }) => name === 'failed-ticks');
    const runs = () => ticks().filter((event) => JSON.stringify(event).includes('"late"')).length;
    await stack.announce('Tick Wanted', { kind: 'late', explode: true });
    await eventually(() => runs() === 1);
    stack.clock.advance(10 * 60 + 1);
    const sqs = new SQSClient({ ...stack.aws, endpoint: stack.runner.aws.other });
    const kept: unknown[] = [];
    await eventually(async () => {
      const { Messages = [] } = await sqs.send(new ReceiveMessageCommand({ QueueUrl: failed?.url }));
      for (const { Body = '{}' } of Messages) kept.push(JSON.parse(Body));
      return JSON.stringify(kept).includes('EventAgeExceeded');
    });
    expect(kept.at(-1)).toEqual({
      version: '1.0',
      timestamp: expect.any(String),
      requestContext: expect.objectContaining({ condition: 'EventAgeExceeded', approximateInvokeCount: 1 }),
      requestPayload: expect.objectContaining({ detail: { kind: 'late', explode: true } }),
    });
    expect(runs()).toBe(1);
  });
});
