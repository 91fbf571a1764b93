import { type ChannelFindings, isLosing, lossBegan, type WebhookState } from '../../domain/channel/channel-health.ts';
import { type Instant, now } from '../../domain/time/instant.ts';
import { type ChannelAdmin, openChannelAdmin } from '../../provider/channel-admin.ts';
import type { ChannelAccess } from '../../provider/channel-call.ts';
import { ChannelError } from '../../provider/channel-error.ts';
import type { RegisteredWebhook } from '../../provider/channel-webhooks.ts';
import { holdSameUrls, ownWebhooks } from '../../provider/webhook-list.ts';
import { logger } from '../../runtime/logger.ts';
import type { CachedSecret, GivenSecret } from '../../secrets/cached-secret.ts';
import type { KeyRing } from '../../secrets/derived-keys.ts';
import { noteHeard, noteLoss, readChannel, rememberAcks } from '../../store/channel/channel.ts';
import { type HistoryContext, recordLost } from './watch-history.ts';

/** `apiUrl` is the address of the stack's API, `providerUrl` that of the provider's; neither ends in a slash. */
export type WatchContext = HistoryContext & { given: CachedSecret<GivenSecret>; apiUrl: string; providerUrl: string };

export type ChannelCheck = {
  at: Instant;
  access: ChannelAccess;
  owner: WebhookOwner;
  /** All webhook URLs of the channel; undefined if the provider did not answer. */
  list: RegisteredWebhook[] | undefined;
  findings: ChannelFindings;
};

/** This stack: the URL of its API and its webhook keys. */
type WebhookOwner = { apiUrl: string; keys: KeyRing };

const KINDS = ['messages', 'delivery', 'flowCompletion'] as const;

/** The state of the stack's URLs on the channel's list. URLs with any accepted key count. */
function webhookStateOf(list: readonly RegisteredWebhook[], { apiUrl, keys }: WebhookOwner): WebhookState {
  const own = keys.accepted.map((key) => ownWebhooks(apiUrl, key));
  const isListed = (url: string) => list.some((registered) => registered.url === url);
  const isOwn = (url: string) => own.some((urls) => Object.values(urls).includes(url));
  return {
    isComplete: KINDS.every((kind) => own.some((urls) => isListed(urls[kind]) || isListed(urls.all))),
    isDisabled: list.some(({ url, enabled }) => enabled === false && isOwn(url)),
  };
}

/**
 * Writes the list back unchanged, which enables every URL on it. Reads it again and logs the result.
 * @throws ChannelError
 */
async function enableWebhooks(
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

/** Limit of each call, so that all calls of the longest run fit into the function's timeout. */
const CALL_WITHIN_MS = 10_000;

/** The provider's answer, or undefined after a logged ChannelError. The next run comes in an hour. */
async function answered<T>(call: Promise<T>): Promise<T | undefined> {
  try {
    return await call;
  } catch (error) {
    if (!(error instanceof ChannelError)) throw error;
    logger.warn('the provider did not do what it was asked', {
      call: error.call,
      fault: error.fault,
      status: error.status,
    });
    return undefined;
  }
}

/** Checks the channel. Throws for faults of this stack, never for faults of the provider. */
export async function checkChannel({
  contract,
  given,
  keys,
  apiUrl,
  providerUrl,
}: WatchContext): Promise<ChannelCheck> {
  const [{ channelToken: token }, { webhook }] = await Promise.all([given.get(), keys.get()]);
  const access = { baseUrl: providerUrl, channelId: contract.channel.id, token, withinMs: CALL_WITHIN_MS };
  const owner = { apiUrl, keys: webhook };
  const channel = openChannelAdmin(access);
  const at = now();
  const [connection, list, settings] = await Promise.all([
    answered(channel.connection()),
    answered(channel.webhooks()),
    answered(channel.settings()),
  ]);
  const webhooks = list && webhookStateOf(list, owner);
  const findings = { isConnected: connection?.connected, webhooks, areAcksOn: settings?.acksOn };
  return { at, access, owner, list, findings };
}

/** The time since which webhooks may be lost and are not yet read from the history. Stores a new loss. */
async function lossOf({ table }: WatchContext, webhooks: WebhookState, at: Instant): Promise<Instant | undefined> {
  const known = await readChannel(table);
  return isLosing(webhooks, known?.heardUntil) ? noteLoss(table, lossBegan(known?.heardUntil, at)) : known?.lostSince;
}

/**
 * Enables disabled URLs of this stack and reads lost webhooks from the history. Adds no missing URL, because an
 * operator may have removed it on purpose. The next run tries a failed repair again.
 */
export async function repairChannel(context: WatchContext, check: ChannelCheck): Promise<void> {
  const { at, access, owner, list, findings } = check;
  const channel = openChannelAdmin(access);
  // Without acks the provider reports no delivery.
  if (findings.areAcksOn !== undefined) await rememberAcks(context.table, findings.areAcksOn, at);
  if (findings.areAcksOn === false) await answered(channel.turnAcksOn());
  const { webhooks } = findings;
  if (!list || !webhooks) return;

  // The loss is stored first: once the URLs are enabled, the channel no longer shows it.
  const since = await lossOf(context, webhooks, at);
  if (webhooks.isDisabled) await answered(enableWebhooks(channel, list, owner));
  const mayRead = webhooks.isComplete || webhooks.isDisabled;
  const isRead = since && mayRead && (await answered(recordLost(context, access, since, at))) !== undefined;
  if (webhooks.isComplete && (isRead || !since)) await noteHeard(context.table, at);
}
