import { Hono } from 'hono';
import type { Endpoints } from '../endpoints.ts';

/** How the small receiver behaves that stands in for a CRM; 404 where another one is used. */
export function receiverRoutes({ crm }: Pick<Endpoints, 'crm'>): Hono {
  const routes = new Hono();
  routes.on(['GET', 'PUT', 'DELETE'], '/behaviour', async (c) => {
    if (!crm?.receiver) return c.notFound();
    const { method } = c.req;
    const body = method === 'PUT' ? { body: await c.req.text() } : {};
    const answer = await fetch(`${crm.receiver}/behaviour`, { method, ...body });
    return c.body(await answer.text(), answer.ok ? 200 : 400, { 'content-type': 'application/json' });
  });
  return routes;
}
