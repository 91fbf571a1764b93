import { expect, inject, test } from 'vitest';
import { EVERY_DUE_SHARD } from '../../functions/shared/store/table/keys.ts';
import { liveContract, resourcesOf, synthesize } from '../infra/synthesized.ts';
import { INDEXES } from './model/indexes.ts';
import {
  QUEUE,
  QUEUE_RULES,
  STREAM_READERS,
  STREAM_TRIES,
  TIMEOUT_SECONDS,
  TOLD_QUEUE,
  TOLD_RULE,
  WISH_RULE,
} from './model/wiring.ts';

// With the endpoint of a live form, which only some stacks have, and in an account that has room: more happens at once.
const template = synthesize({ ...liveContract, concurrency: 'standard' });

const sorted = (list: unknown[]) => list.map((one) => JSON.stringify(one)).sort();

test('gives each function the time that the stack gives it', () => {
  const functions = Object.entries(template.findResources('AWS::Lambda::Function'));
  for (const [name, seconds] of Object.entries(TIMEOUT_SECONDS)) {
    // A logical id is the function's name without dashes and eight characters of a hash behind it.
    const start = name.replaceAll('-', '');
    const [, deployed] = functions.find(([id]) => id.startsWith(`${start}Function`)) ?? [];
    expect(deployed?.['Properties'].Timeout, `${name} among ${functions.map(([id]) => id)}`).toBe(seconds);
  }
});

test('gives the stream to the readers that the stack gives it to, record by record', () => {
  const mappings = resourcesOf(template, 'AWS::Lambda::EventSourceMapping', { StartingPosition: 'TRIM_HORIZON' });
  const patterns = mappings.map(({ FilterCriteria }) =>
    sorted(FilterCriteria.Filters.map(({ Pattern }: { Pattern: string }) => JSON.parse(Pattern))),
  );
  expect(sorted(patterns)).toEqual(sorted(Object.values(STREAM_READERS).map((filters) => sorted([...filters]))));
  // The first try is none of the retries.
  for (const { MaximumRetryAttempts } of mappings) expect(MaximumRetryAttempts).toBe(STREAM_TRIES - 1);
});

test('fills and empties the queue of requests as the stack does', () => {
  const patterns = sorted(resourcesOf(template, 'AWS::Events::Rule').map(({ EventPattern }) => EventPattern));
  for (const rule of QUEUE_RULES) expect(patterns).toContain(JSON.stringify(rule));
  const [mapping] = resourcesOf(template, 'AWS::Lambda::EventSourceMapping', { BatchSize: QUEUE.batch });
  expect(mapping?.['ScalingConfig']).toEqual({ MaximumConcurrency: QUEUE.concurrency });
  const queues = resourcesOf(template, 'AWS::SQS::Queue', { VisibilityTimeout: QUEUE.visibilityMs / 1000 });
  expect(queues[0]?.['RedrivePolicy']).toMatchObject({ maxReceiveCount: QUEUE.receives });
});

test('fills and empties the queues of bookings to tell and wishes to answer as the stack does', () => {
  const patterns = resourcesOf(template, 'AWS::Events::Rule').map(({ EventPattern }) => EventPattern);
  for (const rule of [TOLD_RULE, WISH_RULE]) expect(patterns).toContainEqual(rule);
  // In a new account, where they wait longest.
  const newAccount = synthesize(liveContract);
  for (const mapping of resourcesOf(newAccount, 'AWS::Lambda::EventSourceMapping', { BatchSize: TOLD_QUEUE.batch })) {
    expect(mapping['ScalingConfig']).toEqual({ MaximumConcurrency: TOLD_QUEUE.concurrency });
  }
  const queues = resourcesOf(template, 'AWS::SQS::Queue', { VisibilityTimeout: TOLD_QUEUE.visibilityMs / 1000 });
  expect(queues[0]?.['RedrivePolicy']).toMatchObject({ maxReceiveCount: TOLD_QUEUE.receives });
});

test('starts reconcile every minute for the shards for which the stack starts it', () => {
  const [rule] = resourcesOf(template, 'AWS::Events::Rule', { ScheduleExpression: 'rate(1 minute)' });
  const inputs = rule?.['Targets'].map(({ Input }: { Input: string }) => JSON.parse(Input));
  expect(inputs).toEqual(EVERY_DUE_SHARD.map((shard) => ({ shards: [shard] })));
});

test('has the indexes that the table has', () => {
  const projections = Object.entries(INDEXES).map(([name, { partition, sort, carries }]) => ({
    name,
    partitionKey: partition,
    sortKey: sort,
    projection: carries.length > 0 ? { type: 'INCLUDE', attributes: [...carries] } : { type: 'KEYS_ONLY' },
  }));
  expect(inject('table').indexes).toEqual(projections);
});
