import type { WebhookState } from '../../domain/channel/channel-health.ts';
import type { ChannelAdmin } from '../../provider/channel-admin.ts';
import type { RegisteredWebhook } from '../../provider/channel-webhooks.ts';
import { holdSameUrls, ownWebhooks } from '../../provider/webhook-list.ts';
import { logger } from '../../runtime/logger.ts';
import type { KeyRing } from '../../secrets/derived-keys.ts';

/** The stack whose API is at `apiUrl` and which takes webhooks with these keys. */
export type WebhookOwner = { apiUrl: string; keys: KeyRing };

const KINDS = ['messages', 'delivery', 'flowCompletion'] as const;

/** The state of the stack's URLs on the channel's list. URLs with any accepted key count. */
export function webhookStateOf(list: readonly RegisteredWebhook[], { apiUrl, keys }: WebhookOwner): WebhookState {
  const own = keys.accepted.map((key) => ownWebhooks(apiUrl, key));
  const isListed = (url: string) => list.some((registered) => registered.url === url);
  const isOwn = (url: string) => own.some((urls) => Object.values(urls).includes(url));
  return {
    isComplete: KINDS.every((kind) => own.some((urls) => isListed(urls[kind]) || isListed(urls.all))),
    isDisabled: list.some(({ url, enabled }) => enabled === false && isOwn(url)),
  };
}

/**
 * Writes the list back as it was read, which enables every URL on it, and reads it again to see whether that helped.
 * @throws ChannelError
 */
export async function enableWebhooks(
  channel: ChannelAdmin,
  list: readonly RegisteredWebhook[],
  owner: WebhookOwner,
): Promise<void> {
  const urls = list.map(({ url }) => url);
  await channel.replaceWebhooks(urls);
  const after = await channel.webhooks();
  const isKept = holdSameUrls(
    after.map(({ url }) => url),
    urls,
  );
  if (!isKept) logger.error('the provider did not keep the list of webhooks as it was written');
  logger.warn('wrote disabled webhooks back', { areEnabled: !webhookStateOf(after, owner).isDisabled });
}
