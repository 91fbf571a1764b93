import { BatchWriteItemCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import pMap from 'p-map';
import { startTableEngine } from '../../local/table/table-engine.ts';
import { createCountedLine } from '../support/counted-line.ts';
import { startScriptedProvider } from '../support/scripted-provider.ts';
import { stackTable } from '../support/stack-table.ts';
import { aMessageId, aPhone, statusesBody } from '../support/webhooks.ts';
import { type BundleName, contract } from './bundles.ts';
import { type Figure, figureOf, spread, tableOf } from './figures.ts';
import { startHost } from './function-host.ts';
import { apiEvent, calendarEvent, webhookEvent } from './http-events.ts';
import { startInstantAws } from './instant-aws.ts';

/** Items in the table. A million does not fit into the memory of the engine on a small machine. */
export const SIZES = [1_000, 10_000, 100_000] as const;
const ROUNDS = 30;
const WARM_UP = 15;

const day = (offset: number) => new Date(Date.now() + offset * 86_400_000).toISOString().slice(0, 10);

/** Old bookings, far from every window that is asked about, as a table has them that has been in use for long. */
function oldItem(index: number): Record<string, unknown> {
  const createdAt = new Date(Date.UTC(2020, 0, 1) + index * 60_000).toISOString();
  const id = index.toString(36).padStart(26, '0');
  return {
    pk: `invitation#${id}`,
    type: 'invitation',
    invitationId: id,
    channelId: contract.channel.id,
    createdAt,
    agendaMonth: `${contract.channel.id}#${createdAt.slice(0, 7)}`,
    startsAt: createdAt,
    customer: `${contract.channel.id}#${index % 1000}`,
    worklistDay: `${contract.channel.id}#${createdAt.slice(0, 10)}#invitation`,
    worklistAt: createdAt,
    notes: 'n'.repeat(300),
  };
}

async function fill(client: DynamoDBClient, tableName: string, from: number, to: number): Promise<void> {
  const batches = Array.from({ length: Math.ceil((to - from) / 25) }, (_, batch) => from + batch * 25);
  await pMap(
    batches,
    (first) => {
      const indexes = Array.from({ length: Math.min(25, to - first) }, (_, offset) => first + offset);
      const puts = indexes.map((index) => ({ PutRequest: { Item: marshall(oldItem(index)) } }));
      return client.send(new BatchWriteItemCommand({ RequestItems: { [tableName]: puts } }));
    },
    { concurrency: 4 },
  );
}

type Subject = { what: string; name: BundleName; event: () => unknown };

const list = (route: string, query: Record<string, string>) => () => apiEvent(route, { query });

const SUBJECTS: Subject[] = [
  {
    what: 'a status',
    name: 'record-delivery-status',
    event: () => webhookEvent(statusesBody('hooks', { id: aMessageId(), status: 'delivered' })),
  },
  {
    what: 'an invitation',
    name: 'send-flow',
    event: () => apiEvent('POST /invitations', { body: { phone: aPhone() } }),
  },
  { what: "a day's invitations", name: 'query-invitations', event: list('GET /invitations', { day: day(-30) }) },
  { what: 'bookings of a week', name: 'query-bookings', event: list('GET /bookings', { from: day(0), to: day(6) }) },
  { what: 'the worklist', name: 'query-worklist', event: list('GET /worklist', { day: day(-30), kind: 'attention' }) },
  { what: 'the calendar feed', name: 'calendar-feed', event: calendarEvent },
];

export type Growth = { what: string; items: number; wall: Figure; calls: number };

/** Measures each kind of event and page beside tables of growing size. */
export async function measureGrowth(bundles: string): Promise<Growth[]> {
  const table = stackTable();
  const [aws, provider] = [await startInstantAws(), await startScriptedProvider()];
  const engine = await startTableEngine({ table, now: () => new Date() });
  const line = createCountedLine();
  const host = startHost(bundles, aws.endpoint, {
    AWS_ENDPOINT_URL_DYNAMODB: await line.open(engine.endpoint),
    PROVIDER_URL: provider.url,
    TABLE_NAME: table.tableName,
  });
  const credentials = { accessKeyId: 'bench', secretAccessKey: 'bench' };
  const client = new DynamoDBClient({ region: 'eu-west-1', endpoint: engine.endpoint, credentials });
  const figures: Growth[] = [];
  try {
    let filled = 0;
    for (const items of SIZES) {
      await fill(client, table.tableName, filled, items);
      filled = items;
      const walls = new Map<string, number[]>(SUBJECTS.map(({ what }) => [what, []]));
      const calls = new Map<string, number>();
      for (let round = 0; round < WARM_UP + ROUNDS; round++) {
        for (const { what, name, event } of SUBJECTS) {
          line.take();
          const { wallMs } = await host.invoke(name, event());
          calls.set(
            what,
            Object.values(line.take()).reduce((all, each) => all + each, 0),
          );
          if (round >= WARM_UP) walls.get(what)?.push(wallMs);
        }
      }
      for (const [what, wall] of walls) {
        figures.push({ what, items, wall: figureOf(wall), calls: calls.get(what) ?? 0 });
      }
    }
    return figures;
  } finally {
    host.stop();
    aws.close();
    client.destroy();
    await Promise.all([engine.close(), provider.close()]);
  }
}

/** The section of the report. */
export function reportGrowth(figures: Growth[]): string {
  const at = (what: string, items: number) => figures.find((figure) => figure.what === what && figure.items === items);
  const [least] = SIZES;
  const rows = SUBJECTS.map(({ what }) => [
    what,
    ...SIZES.flatMap((items) => {
      const [figure, first] = [at(what, items), at(what, least)];
      if (!figure || !first) throw new Error(`${what} was not measured with ${items} items.`);
      return [String(figure.calls), `${(figure.wall.median / first.wall.median).toFixed(2)} · ${spread(figure.wall)}`];
    }),
  ]);
  return [
    '## Growth',
    '',
    'Calls of the table, and the time of one event or page (as a ratio of that with the smallest table, then in ms), while the',
    'table grows. The embedded engine takes its part in these times; DynamoDB promises the same time at any size. Calls are',
    'what a test holds. A million items are more than the engine carries in the memory of a small machine.',
    '',
    tableOf(
      [
        '',
        ...SIZES.flatMap((items) => [
          `calls at ${items.toLocaleString('en')}`,
          `time at ${items.toLocaleString('en')}`,
        ]),
      ],
      rows,
    ),
  ].join('\n');
}
