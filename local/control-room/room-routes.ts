import { Hono } from 'hono';
import { streamSSE } from 'hono/streaming';
import * as z from 'zod/mini';
import { InvitationView } from '../../functions/shared/http/answers/invitation-schema.ts';
import type { Endpoints } from '../endpoints.ts';
import { apiProxy } from './api-proxy.ts';
import { clockRoutes } from './clock-routes.ts';
import { findEvidence } from './evidence.ts';
import { showExchange } from './exchanges.ts';
import { readDeliveries } from './hand-offs.ts';
import { insideRoutes } from './inside-routes.ts';
import { type LiveChange, watchChanges } from './live-changes.ts';
import { createMessageLinks } from './message-links.ts';
import { receiverRoutes } from './receiver-routes.ts';
import type { RoomSources } from './room-sources.ts';
import { sameOriginOnly } from './same-origin.ts';
import { messagesOfSteps } from './step-messages.ts';

const Asked = z.object({ intentMessageId: z.optional(z.string()) });

/**
 * The control room's data, below `/_room`: the API without its key, the records behind an invitation's steps, the
 * stack's inside, what a message of a chat is about, and notices of every change. It writes only through the API, and lets time pass.
 */
export function roomRoutes(sources: RoomSources): Hono {
  const { runner, observed, clock, table, channelId, endpoints } = sources;
  const { messages } = observed;
  const links = table && createMessageLinks({ channelId, messages, table });
  const changes = watchChanges({ ...observed, invocations: runner.invocations, links });
  const routes = new Hono().basePath('/_room');
  routes.use(sameOriginOnly, async (c, next) => {
    await next();
    c.res.headers.set('cache-control', 'no-store');
  });
  routes.route('/api', apiProxy(endpoints));
  routes.route('/clock', clockRoutes(sources));
  routes.route('/inside', insideRoutes(sources));
  routes.route('/receiver', receiverRoutes(endpoints()));

  routes.get('/invitations/:id/evidence', async (c) => {
    const invitation = await readInvitation(c.req.param('id'), endpoints());
    if (!invitation) return c.notFound();
    const own: readonly string[] = (invitation.messages ?? []).map(({ messageId }) => messageId);
    const exchanges = observed.exchanges
      .all()
      .filter(({ messageId }) => messageId !== undefined && own.includes(messageId));
    const seen = {
      invocations: runner.invocations.recent(),
      requests: observed.requests.all(),
      events: runner.events(),
      exchanges,
    };
    const item = await table?.item(`invitation#${invitation.invitationId}`);
    const deliveries = await readDeliveries(endpoints());
    const handedOff = deliveries.filter(({ invitationId }) => invitationId === invitation.invitationId);
    const shown = exchanges.map((exchange) => showExchange(exchange, seen.invocations));
    const intentMessageId = Asked.safeParse(item).data?.intentMessageId;
    const chat = messagesOfSteps({ invitation, intentMessageId, messages });
    return c.json({ ...findEvidence(invitation, seen), handedOff, exchanges: shown, messages: chat, item });
  });
  routes.get('/messages/:id', async (c) => {
    const link = await links?.of(c.req.param('id'));
    return link ? c.json(link) : c.notFound();
  });

  routes.get('/live', (c) =>
    streamSSE(c, async (stream) => {
      const tell = (change: LiveChange) => {
        const message = { ...change, now: clock.now().toISOString() };
        void stream.writeSSE({ event: 'change', data: JSON.stringify(message) });
      };
      tell({ invitationIds: [] });
      const unsubscribe = changes.subscribe(tell);
      await new Promise<void>((resolve) => stream.onAbort(resolve));
      unsubscribe();
    }),
  );
  return routes;
}

async function readInvitation(
  id: string,
  { api, apiKey }: Pick<Endpoints, 'api' | 'apiKey'>,
): Promise<InvitationView | undefined> {
  const headers = { authorization: `Bearer ${apiKey}` };
  const answer = await fetch(`${api}/invitations/${encodeURIComponent(id)}`, { headers });
  return answer.ok ? InvitationView.parse(await answer.json()) : undefined;
}
