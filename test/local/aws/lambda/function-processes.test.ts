import { execFileSync } from 'node:child_process';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eventually } from '../../support/eventually.ts';
import { startTinyStack, type TinyStack } from '../../support/tiny-stack.ts';

let stack: TinyStack;
beforeAll(async () => {
  stack = await startTinyStack();
});
afterAll(() => stack.stop());

const get = (path: string) => fetch(`${stack.runner.api}/do/${path}`);
const json = async (path: string): Promise<unknown> => (await get(path)).json();
/** How often the function has begun to work on something. */
const begun = () => stack.notes('answer').length;

/** The processes a person finds with `pgrep -f`: those of this stack, for other tests run the same app. */
function processesOf(functionName: string): number[] {
  const list = execFileSync('ps', ['-eo', 'pid=,ppid=,args='], { encoding: 'utf8' });
  const processes = list.split('\n').map((line) => line.trim().split(/\s+/));
  return processes
    .filter(([, parent, ...args]) => Number(parent) === process.pid && args.includes(functionName))
    .map(([pid]) => Number(pid));
}

describe('a function’s process', () => {
  it('has the template’s environment and what Lambda sets, and nothing of the runner’s own', async () => {
    process.env['OF_THE_RUNNER'] = 'private';
    const environment = await json('environment');
    expect(environment).toMatchObject({
      AWS_ENDPOINT_URL_DYNAMODB: stack.runner.aws.table,
      AWS_ENDPOINT_URL_EVENTBRIDGE: stack.runner.aws.other,
      AWS_ENDPOINT_URL_SECRETS_MANAGER: stack.runner.aws.other,
      AWS_LAMBDA_FUNCTION_MEMORY_SIZE: '128',
      AWS_LAMBDA_FUNCTION_NAME: 'answer',
      AWS_REGION: 'eu-west-1',
      LAMBDA_TASK_ROOT: stack.model.functions.find(({ name }) => name === 'answer')?.assetDirectory,
      _X_AMZN_TRACE_ID: expect.stringMatching(/^Root=1-/),
    });
    expect(environment).not.toHaveProperty('OF_THE_RUNNER');
  });

  it('finds the local API where the template names the deployed one, and overrides in place of the template’s values', async () => {
    expect(await json('environment')).toMatchObject({
      OWN_ADDRESS: stack.runner.api,
      PROVIDER_URL: 'http://127.0.0.1:1',
    });
  });

  it('gives the handler a Lambda context', async () => {
    expect(await json('context')).toMatchObject({
      awsRequestId: expect.stringMatching(/^[0-9a-f-]{36}$/),
      functionName: 'answer',
      invokedFunctionArn: 'arn:aws:lambda:eu-west-1:000000000000:function:answer',
      memoryLimitInMB: '128',
      logGroupName: '/tiny/answer',
    });
    expect(await json('context')).toHaveProperty('left', expect.closeTo(2000, -3));
  });

  it('is used again for the next invocation', async () => {
    expect(await json('sleep?ms=0')).toEqual(await json('sleep?ms=0'));
  });

  it('works on one invocation at a time: more at once get processes of their own', async () => {
    const answers = await Promise.all([1, 2, 3].map(() => json('sleep?ms=300')));
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(3);
  });

  it('lets more invocations than it may have processes wait', async () => {
    const answers = await Promise.all(Array.from({ length: 12 }, () => json('sleep?ms=50')));
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBeLessThanOrEqual(4);
  });
});

describe('a function that fails', () => {
  it('is cut off at its timeout, and the next invocation works', async () => {
    const started = performance.now();
    expect((await get('sleep?ms=20000')).status).toBe(500);
    expect(performance.now() - started).toBeLessThan(10_000);
    expect((await get('text')).status).toBe(200);
    expect(stack.reported).toContainEqual(expect.stringMatching(/^answer failed \(Sandbox\.Timedout\); see /));
  });

  it('may be killed in mid-invocation, found by its name: that invocation fails and the next one works', async () => {
    await get('text');
    const before = begun();
    const answer = get('sleep?ms=1500');
    await eventually(() => begun() > before);
    const processes = processesOf('answer');
    expect(processes.length).toBeGreaterThan(0);
    for (const pid of processes) process.kill(pid, 'SIGKILL');
    expect((await answer).status).toBe(500);
    expect((await get('text')).status).toBe(200);
    expect(stack.reported).toContainEqual(expect.stringMatching(/^answer failed \(Runtime\.ExitError\); see /));
  });

  it('may be killed while it waits for work: the next invocation does not notice', async () => {
    for (let round = 0; round < 5; round += 1) {
      await Promise.all([get('sleep?ms=20'), get('sleep?ms=20')]);
      for (const pid of processesOf('answer')) process.kill(pid, 'SIGKILL');
      expect((await get('text')).status).toBe(200);
    }
  });

  it('may be killed through the runner', async () => {
    const before = begun();
    const answer = get('sleep?ms=1500');
    await eventually(() => begun() > before);
    expect(stack.runner.killFunction('answer')).toBeGreaterThan(0);
    expect((await answer).status).toBe(500);
    expect(() => stack.runner.killFunction('nobody')).toThrow('There is no function nobody in the stack.');
  });

  it('is pointed to on the console without its words, which stand in its log', async () => {
    await get('throw');
    expect(stack.reported.filter((line) => line.includes('words'))).toEqual([]);
    expect(stack.reported).toContainEqual(expect.stringMatching(/^answer failed \(TypeError\); see /));
    expect(stack.runner.log('answer')).toContain('with words nobody outside may see');
  });
});

describe('the clock', () => {
  it('moves Date in the functions, in those that run already and in new ones', async () => {
    const offsets = async () => {
      const { now, made, isDate } = (await json('time')) as { now: number; made: number; isDate: boolean };
      expect(isDate).toBe(true);
      return [now, made].map((time) => Math.floor((time - Date.now() + 30_000) / 60_000));
    };
    expect(await offsets()).toEqual([0, 0]);
    stack.clock.advance(3600);
    expect(await offsets()).toEqual([60, 60]);
    stack.runner.killFunction('answer');
    expect(await offsets()).toEqual([60, 60]);
  });
});
