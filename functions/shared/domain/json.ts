import * as z from 'zod/mini';

/** Any value JSON can hold. */
export const Json = z.json();
export type Json = string | number | boolean | null | Json[] | JsonObject;

export const JsonObject = z.record(z.string(), Json);
export type JsonObject = { [key: string]: Json };

/** No honest body nests deeper; code that walks or writes JSON recursively stays far from the end of its stack. */
const DEPTH_LIMIT = 64;

/** Whether a parsed JSON value is an object (not an array, not null). */
export const isJsonObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** RFC 8259, section 8.1, lets a reader ignore a byte order mark. */
const withoutMark = (text: string): string => (text.startsWith('\ufeff') ? text.slice(1) : text);

/** Brackets inside strings count too: that only ever overestimates, and honest text has few in a row. */
function nestsTooDeep(text: string): boolean {
  let depth = 0;
  for (let at = 0; at < text.length; at++) {
    const character = text.charCodeAt(at);
    if (character === 0x7b || character === 0x5b) depth++;
    else if (character === 0x7d || character === 0x5d) depth--;
    if (depth > DEPTH_LIMIT) return true;
  }
  return false;
}

/**
 * Parses JSON text; `undefined` if it is none, or nests deeper than 64 levels. The error is dropped on purpose: its
 * message quotes the input.
 */
export function parseJson(text: string): Json | undefined {
  if (nestsTooDeep(text)) return undefined;
  try {
    return JSON.parse(withoutMark(text));
  } catch {
    return undefined;
  }
}
