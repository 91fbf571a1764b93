import { createHash, timingSafeEqual } from 'node:crypto';
import type { HttpBindings } from '@hono/node-server';
import { Hono, type MiddlewareHandler } from 'hono';
import { parseJson } from '../../../functions/shared/domain/text/json.ts';
import type { Channel } from '../simulated-channel.ts';
import { callFaults, outage } from './call-faults.ts';
import { channelRoutes } from './channel-routes.ts';
import { flowRoutes } from './flow-routes.ts';
import { historyRoutes } from './history-routes.ts';
import { notFound, respond } from './method-answers.ts';
import { noteRefusals } from './refused-sends.ts';
import { sendRoutes } from './send-routes.ts';
import { templateRoutes } from './template-routes.ts';
import { webhookRoutes } from './webhook-routes.ts';

type Env = { Bindings: HttpBindings };

/** The provider's HTTP methods below `/{channelId}`: each call is logged, checked and answered. */
export function providerRoutes(channel: Channel): Hono<Env> {
  const routes = new Hono<Env>();
  routes.use(
    record(channel),
    noteRefusals(channel),
    outage(channel.behaviour),
    authenticate(channel),
    callFaults(channel.behaviour),
  );
  for (const part of [sendRoutes, historyRoutes, webhookRoutes, channelRoutes, templateRoutes, flowRoutes]) {
    routes.route('/', part(channel));
  }
  return routes;
}

/** Writes the call to the request log, without the token that older clients put into the query. */
function record(channel: Channel): MiddlewareHandler<Env> {
  return async (c, next) => {
    const { pathname, searchParams } = new URL(c.req.url);
    searchParams.delete('token');
    const path = searchParams.size > 0 ? `${pathname}?${searchParams}` : pathname;
    const request = {
      method: c.req.method,
      path,
      body: await loggableBody(c.req),
      at: channel.clock.now().toISOString(),
    };
    channel.requests.add(request);
    channel.feed.publish('request', request);
    return next();
  };
}

async function loggableBody(request: { text(): Promise<string>; header(name: string): string | undefined }) {
  // A form is an uploaded file: caching its text here would replace its bytes.
  if (request.header('content-type')?.startsWith('multipart/')) return null;
  const text = await request.text();
  return text === '' ? null : (parseJson(text) ?? text);
}

function authenticate(channel: Channel): MiddlewareHandler<Env> {
  const expected = digest(channel.token);
  return async (c, next) => {
    if (c.req.param('channelId') !== channel.id) return respond(c, notFound('channel'));
    const [scheme, header] = (c.req.header('authorization') ?? '').split(' ');
    const token = scheme?.toLowerCase() === 'bearer' ? header : c.req.query('token');
    if (token !== undefined && timingSafeEqual(digest(token), expected)) return next();
    return c.json({ error: 'invalid token' }, 401);
  };
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
