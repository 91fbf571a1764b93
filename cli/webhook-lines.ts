import type { RegisteredWebhook } from '../functions/shared/provider/channel-webhooks.ts';
import { isOwnWebhook } from '../functions/shared/provider/webhook-list.ts';

/** The secret in a webhook URL of a stack of this product, such as this stack's at a former address. */
const SECRET = /(?<=\/webhooks\/)[\w-]{43}(?=\/|$)/;

/** A URL for display: without the webhook secret if it is of this product, whole otherwise. */
export function shownUrl(url: string, api: string): string {
  if (!isOwnWebhook(url, api)) return url.replace(SECRET, '…');
  const [, , , kind] = new URL(url).pathname.split('/');
  return `${api}/webhooks/…${kind ? `/${kind}` : ''}`;
}

/** The list for a person: one line per URL, with its owner and whether it is disabled. */
export function webhookLines(webhooks: readonly RegisteredWebhook[], api: string): string[] {
  return webhooks.map(({ url, enabled }) => {
    const whose = isOwnWebhook(url, api) ? 'this stack' : 'others';
    return `  ${shownUrl(url, api)}  (${whose}${enabled === false ? ', disabled' : ''})`;
  });
}

/** The list for a script. */
export const webhookEntries = (webhooks: readonly RegisteredWebhook[], api: string) =>
  webhooks.map(({ url, enabled }) => ({
    url: shownUrl(url, api),
    own: isOwnWebhook(url, api),
    ...(enabled !== undefined && { enabled }),
  }));
