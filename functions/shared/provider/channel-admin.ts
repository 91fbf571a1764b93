import * as z from 'zod/mini';
import { type ChannelAccess, createChannelCall } from './channel-call.ts';
import { type ChannelPublicKey, readPublicKey, uploadPublicKey } from './channel-encryption.ts';
import { type ChannelFlows, createChannelFlows } from './channel-flows.ts';
import { createTemplate, type NewTemplate } from './channel-new-template.ts';
import { type ChannelTemplate, readTemplates } from './channel-templates.ts';
import { type RegisteredWebhook, readWebhooks, writeWebhooks } from './channel-webhooks.ts';

/** Whether the channel is connected to WhatsApp, and the provider's status for it. */
export type Connection = { connected: boolean; word: string };

/** The channel settings that this stack uses. A setting that the provider does not report is missing. */
export type ChannelSettings = {
  /** Whether delivery statuses are posted to the webhooks. */
  acksOn: boolean;
  /** Whether the provider posts a failed webhook again. */
  redelivery?: boolean;
};

/**
 * The administration of one channel. Every method makes one or two calls with a time limit and throws ChannelError if
 * one fails. No call is repeated.
 */
export type ChannelAdmin = {
  connection(): Promise<Connection>;
  /** All webhook URLs of the channel in order, including those of other applications. */
  webhooks(): Promise<RegisteredWebhook[]>;
  /**
   * Replaces the whole list and enables every URL on it. The caller must include the URLs of other applications. The
   * caller also reads the list back, because an answer without an error does not prove the change.
   */
  replaceWebhooks(urls: readonly string[]): Promise<void>;
  settings(): Promise<ChannelSettings>;
  /** Turns on delivery statuses. Changes no other setting. */
  turnAcksOn(): Promise<void>;
  /** All message templates, in any state. */
  templates(): Promise<ChannelTemplate[]>;
  /** Submits a template to WhatsApp's review. The list shows what became of it. */
  createTemplate(template: NewTemplate): Promise<void>;
  flows: ChannelFlows;
  /** The public key that phones use now; `undefined` if there is none. */
  publicKey(): Promise<ChannelPublicKey | undefined>;
  /** Gives WhatsApp the public key of the live form's endpoint, in PEM, in place of the one before. */
  uploadPublicKey(publicKeyPem: string): Promise<void>;
};

/** The statuses of a channel that can send. "connecting" is temporary and no fault. */
const CONNECTED = new Set(['connected', 'connecting', 'authenticated', 'active', 'open', 'live']);

/** Newer versions of the API return both statuses, older ones one of them. */
const StatusAnswer = z
  .object({ status: z.optional(z.nullable(z.string())), accountStatus: z.optional(z.nullable(z.string())) })
  .check(z.refine(({ status, accountStatus }) => Boolean(status ?? accountStatus)));

const isOn = (value: boolean | number | string) => value === true || value === 1 || value === '1' || value === 'true';
/** Switches are booleans, or numbers or text if an older settings page wrote them. */
const Switch = z.optional(z.nullable(z.pipe(z.union([z.boolean(), z.number(), z.string()]), z.transform(isOn))));

const SettingsAnswer = z.object({ ackNotificationsOn: Switch, guaranteedHooks: Switch });
const AnyAnswer = z.looseObject({});

/** The administration of the channel that `access` names. */
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
    createTemplate: (template) => createTemplate(call, template),
    flows: createChannelFlows(call),
    publicKey: () => readPublicKey(call),
    uploadPublicKey: (publicKeyPem) => uploadPublicKey(call, publicKeyPem),
  };
}
