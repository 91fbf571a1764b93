import { Hono } from 'hono';
import { streamSSE } from 'hono/streaming';
import * as z from 'zod/mini';
import type { Clock } from '../../clock.ts';
import { parseInput } from '../../parse-input.ts';
import { invalid, notFound, respond } from '../api/method-answers.ts';
import { readObject } from '../request-body.ts';
import type { Channel } from '../simulated-channel.ts';
import { chatControlRoutes } from './chat-control-routes.ts';
import { customerControlRoutes } from './customer-control-routes.ts';
import { exchangeControlRoutes } from './exchange-control-routes.ts';

const LONGEST_ADVANCE_SECONDS = 10 * 365 * 24 * 60 * 60;

/** How soon a page reconnects after it lost its stream: short, because everything is on one machine. */
const RECONNECT_AFTER_MS = 500;

const ClockMove = z.strictObject({ advanceSeconds: z.number().check(z.gte(0), z.lte(LONGEST_ADVANCE_SECONDS)) });

/** The control calls below `/_sim`, for people, tests and the phone page; without a token, on this machine only. */
export function controlRoutes(channel: Channel): Hono {
  const routes = new Hono();
  const { behaviour, clock, feed, requests, poster } = channel;

  routes.route('/', customerControlRoutes(channel));
  routes.route('/', chatControlRoutes(channel));
  routes.route('/', exchangeControlRoutes(channel));

  routes.get('/behaviour', (c) => c.json(behaviour.current));
  routes.put('/behaviour', async (c) => {
    const fields = await readObject(c);
    if (!fields) return respond(c, invalid('the body must be a JSON object'));
    const changed = behaviour.change(fields);
    if (!changed.ok) return respond(c, invalid(changed.fault));
    feed.publish('behaviour', changed.value);
    return c.json(changed.value);
  });
  routes.delete('/behaviour', (c) => {
    behaviour.reset();
    feed.publish('behaviour', behaviour.current);
    return c.json(behaviour.current);
  });

  clock.onAdvance(() => feed.publish('clock', readClock(clock)));
  routes.get('/clock', (c) => c.json(readClock(clock)));
  routes.post('/clock', async (c) => {
    const parsed = parseInput(ClockMove, await readObject(c));
    if (!parsed.ok) return respond(c, invalid(parsed.fault));
    clock.advance(parsed.value.advanceSeconds);
    return c.json(readClock(clock));
  });

  routes.get('/requests', (c) => c.json(requests.all()));
  routes.delete('/requests', (c) => {
    requests.clear();
    return c.body(null, 204);
  });
  routes.get('/webhooks', (c) => c.json(poster.log.all()));
  routes.post('/reset', (c) => {
    channel.reset();
    return c.body(null, 204);
  });

  // All changes as they happen, or only some kinds: ?kinds=message,status
  routes.get('/stream', (c) =>
    streamSSE(c, async (stream) => {
      const kinds = c.req.query('kinds')?.split(',');
      await stream.writeSSE({ event: 'clock', data: JSON.stringify(readClock(clock)), retry: RECONNECT_AFTER_MS });
      const unsubscribe = feed.subscribe(({ kind, data }) => {
        if (kinds?.includes(kind) === false) return;
        void stream.writeSSE({ event: kind, data: JSON.stringify(data) });
      });
      await new Promise<void>((resolve) => stream.onAbort(resolve));
      unsubscribe();
    }),
  );

  // An unknown control call is no provider call either.
  routes.all('*', (c) => respond(c, notFound('control call')));
  return routes;
}

function readClock(clock: Clock) {
  return { now: clock.now().toISOString(), offsetMs: clock.offsetMs };
}
