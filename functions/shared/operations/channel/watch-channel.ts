import { type ChannelFindings, isLosing, lossBegan, type WebhookState } from '../../domain/channel/channel-health.ts';
import { type Instant, now } from '../../domain/time/instant.ts';
import { openChannelAdmin } from '../../provider/channel-admin.ts';
import type { ChannelAccess } from '../../provider/channel-call.ts';
import { ChannelError } from '../../provider/channel-error.ts';
import type { RegisteredWebhook } from '../../provider/channel-webhooks.ts';
import { logger } from '../../runtime/logger.ts';
import type { CachedSecret, GivenSecret } from '../../secrets/cached-secret.ts';
import { noteHeard, noteLoss, readChannel } from '../../store/channel/channel.ts';
import { type HistoryContext, recordLost } from './watch-history.ts';
import { enableWebhooks, type WebhookOwner, webhookStateOf } from './watch-webhooks.ts';

/** `apiUrl` is the address of the stack's API, `providerUrl` that of the provider's; neither ends in a slash. */
export type WatchContext = HistoryContext & { given: CachedSecret<GivenSecret>; apiUrl: string; providerUrl: string };

/** One check of the channel, and what a repair needs. */
export type ChannelCheck = {
  at: Instant;
  access: ChannelAccess;
  owner: WebhookOwner;
  /** The channel's whole list of URLs; undefined if the provider did not tell it. */
  list: RegisteredWebhook[] | undefined;
  findings: ChannelFindings;
};

/** For each call: all that are made in the worst run fit into the function's time. */
const CALL_WITHIN_MS = 10_000;

/** What the provider answered, or undefined: its faults are logged, and the next run comes in an hour. */
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

/** Checks the channel. Throws only for faults of this stack, never for the provider's. */
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

/** Since when webhooks are lost that were not yet looked for; a new loss is noted. */
async function lossOf({ table }: WatchContext, webhooks: WebhookState, at: Instant): Promise<Instant | undefined> {
  const known = await readChannel(table);
  return isLosing(webhooks, known?.heardUntil) ? noteLoss(table, lossBegan(known?.heardUntil, at)) : known?.lostSince;
}

/**
 * Repairs what needs no decision: enables disabled URLs of this stack and reads lost webhooks from the history. Adds no
 * missing URL and reads nothing for it: somebody may have removed it on purpose. The next run tries a failed repair again.
 */
export async function repairChannel(context: WatchContext, check: ChannelCheck): Promise<void> {
  const { at, access, owner, list, findings } = check;
  const channel = openChannelAdmin(access);
  // Nobody who runs this stack can want them off: without them no delivery is ever reported.
  if (findings.areAcksOn === false) await answered(channel.turnAcksOn());
  const { webhooks } = findings;
  if (!list || !webhooks) return;

  // A loss is noted before the URLs are enabled, after which nothing else would tell of it.
  const since = await lossOf(context, webhooks, at);
  if (webhooks.isDisabled) await answered(enableWebhooks(channel, list, owner));
  const mayRead = webhooks.isComplete || webhooks.isDisabled;
  const isRead = since && mayRead && (await answered(recordLost(context, access, since, at))) !== undefined;
  if (webhooks.isComplete && (isRead || !since)) await noteHeard(context.table, at);
}
