import type { UnmatchedReason, WebhookElement } from '../../domain/inbound.ts';
import type { Instant } from '../../domain/instant.ts';
import { isJsonObject, type Json, type JsonObject, parseJson } from '../../domain/json.ts';
import { readNormalisedMessage } from './normalised-messages.ts';
import { readRawEcho, readRawMessages } from './raw-messages.ts';
import { readStatus } from './statuses.ts';

const listOf = (value: Json | undefined): Json[] => (Array.isArray(value) ? value : []);

const unmatched = (reason: UnmatchedReason, text: string): WebhookElement => ({
  kind: 'unmatched',
  unmatched: { reason, text },
});

/** One `changes[]` of the raw dialect. */
function readChange(change: Json, receivedAt: Instant): WebhookElement[] {
  const value = isJsonObject(change) ? change['value'] : undefined;
  if (!isJsonObject(value)) return [unmatched('unknown-shape', JSON.stringify(change))];
  const elements = [
    ...listOf(value['statuses']).map((status) => readStatus(status, receivedAt)),
    ...readRawMessages(listOf(value['messages']), listOf(value['contacts']), receivedAt),
    ...listOf(value['message_echoes']).map((echo) => readRawEcho(echo, receivedAt)),
  ];
  const known = ['statuses', 'messages', 'message_echoes'].some((name) => Array.isArray(value[name]));
  return known ? elements : [unmatched('unknown-shape', JSON.stringify(change))];
}

function readEntry(entry: Json, receivedAt: Instant): WebhookElement[] {
  const changes = isJsonObject(entry) ? entry['changes'] : undefined;
  if (!Array.isArray(changes)) return [unmatched('unknown-shape', JSON.stringify(entry))];
  return changes.flatMap((change) => readChange(change, receivedAt));
}

/** The lists a body may hold, in any combination: normalised, hooks and raw dialect. */
const SECTIONS: Readonly<Record<string, (element: Json, receivedAt: Instant) => WebhookElement[]>> = {
  ack: (element, receivedAt) => [readStatus(element, receivedAt)],
  hooks: (element, receivedAt) => [readStatus(element, receivedAt)],
  messages: (element, receivedAt) => [readNormalisedMessage(element, receivedAt)],
  entry: readEntry,
};

function readSections(body: JsonObject, receivedAt: Instant): WebhookElement[] | undefined {
  const present = Object.entries(SECTIONS).filter(([name]) => Array.isArray(body[name]));
  if (present.length === 0) return undefined;
  return present.flatMap(([name, read]) => listOf(body[name]).flatMap((element) => read(element, receivedAt)));
}

/** What nobody can read costs a write for each: a body with more of it than this is kept whole instead. */
const UNREADABLE_LIMIT = 100;

function gathered(elements: WebhookElement[], body: string): WebhookElement[] {
  const readable = elements.filter(({ kind }) => kind !== 'unmatched');
  return elements.length - readable.length > UNREADABLE_LIMIT
    ? [...readable, unmatched('unknown-shape', body)]
    : elements;
}

/**
 * Everything a webhook body says, in this product's words: many elements of every kind, in any of the provider's
 * dialects or a mixture. Never throws; what cannot be read comes out as `unmatched`, whole bodies included.
 */
export function readWebhook(body: string, receivedAt: Instant): WebhookElement[] {
  const json = parseJson(body);
  if (json === undefined) return [unmatched('not-json', body)];
  const elements = isJsonObject(json) ? readSections(json, receivedAt) : undefined;
  return elements ? gathered(elements, body) : [unmatched('unknown-shape', body)];
}
