/** The provider keeps at most so many URLs, and posts every event to each: docs/provider.md, section 1. */
export const WEBHOOK_PLACES = 5;

/** The URLs at which one stack takes webhooks: the one for all kinds, or one for each kind. */
export type OwnWebhooks = { all: string; messages: string; delivery: string; flowCompletion: string };

/** Whether the kinds go to a URL each, or all to one. */
export type WebhookForm = 'three' | 'single';

/** The URLs of the stack whose API is at `api` (no slash at the end), for a webhook secret. */
export function ownWebhooks(api: string, secret: string): OwnWebhooks {
  const all = `${api}/webhooks/${secret}`;
  return { all, messages: `${all}/messages`, delivery: `${all}/delivery`, flowCompletion: `${all}/flow-completion` };
}

/** The URLs to register in a form. */
export const urlsOf = ({ all, messages, delivery, flowCompletion }: OwnWebhooks, form: WebhookForm): string[] =>
  form === 'single' ? [all] : [messages, delivery, flowCompletion];

/**
 * Whether a URL is this stack's own, whatever key it was made with: the host of the API belongs to the stack alone, so
 * an address below its `/webhooks/` that is not of today's key is one of ours from before.
 */
export function isOwnWebhook(url: string, api: string): boolean {
  if (!URL.canParse(url)) return false;
  const { origin, pathname } = new URL(url);
  return origin === new URL(api).origin && pathname.startsWith('/webhooks/');
}

/**
 * The registered URLs in order, each byte for byte, from any form the provider gives the list in: one URL, an array,
 * or URLs joined by commas. A comma inside a URL survives, because only one before another URL divides.
 */
export function readWebhookList(webhookUrl: string | readonly string[] | null | undefined): string[] {
  if (typeof webhookUrl !== 'string') return (webhookUrl ?? []).filter((url) => url !== '');
  const text = webhookUrl.replace(/^[\s,]+|[\s,]+$/g, '');
  return text === '' ? [] : text.split(/\s*,\s*(?=https?:\/\/)/i);
}

/** Whether two lists hold the same URLs. The order is the provider's business, and so is naming a URL twice. */
export function holdSameUrls(one: readonly string[], other: readonly string[]): boolean {
  return one.every((url) => other.includes(url)) && other.every((url) => one.includes(url));
}

/** What a list is to become. `no-place`: other people's URLs fill it. */
export type RegistrationPlan = { kind: 'no-place' } | { kind: 'list'; form: WebhookForm; urls: string[] };

/**
 * The list with this stack's URLs on it: a URL each for the three kinds, or the one for all kinds where that is wanted
 * or others leave fewer than three places. Others' URLs stay as they are and in their order; ours of an earlier key or
 * of the other form are replaced, not added to.
 */
export function planRegistration(
  registered: readonly string[],
  { api, own, single }: { api: string; own: OwnWebhooks; single: boolean },
): RegistrationPlan {
  const isForeign = (url: string) => !isOwnWebhook(url, api);
  const places = WEBHOOK_PLACES - registered.filter(isForeign).length;
  if (places < 1) return { kind: 'no-place' };
  const form = single || places < 3 ? 'single' : 'three';
  const wanted = urlsOf(own, form);
  if (holdSameUrls(registered, [...registered.filter(isForeign), ...wanted])) {
    return { kind: 'list', form, urls: [...registered] };
  }
  const firstOwn = registered.findIndex((url) => !isForeign(url));
  const before = firstOwn === -1 ? registered : registered.slice(0, firstOwn);
  const after = firstOwn === -1 ? [] : registered.slice(firstOwn).filter(isForeign);
  return { kind: 'list', form, urls: [...before, ...wanted, ...after] };
}

/** The list without any of this stack's URLs. */
export const planRemoval = (registered: readonly string[], api: string): string[] =>
  registered.filter((url) => !isOwnWebhook(url, api));
