import { Hono } from 'hono';
import * as z from 'zod/mini';
import { parseInput } from '../../parse-input.ts';
import type { Behaviour } from '../behaviour/behaviour.ts';
import { readObject } from '../request-body.ts';
import type { Channel } from '../simulated-channel.ts';
import { type Answer, invalid, respond } from './method-answers.ts';

const WEBHOOK_LIMIT = 5;

const WebhookUpdate = z.object({ webhookUrl: z.union([z.string(), z.array(z.string())]) });

/** The list of webhook URLs, which is read and replaced as a whole. */
export function webhookRoutes(channel: Channel): Hono {
  const routes = new Hono();
  routes.get('/webhook', (c) => respond(c, webhookList(channel)));
  routes.post('/webhook', async (c) => respond(c, replaceList(channel, await readObject(c))));
  return routes;
}

function replaceList(channel: Channel, body: Record<string, unknown> | undefined): Answer {
  const urls = body && webhookUrls(body);
  if (!urls) return invalid('webhookUrl: must be one URL, a list of them, or URLs joined by commas');
  if (urls.length > WEBHOOK_LIMIT) return invalid(`webhookUrl: at most ${WEBHOOK_LIMIT} URLs`);
  if (!urls.every(isWebUrl)) return invalid('webhookUrl: must be http or https URLs');
  channel.webhooks.replace(urls);
  channel.changed();
  return webhookList(channel);
}

function webhookList(channel: Channel): Answer {
  const addresses = channel.webhooks.all();
  const webhookStatuses = Object.fromEntries(
    addresses.map(({ url, disabled }) => [url, disabled ? 'disabled' : 'active']),
  );
  const urls = addresses.map(({ url }) => url);
  const webhookUrl = shapeList(urls, channel.behaviour.current.webhookListShape);
  return { status: 200, body: { webhookUrl, webhookStatuses } };
}

function shapeList(urls: string[], shape: Behaviour['webhookListShape']): string | string[] {
  if (shape === 'array') return urls;
  if (shape === 'comma' || urls.length < 2) return urls.join(',');
  return urls;
}

/** Splits only at commas that precede another URL: a comma inside a URL stays. */
function webhookUrls(body: Record<string, unknown>): string[] | undefined {
  const parsed = parseInput(WebhookUpdate, body);
  if (!parsed.ok) return undefined;
  const { webhookUrl } = parsed.value;
  if (typeof webhookUrl !== 'string') return webhookUrl;
  return webhookUrl === '' ? [] : webhookUrl.split(/,\s*(?=https?:\/\/)/);
}

function isWebUrl(text: string): boolean {
  return /^https?:\/\//.test(text) && URL.canParse(text);
}
