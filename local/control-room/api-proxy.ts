import { Hono } from 'hono';
import type { Endpoints } from '../endpoints.ts';

/** The API routes that a page can use without the key. */
const OFFERED = [
  { method: 'GET', path: /^\/(invitations|bookings|worklist)$/ },
  { method: 'GET', path: /^\/invitations\/[^/]+$/ },
  { method: 'POST', path: /^\/invitations$/ },
  { method: 'PATCH', path: /^\/bookings\/[^/]+$/ },
  { method: 'POST', path: /^\/bookings\/[^/]+\/(cancel|approve|refuse)$/ },
  { method: 'POST', path: /^\/worklist\/[^/]+\/done$/ },
  { method: 'POST', path: /^\/bookings\/[^/]+\/attendance$/ },
];

/** Forwards requests to the stack's API and adds the key, so that the page never has it. */
export function apiProxy({ api, apiKey }: Pick<Endpoints, 'api' | 'apiKey'>): Hono {
  const routes = new Hono();
  routes.all('/*', async (c) => {
    const { pathname, search } = new URL(c.req.url);
    const { method } = c.req;
    const path = pathname.replace(/^\/_room\/api/, '');
    if (!OFFERED.some((offer) => offer.method === method && offer.path.test(path))) return c.notFound();
    const body = method === 'GET' ? '' : await c.req.text();
    const answer = await fetch(`${api}${path}${search}`, {
      method,
      headers: { authorization: `Bearer ${apiKey}`, ...(body && { 'content-type': 'application/json' }) },
      ...(body && { body }),
    });
    const type = answer.headers.get('content-type') ?? 'application/json';
    return new Response(await answer.text(), { status: answer.status, headers: { 'content-type': type } });
  });
  return routes;
}
