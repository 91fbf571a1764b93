import type { DynamoDBRecord } from 'aws-lambda';
import * as z from 'zod/mini';
import type { FunctionName } from '../../infra/bundling.ts';
import { startTableEngine } from '../../local/table/table-engine.ts';
import { createCountedLine, type TableCalls } from '../support/counted-line.ts';
import { startScriptedProvider } from '../support/scripted-provider.ts';
import { stackTable } from '../support/stack-table.ts';
import { aForm, aPhone, completionBody, secondsAgo, statusesBody, textBody } from '../support/webhooks.ts';
import { unitsOf } from '../support/write-units.ts';
import { startHost } from './function-host.ts';
import { apiEvent, webhookEvent } from './http-events.ts';
import { startInstantAws } from './instant-aws.ts';

/** What one run of one function took. */
export type Step = {
  name: FunctionName;
  /** Whether it came by the HTTP API, as against the table's stream. */
  byHttp: boolean;
  cpuMs: number;
  tableCalls: TableCalls;
  writeUnits: number;
  providerCalls: number;
  announced: number;
  loggedBytes: number;
};

/** The functions behind three webhook URLs, each of which gets every event, or behind one. */
export type Urls = 'three' | 'one';
const BEHIND: Record<Urls, readonly FunctionName[]> = {
  three: ['record-inbound-message', 'record-delivery-status', 'record-flow-completion'],
  one: ['receive-webhook'],
};

const Invited = z.object({ body: z.string() });
const Invitation = z.object({ messageId: z.string() });

/** A form whose JSON takes 1 KB, for an hour that no other form has asked for. */
function formFor(booking: number) {
  const [day, hour] = [Math.floor(booking / 8), 9 + (booking % 8)];
  const date = new Date(Date.now() + (day + 2) * 86_400_000).toISOString().slice(0, 10);
  const form = { ...aForm, date, time: `${String(hour).padStart(2, '0')}:00` };
  return { ...form, notes: 'n'.repeat(1024 - Buffer.byteLength(JSON.stringify(form))) };
}

/** The event source's filters, in short: infra/parts/announcing.ts and checking.ts. */
const isAnnounced = ({ dynamodb }: DynamoDBRecord) => {
  const { type, invitationId, optedOutAt } = dynamodb?.NewImage ?? {};
  if (type?.S === 'message') return invitationId !== undefined;
  return type?.S === 'chat' ? optedOutAt !== undefined : type !== undefined;
};
const isBooked = ({ dynamodb }: DynamoDBRecord) => dynamodb?.NewImage?.['booking'] !== undefined;

/** The deployed functions on the embedded table engine, a scripted provider and an AWS that takes no time. */
export async function startBooking(bundles: string) {
  const table = stackTable();
  const engine = await startTableEngine({ table, now: () => new Date() });
  const line = createCountedLine();
  const aws = await startInstantAws();
  const provider = await startScriptedProvider();
  const host = startHost(bundles, aws.endpoint, {
    AWS_ENDPOINT_URL_DYNAMODB: await line.open(engine.endpoint),
    PROVIDER_URL: provider.url,
    TABLE_NAME: table.tableName,
  });
  let seenUpTo: string | undefined;

  async function written(): Promise<DynamoDBRecord[]> {
    const records = await engine.stream.read(seenUpTo, 1_000);
    seenUpTo = records.at(-1)?.dynamodb?.SequenceNumber ?? seenUpTo;
    return records;
  }

  /** Runs a function and, as the stream would, the functions that hear of what it wrote: one record at a time. */
  async function run(steps: Step[], name: FunctionName, event: unknown, byHttp = true): Promise<unknown> {
    line.take();
    const [asked, put] = [provider.requests.length, aws.counts['PutEvents'] ?? 0];
    const { result, cpuMs, loggedBytes } = await host.invoke(name, event);
    const records = await written();
    steps.push({
      name,
      byHttp,
      cpuMs,
      tableCalls: line.take(),
      writeUnits: unitsOf(table, records),
      providerCalls: provider.requests.length - asked,
      announced: (aws.counts['PutEvents'] ?? 0) - put,
      loggedBytes,
    });
    for (const record of records) {
      if (isAnnounced(record)) await run(steps, 'publish-events', { Records: [record] }, false);
      if (isBooked(record)) await run(steps, 'check-overlaps', { Records: [record] }, false);
    }
    return result;
  }

  let bookings = 0;

  /** One invitation: sent, delivered, read and completed. That the customer wrote before is not counted. */
  async function book(urls: Urls): Promise<Step[]> {
    const steps: Step[] = [];
    const phone = aPhone();
    await run([], 'record-inbound-message', webhookEvent(textBody('raw', { phone, at: secondsAgo(60) })));
    const invited = await run(steps, 'send-flow', apiEvent('POST /invitations', { body: { phone } }));
    const { messageId } = Invitation.parse(JSON.parse(Invited.parse(invited).body));
    const token = String(provider.requestsTo(phone)[0]?.body['flowToken']);
    const bodies = [
      ...['sent', 'delivered', 'read'].map((status) => statusesBody('hooks', { id: messageId, phone, status })),
      completionBody('raw', { phone, token, fields: formFor(bookings++), at: secondsAgo(0) }),
    ];
    for (const body of bodies) {
      for (const name of BEHIND[urls]) await run(steps, name, webhookEvent(body));
    }
    return steps;
  }

  return {
    book,
    async stop(): Promise<void> {
      host.stop();
      aws.close();
      await Promise.all([engine.close(), provider.close()]);
    },
  };
}
