import { Hono } from 'hono';
import { parseInput } from '../../parse-input.ts';
import { Settings } from '../channel-state.ts';
import { readObject } from '../request-body.ts';
import type { Channel } from '../simulated-channel.ts';
import { invalid, respond } from './method-answers.ts';

/** The channel's own methods: settings and connection status. */
export function channelRoutes(channel: Channel): Hono {
  const routes = new Hono();

  routes.get('/settings', (c) => c.json(channel.settings));
  routes.post('/settings', async (c) => {
    const body = await readObject(c);
    if (!body) return respond(c, invalid('the body must be a JSON object'));
    const parsed = parseInput(Settings, { ...channel.settings, ...body });
    if (!parsed.ok) return respond(c, invalid(parsed.fault));
    channel.settings = parsed.value;
    channel.changed();
    return c.json(channel.settings);
  });
  routes.get('/status', (c) =>
    c.json({ accountStatus: channel.behaviour.current.connected ? 'authenticated' : 'disconnected' }),
  );
  return routes;
}
