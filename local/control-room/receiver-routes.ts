import { Hono } from 'hono';
import type { Endpoints } from '../endpoints.ts';

/** The behaviour of the receiver that replaces a CRM; 404 where the stack uses another CRM. */
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
