import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { type AttributeValue, PutItemCommand, ScanCommand } from '@aws-sdk/client-dynamodb';
import type { DynamoDBBatchResponse } from 'aws-lambda';
import { describe, expect, inject, it } from 'vitest';
import * as z from 'zod/mini';
import { DAY_MS } from '../../functions/shared/domain/time/instant.ts';
import { openTable } from '../../functions/shared/store/table/table.ts';
import packageJson from '../../package.json' with { type: 'json' };
import { completionBody, statusesBody } from '../support/webhooks.ts';
import { startWorld } from '../support/world.ts';

const FOLDER = path.join(import.meta.dirname, 'samples');

/** A table as one release left it: its items in DynamoDB's own JSON, and how the API showed its invitations then. */
const Samples = z.object({
  items: z.array(z.record(z.string(), z.custom<AttributeValue>())),
  invitations: z.record(z.string(), z.record(z.string(), z.unknown())),
});
type Samples = z.infer<typeof Samples>;

/** An invitation's view that tells of a booking. */
const BookedView = z.object({ booking: z.object({ startsAt: z.string() }) });

const world = await startWorld();
const { client } = openTable(inject('table').tableName, world.contract.channel.id);
const TableName = inject('table').tableName;

const textOf = (item: Samples['items'][number], attribute: string): string => String(item[attribute]?.S ?? '');
const idsOf = (items: Samples['items']) =>
  items.filter((item) => textOf(item, 'type') === 'invitation').map((item) => textOf(item, 'invitationId'));

async function viewsOf(ids: string[]): Promise<Samples['invitations']> {
  const answers = await Promise.all(ids.map((id) => world.invitation(id)));
  return Object.fromEntries(answers.map(({ status, body }, index) => [ids[index], { status, body }]));
}

const ANNOUNCED = ['invitation', 'message', 'chat', 'intent', 'unmatched'];
const releases = readdirSync(FOLDER).filter((name) => name.endsWith('.json'));

/** `npm run samples`, once for a release, before it goes out. */
it.runIf(process.env['WRITE_SAMPLES'])('writes the samples of this release', async () => {
  const { fillTable } = await import('./samples/fill-table.ts');
  await fillTable(world);
  const { Items = [] } = await client.send(new ScanCommand({ TableName, ConsistentRead: true }));
  const items = Items.sort((a, b) => ((a['pk']?.S ?? '') < (b['pk']?.S ?? '') ? -1 : 1));
  const lines = items.map((item) => JSON.stringify(item)).join(',\n');
  const text = `{"items":[\n${lines}\n],\n"invitations":${JSON.stringify(await viewsOf(idsOf(items)))}}\n`;
  writeFileSync(path.join(FOLDER, `${packageJson.version}.json`), text);
});

describe.each(releases)('a table written by the release %s', (file) => {
  const samples = Samples.parse(JSON.parse(readFileSync(path.join(FOLDER, file), 'utf8')));
  const put = () => Promise.all(samples.items.map((Item) => client.send(new PutItemCommand({ TableName, Item }))));

  it('has items of every kind', () => {
    const kinds = new Set(samples.items.map((item) => textOf(item, 'type')));
    expect([...kinds].sort()).toEqual([
      'channel',
      'chat',
      'confirmation',
      'intent',
      'invitation',
      'message',
      'unmatched',
    ]);
  });

  it('shows its invitations and bookings as that release did', async () => {
    await put();
    const views = await viewsOf(Object.keys(samples.invitations));
    expect(views).toMatchObject(samples.invitations);
    for (const kind of ['invitation', 'attention', 'unmatched']) {
      for (const day of new Set(samples.items.map((item) => textOf(item, 'createdAt').slice(0, 10)).filter(Boolean))) {
        expect((await world.list('GET /worklist', { day, kind })).status).toBe(200);
      }
    }
    const { status, body } = await world.list('GET /bookings', { from: '2041-12-01', to: '2041-12-31', limit: '100' });
    expect(status).toBe(200);
    const booked = Object.entries(samples.invitations).filter(
      ([, { body: view }]) => BookedView.safeParse(view).success,
    );
    const listed = z.array(z.object({ invitationId: z.string() })).parse(body['items']);
    expect(listed.map(({ invitationId }) => invitationId)).toEqual(expect.arrayContaining(booked.map(([id]) => id)));
    expect(booked).toHaveLength(3);
  });

  it('has in the worklist what a person had to see to, day by day and over a month', async () => {
    const unmatched = samples.items.filter((item) => textOf(item, 'type') === 'unmatched');
    const hashes = unmatched.map((item) => textOf(item, 'hash')).sort();
    const days = unmatched.map((item) => textOf(item, 'createdAt').slice(0, 10)).sort();
    const to = days.at(-1) ?? '';
    const from = new Date(Date.parse(to) - 30 * DAY_MS).toISOString().slice(0, 10);
    for (const query of [{ day: to }, { day: to, kind: 'unmatched' }, { from, to }]) {
      const { body } = await world.list('GET /worklist', { limit: '100', ...query });
      const listed = z.array(z.object({ hash: z.optional(z.string()) })).parse(body['items']);
      expect(listed.flatMap(({ hash }) => hash ?? []).sort()).toEqual(hashes);
    }
    expect(hashes).toHaveLength(3);
  });

  it('is announced without an item that cannot be read', async () => {
    const { handler } = await import('../../functions/publish-events/handler.ts');
    const records = await world.engine.stream.read(undefined, 10_000);
    // As the stream is filtered: the others are nobody's business.
    const Records = records.filter(({ dynamodb }) => ANNOUNCED.includes(dynamodb?.NewImage?.['type']?.S ?? ''));
    const { batchItemFailures } = (await handler({ Records }, {} as never)) as DynamoDBBatchResponse;
    expect(batchItemFailures).toEqual([]);
  });

  it('is worked on: what is due is settled, statuses and forms find their invitations', async () => {
    await world.reconcile();
    const message = samples.items.find(
      (item) => textOf(item, 'type') === 'message' && item['invitationId'] && !item['readAt'],
    );
    const { status } = await world.webhook(
      statusesBody('raw', { id: textOf(message ?? {}, 'messageId'), status: 'read' }),
    );
    expect(status).toBe(200);
    const form = completionBody('raw', { answers: textOf(message ?? {}, 'messageId') });
    expect((await world.webhook(form)).body).toMatchObject({ recorded: 1, unmatched: 0 });
    const { body } = await world.invitation(textOf(message ?? {}, 'invitationId'));
    expect(body).toMatchObject({ messages: expect.arrayContaining([expect.objectContaining({ delivery: 'read' })]) });
  });
});
