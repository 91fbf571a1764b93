import type { InboundMessage } from '../../domain/customer/inbound.ts';
import { MessageId } from '../../domain/delivery/delivery.ts';
import { isJsonObject, type Json, type JsonObject, parseJson } from '../../domain/text/json.ts';

/** The payload and the label of a tapped button or a chosen row. */
export type FoundTap = { payload?: string; label?: string };

/** Fields of the normalised dialect that may contain a tap; the provider does not document them. */
const HOLDERS = ['button', 'interactive', 'meta', 'metadata', 'button_reply', 'list_reply'] as const;
const REPLIES = ['button_reply', 'list_reply'];

const DEPTH_LIMIT = 3;

const textIn = (holder: JsonObject, ...names: string[]): string | undefined =>
  names.map((name) => holder[name]).find((value) => typeof value === 'string' && value !== '') as string | undefined;

function tapAt(holder: JsonObject, name: string): FoundTap | undefined {
  const isReply = REPLIES.includes(name);
  const payload = textIn(holder, 'payload', 'buttonPayload', 'button_payload', ...(isReply ? ['id'] : []));
  const label = name === '' ? undefined : textIn(holder, 'title', 'text');
  return payload === undefined ? undefined : { payload, ...(label !== undefined && { label }) };
}

function findTap(holder: JsonObject, name: string, depth: number): FoundTap | undefined {
  const found = tapAt(holder, name);
  if (found || depth === DEPTH_LIMIT) return found;
  for (const inner of HOLDERS) {
    const value = holder[inner];
    const tap = isJsonObject(value) ? findTap(value, inner, depth + 1) : undefined;
    if (tap) return tap;
  }
  return undefined;
}

/** The tap in any field of a message of the normalised dialect, or in a body of JSON text. */
export function tapIn(element: Json): FoundTap {
  if (!isJsonObject(element)) return {};
  const body =
    typeof element['body'] === 'string' && element['body'].trimStart().startsWith('{')
      ? parseJson(element['body'])
      : undefined;
  return findTap(element, '', 0) ?? (isJsonObject(body) ? findTap(body, '', 0) : undefined) ?? {};
}

/** The message with its tap on a button of the message `answered`; unchanged without an id or a label. */
export function withTap(message: InboundMessage, answered: string | undefined): InboundMessage {
  const answers = MessageId.safeParse(answered).data;
  const { text: label, buttonPayload: payload } = message;
  return answers && label ? { ...message, tap: { answers, label, ...(payload && { payload }) } } : message;
}
