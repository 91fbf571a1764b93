import * as z from 'zod/mini';
import type { Endpoints } from './endpoints.ts';
import type { ProviderCall } from './provider-call.ts';

const WebhookList = z.object({ webhookUrl: z.union([z.string(), z.array(z.string())]) });

/** A URL's path; the list may contain invalid URLs. */
const pathOf = (url: string): string => (URL.canParse(url) ? new URL(url).pathname : url);

/**
 * Makes the simulator post to this stack. The first start registers the three URLs and turns acks on; later starts keep
 * a list that a person changed, and only move the stack's own URLs to another port.
 */
export async function registerWebhooks({ webhooks }: Pick<Endpoints, 'webhooks'>, call: ProviderCall): Promise<void> {
  const own = [webhooks.messages, webhooks.delivery, webhooks.flowCompletion];
  const { webhookUrl } = WebhookList.parse(await call('GET', 'webhook'));
  const registered = [webhookUrl]
    .flat()
    .flatMap((urls) => urls.split(','))
    .filter((url) => url !== '');

  if (registered.length === 0) {
    await call('POST', 'webhook', { webhookUrl: own.join(',') });
    await call('POST', 'settings', { ackNotificationsOn: true });
    return;
  }
  const moved = new Map([...own, webhooks.all].map((url) => [pathOf(url), url]));
  const current = registered.map((url) => moved.get(pathOf(url)) ?? url);
  if (current.join() !== registered.join()) await call('POST', 'webhook', { webhookUrl: current.join(',') });
}
