import { EventBridgeClient, PutEventsCommand, type PutEventsRequestEntry } from '@aws-sdk/client-eventbridge';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startTinyStack, type TinyStack } from '../../support/tiny-stack.ts';

let stack: TinyStack;
let bus: EventBridgeClient;
beforeAll(async () => {
  stack = await startTinyStack();
  bus = new EventBridgeClient({
    region: 'eu-west-1',
    endpoint: stack.runner.aws.other,
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    maxAttempts: 1,
  });
});
afterAll(() => stack.stop());

const entry = (more: PutEventsRequestEntry = {}): PutEventsRequestEntry => ({
  Source: 'test',
  DetailType: 'Something',
  Detail: '{"a":1}',
  EventBusName: 'tiny-bus',
  ...more,
});
const put = (...Entries: PutEventsRequestEntry[]) => bus.send(new PutEventsCommand({ Entries }));

it('gives each event the id by which it is found again', async () => {
  const { FailedEntryCount, Entries } = await put(entry({ Time: new Date('2026-01-02T03:04:05Z'), Resources: ['r'] }));
  expect(FailedEntryCount).toBe(0);
  expect(stack.runner.events()).toContainEqual({
    version: '0',
    id: Entries?.[0]?.EventId,
    source: 'test',
    'detail-type': 'Something',
    account: '000000000000',
    region: 'eu-west-1',
    time: '2026-01-02T03:04:05Z',
    resources: ['r'],
    detail: { a: 1 },
  });
});

it('takes a bus by its ARN too', async () => {
  const { FailedEntryCount } = await put(
    entry({ EventBusName: 'arn:aws:events:eu-west-1:000000000000:event-bus/tiny-bus' }),
  );
  expect(FailedEntryCount).toBe(0);
});

it.each<[string, PutEventsRequestEntry, string]>([
  ['no source', { Source: '' }, 'InvalidArgument'],
  ['no type', { DetailType: '' }, 'InvalidArgument'],
  ['a detail that is not JSON', { Detail: '{' }, 'MalformedDetail'],
  ['a detail that is not an object', { Detail: '[1]' }, 'MalformedDetail'],
  ['a source of AWS’s own', { Source: 'aws.s3' }, 'NotAuthorizedForSourceException'],
  ['a bus that is not there', { EventBusName: 'nowhere' }, 'ResourceNotFoundException'],
])('refuses an entry with %s and takes the others', async (_, fault, code) => {
  const { FailedEntryCount, Entries } = await put(entry(), entry(fault));
  expect(FailedEntryCount).toBe(1);
  expect(Entries).toMatchObject([{ EventId: expect.any(String) }, { ErrorCode: code }]);
});

it('refuses a request of no entries, of more than ten, and of more than 256 KB', async () => {
  const large = entry({ Detail: JSON.stringify({ text: 'x'.repeat(130 * 1024) }) });
  for (const entries of [[], Array.from({ length: 11 }, () => entry()), [large, large]]) {
    await expect(put(...entries)).rejects.toThrow(expect.objectContaining({ name: 'ValidationException' }));
  }
  expect((await put(large)).FailedEntryCount).toBe(0);
});
