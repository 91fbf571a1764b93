import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CloudFormationClient, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import {
  CloudWatchLogsClient,
  DescribeLogGroupsCommand,
  GetQueryResultsCommand,
  StartQueryCommand,
} from '@aws-sdk/client-cloudwatch-logs';
import {
  ChangeMessageVisibilityCommand,
  GetQueueAttributesCommand,
  ReceiveMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { aContract } from '../support/contract.ts';
import { mockedClient } from '../support/mocked-client.ts';
import { withReminders } from '../support/reminder-terms.ts';
import { createReminded } from '../support/reminders.ts';
import { startWorld } from '../support/world.ts';
import { runIn } from './support/channel-world.ts';
import { temporaryFolder } from './support/temporary-folder.ts';

const world = await startWorld(withReminders(aContract()));
const { aPlanned } = createReminded(world);
const cloudFormation = mockedClient(CloudFormationClient);
const logs = mockedClient(CloudWatchLogsClient);
const sqs = mockedClient(SQSClient);

/** A booking a year ahead of which the customer was told, with its reminders planned. */
const id = String((await aPlanned()).id);

const QUEUE = 'https://queue.test/crm';
const group = (name: string) => ({ logGroupName: `/appointment-flow/clinic/${name}` });
const denied = Object.assign(new Error('not authorized'), { name: 'AccessDeniedException' });
const malformed = Object.assign(new Error('end date and time is before…'), { name: 'MalformedQueryException' });

/** A line of a function's log as Logs Insights gives it. */
const found = (name: string, message: string, more: object = {}) => [
  { field: '@log', value: `111122223333:/appointment-flow/clinic/${name}` },
  {
    field: '@message',
    value: JSON.stringify({ level: 'INFO', message, timestamp: new Date().toISOString(), ...more }),
  },
  { field: '@ptr', value: 'x' },
];

/** What the CRM did not take, as EventBridge lays it into the queue. */
const letter = (messageId: string, invitationId: string) => ({
  MessageId: messageId,
  ReceiptHandle: `handle of ${messageId}`,
  Body: JSON.stringify({
    type: 'Appointment Booked',
    detail: { eventId: `event of ${messageId}`, invitationId, occurredAt: new Date().toISOString() },
  }),
});

const answered = (attributes: Record<string, string>) =>
  sqs.on(GetQueueAttributesCommand).resolves({ Attributes: attributes });

beforeEach(() => {
  const outputs = {
    ...{ ApiUrl: 'https://api.test', ChannelId: world.contract.channel.id, ProviderUrl: 'https://provider.test' },
    ...{ RootSecretArn: 'root', GivenSecretArn: 'given', FailuresBucketName: 'bucket' },
    TableName: String(process.env['TABLE_NAME']),
    ...{ EventBusName: 'bus', CrmConnectionName: 'connection', CrmFailuresQueueUrl: QUEUE },
  };
  const described = {
    StackId: 'arn:aws:cloudformation:eu-west-1:111122223333:stack/clinic/1',
    StackName: 'clinic',
    CreationTime: new Date(),
    StackStatus: 'UPDATE_COMPLETE' as const,
    Outputs: Object.entries(outputs).map(([OutputKey, OutputValue]) => ({ OutputKey, OutputValue })),
  };
  cloudFormation.on(DescribeStacksCommand).resolves({ Stacks: [described] });
  logs.on(DescribeLogGroupsCommand).resolves({ logGroups: [group('send-flow'), group('publish-events')] });
  logs.on(StartQueryCommand).resolves({ queryId: 'the-query' });
  logs.on(GetQueryResultsCommand).resolves({ status: 'Complete', results: [] });
  answered({ ApproximateNumberOfMessages: '0' });
});
afterEach(() => {
  for (const client of [cloudFormation, logs, sqs]) client.reset();
  vi.useRealTimers();
});

/** Runs `trace` on the deployed stack. */
function trace(...argv: string[]) {
  const folder = temporaryFolder();
  const cdkJson = readFileSync(join(import.meta.dirname, '..', '..', 'cdk.json'), 'utf8');
  writeFileSync(join(folder, 'cdk.json'), cdkJson.replace('"name": "appointment-flow"', '"name": "clinic"'));
  return runIn(folder, ['trace', id, ...argv]);
}

const queries = () => logs.commandCalls(StartQueryCommand).map(({ args }) => args[0].input);

describe('trace of a deployed stack', () => {
  it('tells what the table has, and at the end what is planned', async () => {
    const { exitCode, stdout } = await trace();
    expect(exitCode).toBe(0);
    const [past, planned] = stdout.split('\nPlanned:\n');
    expect(past).toContain('The customer sent a form');
    expect(past).toMatch(/Reminder "day-before" for \S+ was planned for \S+\.$/m);
    expect(planned?.trim().split('\n')).toEqual([
      expect.stringMatching(/ 18:00:00 {2}\S+ {2}Reminder "day-before" for \S+ is to go out\.$/),
      expect.stringMatching(/ 08:30:00 {2}\S+ {2}Reminder "two-hours" for \S+ is to go out\.$/),
    ]);
  });

  it('searches the logs of the stack’s functions alone, from the first fact on', async () => {
    await trace();
    const [{ args } = { args: [] }] = logs.commandCalls(DescribeLogGroupsCommand);
    expect(args[0]?.input).toMatchObject({ logGroupNamePrefix: '/appointment-flow/clinic/' });
    const [{ logGroupNames, queryString, startTime = 0, endTime = 0 } = {}] = queries();
    expect(logGroupNames).toEqual(['send-flow', 'publish-events'].map((name) => group(name).logGroupName));
    expect(queryString).toContain(`filter @message like "${id}"`);
    // Seconds: the first fact is of two minutes ago at most, and the search begins five minutes before it.
    const now = Date.now() / 1000;
    expect(startTime).toBeGreaterThan(now - 900);
    expect(startTime).toBeLessThan(now - 290);
    expect(endTime).toBeLessThanOrEqual(now + 1);
    expect(endTime).toBeGreaterThan(now - 60);
  });

  it('tells each line with its function, waits for a search that runs, and reads all pages of what it found', async () => {
    logs
      .on(GetQueryResultsCommand)
      .resolvesOnce({ status: 'Scheduled' })
      .resolvesOnce({ status: 'Running', results: [found('send-flow', 'too early')] })
      .resolvesOnce({ status: 'Complete', results: [found('send-flow', 'the first')], nextToken: 'two' })
      .resolvesOnce({ status: 'Complete', results: [found('publish-events', 'the second')], nextToken: 'three' })
      .resolvesOnce({ status: 'Complete', results: [[{ field: '@message', value: 'START RequestId: 1' }]] });
    const { stdout } = await trace();
    expect(stdout).toContain('[send-flow] the first.');
    expect(stdout).toContain('[publish-events] the second.');
    expect(stdout).not.toMatch(/too early|START/);
    const asked = logs.commandCalls(GetQueryResultsCommand).map(({ args }) => args[0].input.nextToken);
    expect(asked).toEqual([undefined, undefined, undefined, 'two', 'three']);
  });

  it('asks by fifty log groups at a time, over all pages of them', async () => {
    const groups = Array.from({ length: 51 }, (_, index) => group(`function-${index}`));
    logs
      .on(DescribeLogGroupsCommand)
      .resolvesOnce({ logGroups: groups.slice(0, 50), nextToken: 'more' })
      .resolvesOnce({ logGroups: groups.slice(50) });
    const { stdout } = await trace();
    expect(queries().map(({ logGroupNames = [] }) => logGroupNames.length)).toEqual([50, 1]);
    expect(stdout).not.toContain('The logs have more lines');
  });

  const MAY_LACK = 'The logs have more lines than are shown, or are no longer kept for all of that time.';

  it('says that lines may be missing where a search is full', async () => {
    const results = Array.from({ length: 10_000 }, () => [{ field: '@message', value: 'START RequestId: 1' }]);
    logs.on(GetQueryResultsCommand).resolves({ status: 'Complete', results });
    expect((await trace('--json')).json()['remarks']).toEqual([MAY_LACK]);
  });

  it.each([
    ['the time is past what the logs keep', () => logs.on(StartQueryCommand).rejects(malformed)],
    ['there are no log groups', () => logs.on(DescribeLogGroupsCommand).resolves({ logGroups: [] })],
  ])('tells the rest, and that lines may be missing, where %s', async (_, happens) => {
    happens();
    const { exitCode, stdout } = await trace();
    expect(exitCode).toBe(0);
    expect(stdout).toContain('The customer sent a form');
    expect(stdout).toContain(MAY_LACK);
  });

  it.each([
    ['listing the log groups', () => logs.on(DescribeLogGroupsCommand).rejects(denied)],
    ['starting a search', () => logs.on(StartQueryCommand).rejects(denied)],
    ['reading what it found', () => logs.on(GetQueryResultsCommand).rejects(denied)],
  ])('names the permissions, and the way without them, if %s is not allowed', async (_, deny) => {
    deny();
    const { exitCode, stderr } = await trace();
    expect(exitCode).toBe(1);
    expect(stderr).toContain('logs:DescribeLogGroups, logs:StartQuery and logs:GetQueryResults');
    expect(stderr).toContain('--no-logs');
    const without = await trace('--no-logs');
    expect([without.exitCode, without.stdout]).toEqual([0, expect.stringContaining('The customer sent a form')]);
  });

  it('says how a search ended that failed', async () => {
    logs.on(GetQueryResultsCommand).resolves({ status: 'Failed' });
    const { exitCode, stderr } = await trace();
    expect([exitCode, stderr]).toEqual([
      1,
      expect.stringContaining('CloudWatch ended the search of the logs: Failed.'),
    ]);
  });

  it('gives up on a search after two minutes', async () => {
    vi.useFakeTimers({ toFake: ['Date'] });
    logs.on(GetQueryResultsCommand).callsFake(() => {
      vi.setSystemTime(Date.now() + 61_000);
      return { status: 'Running' };
    });
    const { exitCode, stderr } = await trace();
    expect([exitCode, stderr]).toEqual([
      1,
      expect.stringContaining('within two minutes: leave them out with --no-logs'),
    ]);
    expect(logs.commandCalls(GetQueryResultsCommand)).toHaveLength(2);
  });
});

describe('what the CRM did not take', () => {
  it('is told of this booking alone, and every letter goes back to its queue', async () => {
    answered({ ApproximateNumberOfMessages: '3' });
    sqs
      .on(ReceiveMessageCommand)
      .resolvesOnce({ Messages: [letter('one', '01980000-0000-7000-8000-000000000001'), letter('two', id)] })
      .resolvesOnce({ Messages: [{ MessageId: 'three', ReceiptHandle: 'handle of three', Body: 'no letter' }] })
      .resolves({});
    const { exitCode, stdout } = await trace();
    expect(exitCode).toBe(3);
    expect(stdout).toContain('The CRM did not take "Appointment Booked" (event event of two)');
    expect(stdout).not.toContain('event of one');
    const returned = sqs.commandCalls(ChangeMessageVisibilityCommand).map(({ args }) => args[0].input);
    expect(returned).toEqual(
      ['one', 'two', 'three'].map((name) => ({
        QueueUrl: QUEUE,
        ReceiptHandle: `handle of ${name}`,
        VisibilityTimeout: 0,
      })),
    );
  });

  it('is not asked for where nothing waits', async () => {
    await trace();
    expect(sqs.commandCalls(ReceiveMessageCommand)).toEqual([]);
  });

  it('is not looked through to the end where too much waits, and that is said', async () => {
    answered({ ApproximateNumberOfMessages: '9000' });
    let count = 0;
    sqs.on(ReceiveMessageCommand).callsFake(() => ({
      Messages: Array.from({ length: 10 }, () => letter(`letter ${count++}`, id.replace(/^./, 'f'))),
    }));
    const { exitCode, json } = await trace('--json');
    expect([exitCode, json()['remarks']]).toEqual([0, [expect.stringMatching(/^More bookings wait for the CRM/)]]);
    expect(sqs.commandCalls(ReceiveMessageCommand)).toHaveLength(50);
    expect(sqs.commandCalls(ChangeMessageVisibilityCommand)).toHaveLength(500);
  });

  it.each([
    ['counting', () => sqs.on(GetQueueAttributesCommand).rejects(denied)],
    ['reading', () => sqs.on(ReceiveMessageCommand).rejects(denied)],
    ['giving back', () => sqs.on(ChangeMessageVisibilityCommand).rejects(denied)],
  ])('costs nobody the rest of the story where %s is not allowed', async (_, deny) => {
    answered({ ApproximateNumberOfMessages: '1' });
    sqs
      .on(ReceiveMessageCommand)
      .resolvesOnce({ Messages: [letter('one', id)] })
      .resolves({});
    deny();
    const { exitCode, stdout } = await trace();
    expect(exitCode).toBe(0);
    expect(stdout).toContain('The customer sent a form');
    expect(stdout).toContain('sqs:GetQueueAttributes, sqs:ReceiveMessage and sqs:ChangeMessageVisibility');
  });
});
