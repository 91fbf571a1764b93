import type { ChannelAdmin } from '../functions/shared/provider/channel-admin.ts';
import type { RegisteredWebhook } from '../functions/shared/provider/channel-webhooks.ts';
import { holdSameUrls } from '../functions/shared/provider/webhook-list.ts';
import { VerbFailure } from './exit-codes.ts';
import type { Progress } from './progress.ts';
import { shownUrl } from './webhook-lines.ts';

/**
 * Replaces the channel's whole list of URLs and reads it back.
 * @throws VerbFailure if the provider then has another list: it names both, so that a person can correct it
 */
export async function rewriteWebhooks(
  channel: ChannelAdmin,
  urls: readonly string[],
  { api, progress }: { api: string; progress: Progress },
): Promise<RegisteredWebhook[]> {
  await progress.during('Writing the list of webhooks', () => channel.replaceWebhooks(urls));
  const now = await progress.during('Reading the list back', () => channel.webhooks());
  const held = now.map(({ url }) => url);
  if (holdSameUrls(held, urls)) return now;
  const shown = (list: readonly string[]) => list.map((url) => shownUrl(url, api)).join(' , ') || 'nothing';
  throw new VerbFailure(
    `The provider did not keep the list as it was written. It should hold: ${shown(urls)}. It holds: ${shown(held)}. Run this again, or put the list right in the 1MSG dashboard.`,
  );
}
