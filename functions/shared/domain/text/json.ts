import * as z from 'zod/mini';
import { boundedJson } from './json-bounds.ts';

/** Any value JSON can hold. */
export const Json = z.json();
export type Json = string | number | boolean | null | Json[] | JsonObject;

export const JsonObject = z.record(z.string(), Json);
export type JsonObject = { [key: string]: Json };

/** No genuine body nests deeper, and recursive code needs far less than its stack for this depth. */
const DEPTH_LIMIT = 64;

/** Whether a parsed JSON value is an object (not an array, not null). */
export const isJsonObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** RFC 8259, section 8.1, lets a reader ignore a byte order mark. */
const withoutMark = (text: string): string => (text.startsWith('\ufeff') ? text.slice(1) : text);

function parsed(text: string, depthLimit: number, keepsDeep: boolean): Json | undefined {
  const plain = withoutMark(text);
  try {
    const value: Json = JSON.parse(plain);
    const { text: bounded, isDeep } = boundedJson(plain, depthLimit);
    if (isDeep && !keepsDeep) return undefined;
    return bounded === plain ? value : JSON.parse(bounded);
  } catch {
    // The error's message quotes the input.
    return undefined;
  }
}

/**
 * Parses JSON text; `undefined` if it is none, or nests deeper than 64 levels. A number that JavaScript cannot hold
 * becomes the text of its digits.
 */
export const parseJson = (text: string): Json | undefined => parsed(text, DEPTH_LIMIT, false);

/**
 * Parses JSON text of any depth; `undefined` if it is none. A value deeper than the limit becomes its JSON text, so
 * that the rest stays readable. A number that JavaScript cannot hold becomes the text of its digits.
 */
export const parseDeepJson = (text: string, depthLimit = DEPTH_LIMIT): Json | undefined =>
  parsed(text, depthLimit, true);
