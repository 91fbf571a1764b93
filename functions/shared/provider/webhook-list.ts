/** The provider keeps at most this many URLs, and posts every event to each: docs/provider.md, section 1. */
export const WEBHOOK_PLACES = 5;

/** The webhook URLs of one stack: one for all kinds (`all`), and one for each kind. */
export type OwnWebhooks = { all: string; messages: string; delivery: string; flowCompletion: string };

/** `three`: a URL for each kind. `single`: one URL for all kinds. */
export type WebhookForm = 'three' | 'single';

/** The URLs of the stack with the API at `api` (without a trailing slash), for a webhook secret. */
export function ownWebhooks(api: string, secret: string): OwnWebhooks {
  const all = `${api}/webhooks/${secret}`;
  return { all, messages: `${all}/messages`, delivery: `${all}/delivery`, flowCompletion: `${all}/flow-completion` };
}

/** The URLs to register in a form. */
export const urlsOf = ({ all, messages, delivery, flowCompletion }: OwnWebhooks, form: WebhookForm): string[] =>
  form === 'single' ? [all] : [messages, delivery, flowCompletion];

/**
 * Whether a URL belongs to this stack, with any key. The API's host belongs to this stack alone, so a URL under
 * `/webhooks/` without the current key has an earlier key.
 */
export function isOwnWebhook(url: string, api: string): boolean {
  if (!URL.canParse(url)) return false;
  const { origin, pathname } = new URL(url);
  return origin === new URL(api).origin && pathname.startsWith('/webhooks/');
}

/**
 * Whether a URL is this stack's under another address: it ends as the stack's own do. The channel has it from before the
 * stack got its domain or was made anew in another region with its former secret.
 */
function isAtFormerAddress(url: string, { all }: OwnWebhooks): boolean {
  if (!URL.canParse(url)) return false;
  const [path, own] = [new URL(url).pathname, new URL(all).pathname];
  return path === own || path.startsWith(`${own}/`);
}

/**
 * The registered URLs, unchanged and in order, from any form of the provider's list: one URL, an array, or URLs joined
 * by commas. A comma separates only before another URL, so a comma inside a URL stays.
 */
export function readWebhookList(webhookUrl: string | readonly string[] | null | undefined): string[] {
  if (typeof webhookUrl !== 'string') return (webhookUrl ?? []).filter((url) => url !== '');
  const text = webhookUrl.replace(/^[\s,]+|[\s,]+$/g, '');
  return text === '' ? [] : text.split(/\s*,\s*(?=https?:\/\/)/i);
}

/** Whether two lists hold the same URLs. Order and duplicates do not matter. */
export function holdSameUrls(one: readonly string[], other: readonly string[]): boolean {
  return one.every((url) => other.includes(url)) && other.every((url) => one.includes(url));
}

/** The list to register. `no-place`: the URLs of other applications fill it. */
export type RegistrationPlan = { kind: 'no-place' } | { kind: 'list'; form: WebhookForm; urls: string[] };

/**
 * The list with this stack's URLs: three, or the single one if `single` is set or fewer than three places are free. The
 * URLs of other applications stay unchanged and in order. URLs of this stack with an earlier key, in the other form or at
 * a former address are replaced.
 */
export function planRegistration(
  registered: readonly string[],
  { api, own, single }: { api: string; own: OwnWebhooks; single: boolean },
): RegistrationPlan {
  const isForeign = (url: string) => !isOwnWebhook(url, api) && !isAtFormerAddress(url, own);
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
