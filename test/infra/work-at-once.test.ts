import { GetAccountSettingsCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { App, Stack } from 'aws-cdk-lib';
import { Annotations, Match } from 'aws-cdk-lib/assertions';
import { describe, expect, it } from 'vitest';
import type { Contract } from '../../functions/shared/contract/contract.ts';
import { EVERY_DUE_SHARD } from '../../functions/shared/store/table/keys.ts';
import { roomFor } from '../../infra/account-room.ts';
import { sayWhetherThereIsRoom } from '../../infra/say-room.ts';
import { mockedClient } from '../support/mocked-client.ts';
import { fullContract, resourceOf, resourcesOf, shippedContract, synthesize } from './synthesized.ts';

/** What AWS lets a new account run at once. */
const NEW_ACCOUNT = 10;

type Runs = { behindQueues: number[]; byTheMinute: number; ofShard: number; output: number };

/** How many runs the template has the stack's own work take at once. */
function runsOf(contract: Contract): Runs {
  const template = synthesize(contract);
  const mappings = resourcesOf(template, 'AWS::Lambda::EventSourceMapping');
  const { Targets } = resourceOf(template, 'AWS::Events::Rule', { ScheduleExpression: 'rate(1 minute)' });
  return {
    behindQueues: mappings.flatMap(({ ScalingConfig }) => ScalingConfig?.MaximumConcurrency ?? []),
    byTheMinute: Targets.length,
    ofShard: mappings.reduce((sum, { ParallelizationFactor = 0 }) => sum + ParallelizationFactor, 0),
    output: Number(template.findOutputs('OwnRunsAtOnce')['OwnRunsAtOnce']?.['Value']),
  };
}

const sum = (numbers: number[]) => numbers.reduce((total, number) => total + number, 0);

describe('the stack’s own work', () => {
  it('leaves webhooks three of the ten functions that a new account runs at once', () => {
    const { behindQueues, byTheMinute, output } = runsOf(shippedContract);
    expect(sum(behindQueues) + byTheMinute).toBeLessThanOrEqual(NEW_ACCOUNT - 3);
    expect(output).toBe(sum(behindQueues) + byTheMinute);
  });

  it('takes in a new account no more than Lambda’s least of anything, with all that a contract can have', () => {
    const { behindQueues, byTheMinute, ofShard } = runsOf(fullContract);
    // Lambda bounds no queue to less than two.
    expect(behindQueues).toEqual(behindQueues.map(() => 2));
    expect([byTheMinute, ofShard]).toEqual([1, 2]);
  });

  it('works off all shards of what is due in a new account’s one run', () => {
    const { Targets } = resourceOf(synthesize(shippedContract), 'AWS::Events::Rule', {
      ScheduleExpression: 'rate(1 minute)',
    });
    expect(Targets.map(({ Input }: { Input: string }) => JSON.parse(Input))).toEqual([{ shards: EVERY_DUE_SHARD }]);
  });

  it('grows with the rate of the channel where the account has room, and says so', () => {
    const at = (perSecond: number) =>
      runsOf({ ...fullContract, concurrency: 'standard', sending: { ...fullContract.sending, perSecond } });
    const [slow, fast] = [at(40), at(160)];
    expect(sum(fast.behindQueues)).toBeGreaterThan(sum(slow.behindQueues));
    expect([fast.byTheMinute, fast.ofShard]).toEqual([4, 3]);
    expect(fast.output).toBe(sum(fast.behindQueues) + fast.byTheMinute);
    expect(fast.output).toBeLessThan(1_000 / 2);
  });
});

describe('what a deploy says of the account', () => {
  it.each([
    [7, 10, false, /runs 10 functions at once.*up to 7 .*leaves 3\..*may disable their URL.*L-B99A9384/],
    [13, 10, false, /leaves none\./],
    [7, 1_000, true, /runs 1,000 functions at once.*takes 7 .*"concurrency": "standard"/],
    [60, 1_000, true, /takes 60 of them at most\.$/],
    [60, 100, false, /leaves 40\./],
  ])('for own work of %i and %i at once', (own, limit, isEnough, says) => {
    expect(roomFor(own, limit)).toEqual({ isEnough, says: expect.stringMatching(says) });
  });

  const lambda = mockedClient(LambdaClient);
  const aStack = () => new Stack(new App(), 'salon');

  it('stands among what the command line prints, as a warning where there is too little room', async () => {
    lambda.on(GetAccountSettingsCommand).resolves({ AccountLimit: { UnreservedConcurrentExecutions: 10 } });
    const full = aStack();
    await sayWhetherThereIsRoom(full);
    Annotations.fromStack(full).hasWarning('*', Match.stringLikeRegexp('runs 10 functions at once'));
    lambda.on(GetAccountSettingsCommand).resolves({ AccountLimit: { UnreservedConcurrentExecutions: 1_000 } });
    const free = aStack();
    await sayWhetherThereIsRoom(free);
    Annotations.fromStack(free).hasInfo('*', Match.stringLikeRegexp('runs 1,000 functions at once'));
    Annotations.fromStack(free).hasNoWarning('*', Match.anyValue());
  });

  it('stops no deploy where the account does not tell', async () => {
    lambda.on(GetAccountSettingsCommand).rejects(Object.assign(new Error('no'), { name: 'AccessDeniedException' }));
    const stack = aStack();
    await sayWhetherThereIsRoom(stack);
    Annotations.fromStack(stack).hasInfo('*', Match.stringLikeRegexp('AccessDeniedException.*doctor'));
  });
});
