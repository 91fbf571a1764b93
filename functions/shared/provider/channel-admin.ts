import * as z from 'zod/mini';
import { type ChannelAccess, createChannelCall } from './channel-call.ts';
import { type ChannelFlows, createChannelFlows } from './channel-flows.ts';
import { type ChannelTemplate, readTemplates } from './channel-templates.ts';
import { type RegisteredWebhook, readWebhooks, writeWebhooks } from './channel-webhooks.ts';

/** Whether the channel is connected to WhatsApp, and the provider's word for it. */
export type Connection = { connected: boolean; word: string };

/** The settings that matter here; missing where the provider does not say. */
export type ChannelSettings = {
  /** Whether delivery statuses are posted to the webhooks. */
  acksOn: boolean;
  /** Whether a webhook that failed is posted again. */
  redelivery?: boolean;
};

/**
 * The administrative side of one channel, in words of this product. Every method makes one or two calls, each bounded
 * in time, and throws ChannelError if that fails. Nothing is repeated by itself.
 */
export type ChannelAdmin = {
  connection(): Promise<Connection>;
  /** Every URL on the channel's list, other people's included, in its order. */
  webhooks(): Promise<RegisteredWebhook[]>;
  /**
   * Replaces the whole list, and thereby enables every URL on it. The caller keeps other people's URLs, and reads the
   * list back: an answer without an error does not say that it was taken.
   */
  replaceWebhooks(urls: readonly string[]): Promise<void>;
  settings(): Promise<ChannelSettings>;
  /** Asks for delivery statuses; touches no other setting. */
  turnAcksOn(): Promise<void>;
  /** All message templates, whatever their state. */
  templates(): Promise<ChannelTemplate[]>;
  flows: ChannelFlows;
};

/** The words of a channel that can send; "connecting" passes by itself and is no fault either. */
const CONNECTED = new Set(['connected', 'connecting', 'authenticated', 'active', 'open', 'live']);

/** Newer versions of the API give both words, older ones either. */
const StatusAnswer = z
  .object({ status: z.optional(z.nullable(z.string())), accountStatus: z.optional(z.nullable(z.string())) })
  .check(z.refine(({ status, accountStatus }) => Boolean(status ?? accountStatus)));

const isOn = (value: boolean | number | string) => value === true || value === 1 || value === '1' || value === 'true';
/** Switches come as booleans, and from older settings pages as numbers or text. */
const Switch = z.optional(z.nullable(z.pipe(z.union([z.boolean(), z.number(), z.string()]), z.transform(isOn))));

const SettingsAnswer = z.object({ ackNotificationsOn: Switch, guaranteedHooks: Switch });
const AnyAnswer = z.looseObject({});

/** The channel that `access` opens. */
export function openChannelAdmin(access: ChannelAccess): ChannelAdmin {
  const call = createChannelCall(access);
  return {
    async connection() {
      const { status, accountStatus } = await call('GET', 'status', StatusAnswer);
      const words = [status, accountStatus].flatMap((word) => word ?? []);
      return { connected: words.every((word) => CONNECTED.has(word.toLowerCase())), word: words.join(', ') };
    },
    webhooks: () => readWebhooks(call),
    replaceWebhooks: (urls) => writeWebhooks(call, urls),
    async settings() {
      const { ackNotificationsOn, guaranteedHooks } = await call('GET', 'settings', SettingsAnswer);
      return { acksOn: ackNotificationsOn === true, ...(guaranteedHooks != null && { redelivery: guaranteedHooks }) };
    },
    async turnAcksOn() {
      await call('POST', 'settings', AnyAnswer, { ackNotificationsOn: true });
    },
    templates: () => readTemplates(call),
    flows: createChannelFlows(call),
  };
}
