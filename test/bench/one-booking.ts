import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { DynamoDBRecord } from 'aws-lambda';
import * as z from 'zod/mini';
import { InvitationId } from '../../functions/shared/domain/invitation/invitation-id.ts';
import { EVERY_DUE_SHARD, invitationKey } from '../../functions/shared/store/table/keys.ts';
import type { FunctionName } from '../../infra/bundling.ts';
import { memoryOf } from '../../infra/constructs/memory.ts';
import { startTableEngine } from '../../local/aws/dynamodb/table-engine.ts';
import { createCountedLine, type TableCall, type TableCalls } from '../support/counted-line.ts';
import { itemsRead, readUnits } from '../support/read-units.ts';
import { startScriptedProvider } from '../support/scripted-provider.ts';
import { stackTable } from '../support/stack-table.ts';
import { aPhone, secondsAgo, statusesBody, textBody } from '../support/webhooks.ts';
import { type ItemUnits, unitsByItem } from '../support/write-units.ts';
import { completions, statusesOf } from './booking-bodies.ts';
import { type FunctionHost, startHost } from './function-host.ts';
import { apiEvent, webhookEvent } from './http-events.ts';
import { startInstantAws } from './instant-aws.ts';
import { streamReaders } from './stream-readers.ts';

/** The measurements of one run of one function. */
export type Step = {
  name: FunctionName;
  /** The trigger: a request to the HTTP API, a record of the table's stream, an event in a queue, or the schedule. */
  by: 'http' | 'stream' | 'queue' | 'clock';
  cpuMs: number;
  wallMs: number;
  tableCalls: TableCalls;
  itemsRead: number;
  /** But for `changeReads`. */
  readUnits: number;
  /** But for those that count changes, of which there is one for each batch of records. */
  writeUnits: number;
  /** Those that tell open desks that something changed, and the read units of asking whether one is open. */
  changeUnits: number;
  changeReads: number;
  /** The write units item by item. */
  written: ItemUnits[];
  providerCalls: number;
  announced: number;
  /** Secrets that the run read: a process keeps them for five minutes. */
  secretReads: number;
  loggedBytes: number;
  /** Of them those that carry metrics, which a stack without metrics does not write. */
  metricBytes: number;
  /** What a line about a whole batch has beside its list: there is one for each batch that has anything to tell. */
  batchLineBytes: number;
};

/** The functions behind three webhook URLs, each of which gets every event, or behind one. */
export type Urls = 'three' | 'one';
const BEHIND: Record<Urls, readonly FunctionName[]> = {
  three: ['record-inbound-message', 'record-delivery-status', 'record-flow-completion'],
  one: ['receive-webhook'],
};

const Invited = z.object({ body: z.string() });
const Invitation = z.object({ invitationId: InvitationId, messageId: z.string() });

/** Records kept for each reader of the stream: as many as it is given at once, at most (infra/constructs/stream-consumer.ts). */
export const BATCH = 100;

const OneItem = z.object({ Key: z.object({ pk: z.object({ S: z.string() }) }) });

/** Whether a call reads the item that open desks compare. */
function isAboutChanges({ request }: TableCall): boolean {
  const read = OneItem.safeParse(request);
  return read.success && read.data.Key.pk.S.startsWith('changes#');
}

/** Records read from the engine's stream at once. */
const STREAM_PAGE = 1_000;

/** The limits that Lambda gives Node by a function's memory. */
const heapOf = (memoryMb: number) => [
  `--max-semi-space-size=${Math.floor(memoryMb / 20)}`,
  `--max-old-space-size=${memoryMb - Math.floor(memoryMb / 10)}`,
];

/**
 * The deployed functions, each in a process of its own, on the embedded table engine, a scripted provider and an AWS that
 * takes no time. They read the contract in the folder `contractIn`; without one, that of the bundles.
 */
export async function startBooking(bundles: string, contractIn?: string) {
  const table = stackTable();
  const readers = streamReaders();
  const engine = await startTableEngine({ table, now: () => new Date() });
  const calls: TableCall[] = [];
  const line = createCountedLine((call) => calls.push(call));
  const aws = await startInstantAws();
  const provider = await startScriptedProvider();
  const environment = {
    AWS_ENDPOINT_URL_DYNAMODB: await line.open(engine.endpoint),
    PROVIDER_URL: provider.url,
    TABLE_NAME: table.tableName,
    ...(contractIn && { LAMBDA_TASK_ROOT: contractIn }),
  };
  const credentials = { accessKeyId: 'bench', secretAccessKey: 'bench' };
  const database = DynamoDBDocumentClient.from(
    new DynamoDBClient({ endpoint: engine.endpoint, region: 'eu-west-1', credentials }),
  );
  const hosts = new Map<FunctionName, FunctionHost>();
  const firstRunMs = new Map<FunctionName, number>();
  const heard = new Map<FunctionName, DynamoDBRecord[]>();
  let seenUpTo: string | undefined;

  function hostOf(name: FunctionName): FunctionHost {
    const host = hosts.get(name) ?? startHost(bundles, aws.endpoint, environment, heapOf(memoryOf(name)));
    hosts.set(name, host);
    return host;
  }

  async function written(): Promise<DynamoDBRecord[]> {
    const records: DynamoDBRecord[] = [];
    for (;;) {
      const page = await engine.stream.read(seenUpTo, STREAM_PAGE);
      records.push(...page);
      seenUpTo = page.at(-1)?.dynamodb?.SequenceNumber ?? seenUpTo;
      if (page.length < STREAM_PAGE) return records;
    }
  }

  async function invoke(name: FunctionName, event: unknown) {
    const measured = await hostOf(name).invoke(name, event);
    if (!firstRunMs.has(name)) firstRunMs.set(name, measured.cpuMs);
    return measured;
  }

  /** Runs a function and then, as the stream would, the readers of its writes: one record at a time. */
  async function run(steps: Step[], name: FunctionName, event: unknown, by: Step['by'] = 'http'): Promise<unknown> {
    line.take();
    calls.length = 0;
    const [asked, put, read] = [provider.requests.length, aws.busEvents(), aws.secretReads()];
    const { result, cpuMs, wallMs, loggedBytes, metricBytes, batchLineBytes } = await invoke(name, event);
    const records = await written();
    const units = unitsByItem(table, records, calls);
    const unitsOf = (isMeant: (each: ItemUnits) => boolean) =>
      units.filter(isMeant).reduce((sum, each) => sum + each.table + each.indexes, 0);
    const readsOf = (isMeant: (call: TableCall) => boolean) =>
      calls.filter(isMeant).reduce((sum, call) => sum + readUnits(call), 0);
    steps.push({
      name,
      by,
      cpuMs,
      wallMs,
      tableCalls: line.take(),
      itemsRead: calls.reduce((sum, call) => sum + itemsRead(call), 0),
      readUnits: readsOf((call) => !isAboutChanges(call)),
      changeReads: readsOf(isAboutChanges),
      writeUnits: unitsOf(({ type }) => type !== 'changes'),
      changeUnits: unitsOf(({ type }) => type === 'changes'),
      written: units,
      providerCalls: provider.requests.length - asked,
      announced: aws.busEvents() - put,
      secretReads: aws.secretReads() - read,
      loggedBytes,
      metricBytes,
      batchLineBytes,
    });
    for (const record of records) {
      for (const reader of readers.filter(({ hears }) => hears(record))) {
        heard.set(reader.name, [...(heard.get(reader.name) ?? []), record].slice(-BATCH));
        await run(steps, reader.name, { Records: [record] }, 'stream');
      }
    }
    return result;
  }

  /** Runs a function for its writes only, without the stream's readers. */
  async function runUnheard(name: FunctionName, event: unknown): Promise<unknown> {
    const { result } = await invoke(name, event);
    await written();
    return result;
  }

  /** An invitation to a customer who wrote a minute ago, not counted. */
  async function invite(send: (name: FunctionName, event: unknown) => Promise<unknown>, phone = aPhone()) {
    await runUnheard('record-inbound-message', webhookEvent(textBody('raw', { phone, at: secondsAgo(60) })));
    const invited = await send('send-flow', apiEvent('POST /invitations', { body: { phone } }));
    const token = String(provider.requestsTo(phone).at(-1)?.body['flowToken']);
    return { phone, token, ...Invitation.parse(JSON.parse(Invited.parse(invited).body)) };
  }

  const completionOf = completions();

  /** Posts webhooks to every URL. */
  async function post(steps: Step[], urls: Urls, bodies: readonly object[]): Promise<void> {
    for (const body of bodies) {
      for (const name of BEHIND[urls]) await run(steps, name, webhookEvent(body));
    }
  }

  /** A desk is open: for a minute changes are noted for it. Not counted. */
  const openDesk = () => runUnheard('query-changes', apiEvent('GET /changes', {}));

  /** One invitation: sent, delivered, read and completed. */
  async function book(urls: Urls): Promise<Step[]> {
    const steps: Step[] = [];
    await openDesk();
    const { phone, token, messageId } = await invite((name, event) => run(steps, name, event));
    await post(steps, urls, [...statusesOf(phone, messageId), completionOf(phone, token)]);
    return steps;
  }

  /** A booking of which no reader of the stream heard: the records of its writes. */
  async function bookUnheard(): Promise<DynamoDBRecord[]> {
    await written();
    const ask = async (name: FunctionName, event: unknown) => (await invoke(name, event)).result;
    const { phone, token, messageId } = await invite(ask);
    for (const body of [...statusesOf(phone, messageId), completionOf(phone, token)]) {
      await ask('receive-webhook', webhookEvent(body));
    }
    return written();
  }

  /** Has an item that waits looked at by the next run. */
  const makeDue = (key: { pk: string }) =>
    database.send(
      new UpdateCommand({
        TableName: table.tableName,
        Key: key,
        UpdateExpression: 'SET dueAt = :now',
        ConditionExpression: 'attribute_exists(dueAt)',
        ExpressionAttributeValues: { ':now': new Date().toISOString() },
      }),
    );

  /** The run of a minute has looked at an item, and nothing is left to wait for. What that run takes is counted apart. */
  const lookedAt = (key: { pk: string }) =>
    database.send(
      new UpdateCommand({
        TableName: table.tableName,
        Key: key,
        UpdateExpression: 'REMOVE duePartition, dueAt',
        ConditionExpression: 'attribute_exists(dueAt)',
      }),
    );

  /** The check of this many invitations, all delivered, in the minute after they were sent. */
  async function follow(invitations: number): Promise<Step[]> {
    for (let invited = 0; invited < invitations; invited++) {
      const { phone, messageId: id, invitationId } = await invite(runUnheard);
      const delivered = webhookEvent(statusesBody('hooks', { id, phone, status: 'delivered' }));
      await runUnheard('record-delivery-status', delivered);
      await makeDue(invitationKey(invitationId));
    }
    await openDesk();
    await written();
    const steps: Step[] = [];
    for (const shard of EVERY_DUE_SHARD) await run(steps, 'reconcile', { shards: [shard] }, 'clock');
    return steps;
  }

  return {
    readers,
    database,
    tableName: table.tableName,
    run,
    /** Has no reader of the stream hear of what was written so far. */
    async passOver(): Promise<void> {
      await written();
    },
    /** The calls of the table since this was last asked, by operation. */
    takeTableCalls: line.take,
    openDesk,
    makeDue,
    lookedAt,
    /** An invitation that is not counted. */
    inviteUnheard: (phone?: string) => invite(runUnheard, phone),
    /** One that is. */
    invite: (steps: Step[], phone?: string) => invite((name, event) => run(steps, name, event), phone),
    /** The CPU time of each function's first run, in ms. */
    firstRunMs,
    /** The last records that each reader of the stream was given. */
    heard,
    hostOf,
    runUnheard,
    completionOf,
    post,
    /** The id of the newest message that the provider took for a customer. Throws if it took none. */
    newestMessageTo(phone: string): string {
      const id = provider.requestsTo(phone).findLast(({ accepted }) => accepted !== undefined)?.accepted;
      if (id === undefined) throw new Error('The provider took no message for this customer.');
      return id;
    },
    newestEvent: aws.newestEvent,
    /** The events put on the bus so far. */
    busEvents: aws.busEvents,
    book,
    bookUnheard,
    /** The records of what was written since it was last asked for. */
    written,
    follow,
    async stop(): Promise<void> {
      for (const host of hosts.values()) host.stop();
      database.destroy();
      aws.close();
      await Promise.all([engine.close(), provider.close()]);
    },
  };
}

export type Booking = Awaited<ReturnType<typeof startBooking>>;
