import type { ChannelSettings, Connection } from './channel-admin.ts';
import type { RegisteredWebhook } from './channel-webhooks.ts';
import { isOwnWebhook, type OwnWebhooks, urlsOf, type WebhookForm } from './webhook-list.ts';

/** The faults of a channel's set-up. */
export type ChannelFinding =
  | 'disconnected'
  | 'not-registered'
  | 'partly-registered'
  | 'registered-twice'
  | 'earlier-key'
  | 'webhook-disabled'
  | 'acks-off';

/** The state of this stack's URLs on the channel's list. */
export type OwnRegistration = {
  /** The form in which all URLs of the current key are registered; missing if neither is complete. */
  form?: WebhookForm;
  /** URLs of the current key that are on the list. */
  present: string[];
  /** URLs of the current key that are missing, if no form is complete. */
  missing: string[];
  /** URLs of this stack with an earlier key. */
  earlier: string[];
  /** URLs of this stack, with any key, that the provider has disabled. */
  disabled: string[];
};

/** The state of the list for the stack with the API at `api`; `own` are its URLs with the current key. */
export function ownRegistration(
  webhooks: readonly RegisteredWebhook[],
  { api, own }: { api: string; own: OwnWebhooks },
): OwnRegistration {
  const ours = webhooks.filter(({ url }) => isOwnWebhook(url, api));
  const isOnList = (wanted: string) => ours.some(({ url }) => url === wanted);
  const three = urlsOf(own, 'three');
  const single = urlsOf(own, 'single');
  const present = [...three, ...single].filter(isOnList);
  const form = three.every(isOnList) ? 'three' : single.every(isOnList) ? 'single' : undefined;
  return {
    ...(form && { form }),
    present,
    missing: form ? [] : three.filter((url) => !isOnList(url)),
    earlier: ours.map(({ url }) => url).filter((url) => !present.includes(url)),
    disabled: ours.filter(({ enabled }) => enabled === false).map(({ url }) => url),
  };
}

/** The faults because of which the stack misses webhooks, worst first; empty without a fault. */
export function findChannelFaults(
  connection: Connection,
  settings: ChannelSettings,
  { form, present, earlier, disabled }: OwnRegistration,
): ChannelFinding[] {
  const findings: [ChannelFinding, boolean][] = [
    ['disconnected', !connection.connected],
    ['not-registered', present.length === 0 && earlier.length === 0],
    ['partly-registered', !form && present.length > 0],
    ['webhook-disabled', disabled.length > 0],
    ['acks-off', !settings.acksOn],
    ['earlier-key', earlier.length > 0],
    ['registered-twice', form !== undefined && present.length > (form === 'three' ? 3 : 1)],
  ];
  return findings.flatMap(([finding, holds]) => (holds ? [finding] : []));
}
