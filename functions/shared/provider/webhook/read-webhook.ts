import type { UnmatchedReason, WebhookElement } from '../../domain/customer/inbound.ts';
import { isJsonObject, type Json, type JsonObject, parseDeepJson } from '../../domain/text/json.ts';
import type { Instant } from '../../domain/time/instant.ts';
import { readCalls } from './calls.ts';
import { readNormalisedMessage } from './normalised-messages.ts';
import { readRawEcho, readRawMessages } from './raw-messages.ts';
import { readSections } from './sections.ts';
import { readStatus } from './statuses.ts';

const listOf = (value: Json | undefined): Json[] => (Array.isArray(value) ? value : []);

const unmatched = (reason: UnmatchedReason, text: string): WebhookElement => ({
  kind: 'unmatched',
  unmatched: { reason, text },
});

/** The business's phone in digits, from the metadata of the raw dialect. */
function businessPhoneIn({ metadata }: JsonObject): string | undefined {
  const shown = isJsonObject(metadata) ? metadata['display_phone_number'] : undefined;
  return typeof shown === 'string' ? shown.replace(/\D/g, '') : undefined;
}

/** One `changes[]` of the raw dialect. */
function readChange(change: Json, receivedAt: Instant): WebhookElement[] {
  const value = isJsonObject(change) ? change['value'] : undefined;
  if (!isJsonObject(value)) return [unmatched('unknown-shape', JSON.stringify(change))];
  const contacts = listOf(value['contacts']);
  const context = { contacts, businessPhone: businessPhoneIn(value), receivedAt };
  const elements = readSections(value, ['metadata', 'contacts'], {
    statuses: (list) => list.map((status) => readStatus(status, receivedAt)),
    messages: (list) => readRawMessages(list, contacts, context),
    message_echoes: (list) => list.map((echo) => readRawEcho(echo, receivedAt)),
    calls: (list) => readCalls(list, context),
  });
  return elements ?? [unmatched('unknown-shape', JSON.stringify(change))];
}

function readEntry(entry: Json, receivedAt: Instant): WebhookElement[] {
  const elements = isJsonObject(entry)
    ? readSections(entry, [], { changes: (list) => list.flatMap((change) => readChange(change, receivedAt)) })
    : undefined;
  return elements ?? [unmatched('unknown-shape', JSON.stringify(entry))];
}

/** Reads the lists of a body: those of the normalised, hooks and raw dialects, in any combination. */
const readBody = (body: JsonObject, receivedAt: Instant): WebhookElement[] | undefined =>
  readSections(body, [], {
    ack: (list) => list.map((status) => readStatus(status, receivedAt)),
    hooks: (list) => list.map((status) => readStatus(status, receivedAt)),
    messages: (list) => list.map((message) => readNormalisedMessage(message, receivedAt)),
    calls: (list) => readCalls(list, { contacts: [], businessPhone: undefined, receivedAt }),
    entry: (list) => list.flatMap((entry) => readEntry(entry, receivedAt)),
  });

/** Each unreadable element costs a write. A body with more of them is kept as a whole. */
const UNREADABLE_LIMIT = 100;

const isOfUnknownShape = (element: WebhookElement): boolean =>
  element.kind === 'unmatched' && element.unmatched.reason === 'unknown-shape';

function gathered(elements: WebhookElement[], body: string): WebhookElement[] {
  const readable = elements.filter(({ kind }) => kind !== 'unmatched');
  const isStrange = elements.length > 0 && elements.every(isOfUnknownShape);
  return isStrange || elements.length - readable.length > UNREADABLE_LIMIT
    ? [...readable, unmatched('unknown-shape', body)]
    : elements;
}

/** Whether a body names another channel. Most bodies of the raw dialect name none. */
function isOfOtherChannel({ instanceId }: JsonObject, channelId: string): boolean {
  const named = typeof instanceId === 'string' || typeof instanceId === 'number' ? String(instanceId).trim() : '';
  return named !== '' && named.toLowerCase() !== channelId.toLowerCase();
}

/**
 * Reads all elements of a webhook body, in any of the provider's dialects or a mixture. Never throws. An unreadable
 * element or body becomes `unmatched`, and so does a body of another channel than `channelId`.
 */
export function readWebhook(body: string, receivedAt: Instant, channelId: string): WebhookElement[] {
  const json = parseDeepJson(body);
  if (json === undefined) return [unmatched('not-json', body)];
  if (!isJsonObject(json)) return [unmatched('unknown-shape', body)];
  if (isOfOtherChannel(json, channelId)) return [unmatched('other-channel', body)];
  const elements = readBody(json, receivedAt);
  return elements ? gathered(elements, body) : [unmatched('unknown-shape', body)];
}
