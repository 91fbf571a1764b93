import { isJsonObject, type Json, type JsonObject, parseJson } from '../../domain/text/json.ts';

/** What a tapped button or a chosen row says: what it stands for, and its label. */
export type Tap = { payload?: string; label?: string };

/** Where the provider may put a tap in the normalised dialect, which its documents do not say. */
const HOLDERS = ['button', 'interactive', 'meta', 'metadata', 'button_reply', 'list_reply'] as const;
const REPLIES = ['button_reply', 'list_reply'];

const DEPTH_LIMIT = 3;

const textIn = (holder: JsonObject, ...names: string[]): string | undefined =>
  names.map((name) => holder[name]).find((value) => typeof value === 'string' && value !== '') as string | undefined;

function tapAt(holder: JsonObject, name: string): Tap | undefined {
  const isReply = REPLIES.includes(name);
  const payload = textIn(holder, 'payload', 'buttonPayload', 'button_payload', ...(isReply ? ['id'] : []));
  const label = name === '' ? undefined : textIn(holder, 'title', 'text');
  return payload === undefined ? undefined : { payload, ...(label !== undefined && { label }) };
}

function findTap(holder: JsonObject, name: string, depth: number): Tap | undefined {
  const found = tapAt(holder, name);
  if (found || depth === DEPTH_LIMIT) return found;
  for (const inner of HOLDERS) {
    const value = holder[inner];
    const tap = isJsonObject(value) ? findTap(value, inner, depth + 1) : undefined;
    if (tap) return tap;
  }
  return undefined;
}

/** The tap in a message of the normalised dialect, wherever it stands; its body may hold it as JSON text. */
export function tapIn(element: Json): Tap {
  if (!isJsonObject(element)) return {};
  const body =
    typeof element['body'] === 'string' && element['body'].trimStart().startsWith('{')
      ? parseJson(element['body'])
      : undefined;
  return findTap(element, '', 0) ?? (isJsonObject(body) ? findTap(body, '', 0) : undefined) ?? {};
}
