import { Hono } from 'hono';
import type { Invocation } from '../aws/lambda/invocation-journal.ts';
import { showExchange } from './exchanges.ts';
import { readDeliveries, readStaffMails } from './hand-offs.ts';
import { causeOf, statusOf } from './invocation-contents.ts';
import type { RoomSources } from './room-sources.ts';

/** How many of each are shown, newest first: enough to see recent events. */
const SHOWN = 100;

const newest = <Entry>(entries: readonly Entry[]) => entries.slice(-SHOWN).reverse();

/** The running stack's inside, below `/_room/inside`: lists, newest first, and due items, soonest first. */
export function insideRoutes({ runner, observed, table, clock, endpoints }: RoomSources): Hono {
  const routes = new Hono();

  routes.get('/events', (c) => c.json(newest(runner.events())));
  routes.get('/waiting', async (c) => {
    const items = (await table?.waiting()) ?? [];
    return c.json({ now: clock.now().toISOString(), items, queues: runner.queues() });
  });
  routes.get('/functions', (c) => c.json(summaries(runner.invocations.recent())));
  routes.get('/functions/:name', (c) => {
    const name = c.req.param('name');
    const log = runner.log(name);
    if (log === undefined) return c.notFound();
    const runs = runner.invocations.recent().filter((invocation) => invocation.function === name);
    return c.json({ runs: newest(runs).map(withoutContents), log });
  });
  routes.get('/calls', (c) => c.json(newest(observed.requests.all()).map(withoutSecret)));
  routes.get('/webhooks', (c) => {
    const webhooks = newest(observed.webhooks.all()).map(({ url, ...rest }) => ({
      ...rest,
      to: new URL(url).pathname,
    }));
    return c.json(webhooks.map(withoutSecret));
  });
  routes.get('/exchanges', (c) => {
    const invocations = runner.invocations.recent();
    return c.json(newest(observed.exchanges.all()).map((exchange) => showExchange(exchange, invocations)));
  });
  routes.get('/hand-offs', async (c) => {
    const known = endpoints();
    const [deliveries, mails] = await Promise.all([readDeliveries(known), readStaffMails(known, SHOWN)]);
    return c.json({ deliveries: newest(deliveries), mails: newest(mails) });
  });
  routes.get('/given-up', (c) => c.json(newest(runner.failures())));
  return routes;
}

const withoutContents = (invocation: Invocation) => {
  const { event, result, ...rest } = invocation;
  return { ...rest, cause: causeOf(invocation), httpStatus: statusOf(invocation) };
};

/** Shortens the addresses of webhooks and of the live form's endpoint in a text: their paths contain a secret. */
function withoutSecret(entry: object): unknown {
  const text = JSON.stringify(entry).replaceAll(/(\/webhooks\/)[\w-]+/g, '$1…');
  // A Flow's id is shorter than any secret.
  return JSON.parse(text.replaceAll(/(\/flows\/)[\w-]{30,}/g, '$1…'));
}

type Summary = { name: string; runs: number; failures: number; lastAt: string; averageMs: number };

function summaries(invocations: readonly Invocation[]): Summary[] {
  const byName = Map.groupBy(invocations, (invocation) => invocation.function);
  return [...byName].map(([name, runs]) => ({
    name,
    runs: runs.length,
    failures: runs.filter(({ status }) => status !== 'success').length,
    lastAt: runs.at(-1)?.at ?? '',
    averageMs: runs.reduce((sum, { durationMs }) => sum + durationMs, 0) / runs.length,
  }));
}
