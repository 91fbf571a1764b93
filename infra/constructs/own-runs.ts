import { Stack } from 'aws-cdk-lib';
import { CfnRule } from 'aws-cdk-lib/aws-events';
import { CfnEventSourceMapping } from 'aws-cdk-lib/aws-lambda';
import type { IConstruct } from 'constructs';
import * as z from 'zod/mini';

const Workers = z.object({ maximumConcurrency: z.number() });
const Targets = z.array(z.unknown());
const EVERY_MINUTE = 'rate(1 minute)';

/**
 * How many functions the stack's own work keeps running at most: those behind queues for as long as something waits there,
 * and those that work for minutes. The rest comes on top for moments: the stream's readers, and what runs once an hour.
 */
export function ownRuns(scope: IConstruct): number {
  const { node } = scope;
  const resolve = (value: unknown): unknown => Stack.of(scope).resolve(value);
  const behindQueues = node
    .findAll()
    .filter((construct) => construct instanceof CfnEventSourceMapping)
    .map(({ scalingConfig }) => Workers.safeParse(resolve(scalingConfig)).data?.maximumConcurrency ?? 0);
  const byTheMinute = node
    .findAll()
    .filter((construct) => construct instanceof CfnRule)
    .filter(({ scheduleExpression }) => scheduleExpression === EVERY_MINUTE)
    .map(({ targets }) => Targets.parse(resolve(targets)).length);
  return [...behindQueues, ...byTheMinute].reduce((sum, runs) => sum + runs, 0);
}
