import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Hono } from 'hono';
import * as z from 'zod/mini';
import { parseInput } from '../../parse-input.ts';
import { invalid, respond } from '../api/method-answers.ts';
import type { Customer } from '../channel-state.ts';
import type { Channel } from '../simulated-channel.ts';
import { shownAddress, viewCustomer, viewMessage } from './chat-view.ts';

/** The form of a contract without services. It stands for every Flow whose own JSON was not uploaded here. */
const PROJECT_FLOW = join(import.meta.dirname, '../../../infra/flow/appointment-flow.json');

const LONGEST_LIST = 200;

const ListQuery = z.object({
  search: z.optional(z.string()),
  limit: z._default(z.coerce.number().check(z.int(), z.gte(1), z.lte(LONGEST_LIST)), 50),
});

/** The phone's data besides the messages: the chats, the forms, the business. */
export function chatControlRoutes(channel: Channel): Hono {
  const routes = new Hono();
  const { customers, messages, flows, forms, line } = channel;
  const lastOf = ({ id }: Customer) => messages.ofCustomer(id).at(-1);

  routes.get('/line', (c) => c.json(line));
  // Chats, newest first: ?search= in name and number, ?limit=. `total` counts those beyond the limit too.
  routes.get('/chats', (c) => {
    const parsed = parseInput(ListQuery, c.req.query());
    if (!parsed.ok) return respond(c, invalid(parsed.fault));
    const { search = '', limit } = parsed.value;
    const found = customers.all().filter((customer) => matches(customer, search));
    const newestFirst = found.sort((a, b) => (lastOf(b)?.at ?? 0) - (lastOf(a)?.at ?? 0));
    const chats = newestFirst.slice(0, limit).map((customer) => {
      const last = lastOf(customer);
      return {
        ...viewCustomer(customer),
        shownAs: shownAddress(customer),
        lastMessage: last ? viewMessage(channel, last) : null,
      };
    });
    return c.json({ chats, total: found.length });
  });
  routes.get('/flows/:id', async (c) => {
    const id = c.req.param('id');
    const uploaded = flows.get(id)?.json;
    const ofContract = uploaded === undefined ? forms(id) : undefined;
    if (ofContract) return c.json(ofContract);
    // Read on each request: after an edit, opening the form again shows the change.
    return c.body(uploaded ?? (await readFile(PROJECT_FLOW, 'utf8')), 200, { 'content-type': 'application/json' });
  });
  return routes;
}

function matches({ id, name = '', reportedPhone = '' }: Customer, search: string): boolean {
  const wanted = search.trim().toLowerCase();
  const digits = wanted.replace(/[\s+()-]/g, '');
  if (name.toLowerCase().includes(wanted)) return true;
  return digits !== '' && [id, reportedPhone].some((address) => address.toLowerCase().includes(digits));
}
