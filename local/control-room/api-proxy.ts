import { Hono } from 'hono';
import type { Endpoints } from '../endpoints.ts';

/** The parts of the API that a page can use without the key: those of the desk. Nobody gets or makes a key here. */
const OFFERED = /^\/(invitations|bookings|worklist|slots|closures|customers|statistics|changes)(\/|$)|^\/session$/;

/** What the API reads of a request beside its body. */
const HEADERS = ['content-type', 'accept', 'if-match', 'if-none-match', 'idempotency-key'];

/** What a page reads of an answer beside its body. */
const ANSWER_HEADERS = ['content-type', 'content-disposition', 'etag', 'link'];

function taken(headers: Headers, names: readonly string[]): Record<string, string> {
  const given = names.map((name) => [name, headers.get(name)] as const);
  return Object.fromEntries(given.filter((header): header is [string, string] => header[1] !== null));
}

/** Forwards requests to the stack's API and adds the key, so that the page never has it. */
export function apiProxy(endpoints: () => Pick<Endpoints, 'api' | 'apiKey'>): Hono {
  const routes = new Hono();
  routes.all('/*', async (c) => {
    const { pathname, search } = new URL(c.req.url);
    const { api, apiKey } = endpoints();
    const { method } = c.req;
    const path = pathname.replace(/^\/_room\/api/, '');
    if (!OFFERED.test(path)) return c.notFound();
    const body = method === 'GET' ? '' : await c.req.text();
    const answer = await fetch(`${api}${path}${search}`, {
      method,
      headers: { ...taken(c.req.raw.headers, HEADERS), authorization: `Bearer ${apiKey}` },
      ...(body && { body }),
    });
    const isEmpty = answer.status === 204 || answer.status === 304;
    const headers = taken(answer.headers, ANSWER_HEADERS);
    return new Response(isEmpty ? null : await answer.text(), { status: answer.status, headers });
  });
  return routes;
}
