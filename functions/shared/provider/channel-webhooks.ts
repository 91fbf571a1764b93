import * as z from 'zod/mini';
import { isJsonObject } from '../domain/text/json.ts';
import type { ChannelCall } from './channel-call.ts';
import { ChannelError } from './channel-error.ts';
import { readWebhookList } from './webhook-list.ts';

/** A registered URL. `enabled` is missing if the provider does not report it. */
export type RegisteredWebhook = { url: string; enabled?: boolean };

const WebhookAnswer = z.object({
  webhookUrl: z.optional(z.nullable(z.union([z.string(), z.array(z.nullable(z.string()))]))),
  webhookStatuses: z.optional(z.unknown()),
});
/** Answers to changes differ between versions of the API, so the caller reads the list back. */
const AnyAnswer = z.looseObject({});

const OFF = /^(disabled|inactive|blocked|banned|paused|off|false)$/i;
const ON = /^(enabled|active|ok|on|true)$/i;

/** Whether a URL is enabled, from any form of its status; undefined if the status does not say it. */
function readEnabled(status: unknown): boolean | undefined {
  if (typeof status === 'boolean') return status;
  if (typeof status === 'string') return OFF.test(status) ? false : ON.test(status) || undefined;
  if (!isJsonObject(status)) return undefined;
  const { enabled, active, disabled, status: word } = status;
  return readEnabled(enabled) ?? readEnabled(active) ?? negated(readEnabled(disabled)) ?? readEnabled(word);
}

const negated = (value: boolean | undefined) => (value === undefined ? undefined : !value);

/** The status of a URL. `webhookStatuses` is an object by URL, or a list of objects with `url`. */
function statusOf(url: string, statuses: unknown): unknown {
  if (Array.isArray(statuses)) return statuses.find((entry) => isJsonObject(entry) && entry['url'] === url);
  return isJsonObject(statuses) && Object.hasOwn(statuses, url) ? statuses[url] : undefined;
}

/** All URLs on the channel's list, in order. */
export async function readWebhooks(call: ChannelCall): Promise<RegisteredWebhook[]> {
  const { webhookUrl, webhookStatuses } = await call('GET', 'webhook', WebhookAnswer);
  const registered = Array.isArray(webhookUrl) ? webhookUrl.filter((url) => url !== null) : webhookUrl;
  return readWebhookList(registered).map((url) => {
    const enabled = readEnabled(statusOf(url, webhookStatuses));
    return { url, ...(enabled !== undefined && { enabled }) };
  });
}

/** Replaces the whole list and enables every URL on it. */
export async function writeWebhooks(call: ChannelCall, urls: readonly string[]): Promise<void> {
  const [first = ''] = urls;
  try {
    await call('POST', 'webhook', AnyAnswer, { webhookUrl: urls.length > 1 ? [...urls] : first });
  } catch (error) {
    const isEmptyRefused = urls.length === 0 && error instanceof ChannelError && error.fault === 'refused';
    if (!isEmptyRefused) throw error;
    // Newer versions of the API empty the list only through the settings.
    await call('POST', 'settings', AnyAnswer, { webhookUrl: '' });
  }
}
