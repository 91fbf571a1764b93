import { isJsonObject, type Json } from '../domain/text/json.ts';
import { readError } from './error-words.ts';

/**
 * Why an administrative call failed: wrong token, blocked channel, missing object, missing method, too many calls,
 * refused request, fault of the provider, no answer in time, or unreadable answer.
 */
export type ChannelFault =
  | 'credentials'
  | 'blocked'
  | 'not-found'
  | 'not-offered'
  | 'rate-limited'
  | 'refused'
  | 'unavailable'
  | 'no-answer'
  | 'unreadable';

const SENTENCES: Record<ChannelFault, string> = {
  credentials: 'the channel token is missing or wrong',
  blocked: 'the channel is blocked or a trial',
  'not-found': 'the channel has no such object',
  'not-offered': 'the provider does not offer this',
  'rate-limited': 'too many calls in a short time',
  refused: 'the provider refused',
  unavailable: 'the provider has a fault of its own',
  'no-answer': 'the provider did not answer in time or could not be reached',
  unreadable: 'the answer has an unknown form',
};

/**
 * An administrative call to the provider failed. `message` is one sentence for display. `words` is the provider's
 * explanation. Neither contains a secret. `call` is the method, such as "GET webhook". `status` is missing without an
 * answer.
 */
export class ChannelError extends Error {
  override readonly name = 'ChannelError';
  readonly fault: ChannelFault;
  readonly call: string;
  readonly status: number | undefined;
  readonly words: string | undefined;

  constructor(call: string, fault: ChannelFault, details: { status?: number; words?: string; cause?: unknown } = {}) {
    const { status, words, cause } = details;
    const told = [status, words && `"${words}"`].filter(Boolean).join(': ');
    super(`${call} failed: ${SENTENCES[fault]}${told && ` (${told})`}.`, { cause });
    this.call = call;
    this.fault = fault;
    this.status = status;
    this.words = words;
  }
}

const FAULT_BY_STATUS: Readonly<Record<number, ChannelFault>> = {
  401: 'credentials',
  403: 'blocked',
  404: 'not-found',
  405: 'not-offered',
  410: 'not-offered',
  429: 'rate-limited',
  501: 'not-offered',
};

export const faultOfStatus = (status: number): ChannelFault =>
  FAULT_BY_STATUS[status] ?? (status >= 500 ? 'unavailable' : 'refused');

const WORDS_LIMIT = 300;
/** Tokens, keys and webhook secrets have at least this length; ordinary words are shorter. */
const SECRET_LIKE = /[A-Za-z0-9_-]{32,}/g;

/** A text of the provider without the token and without anything that could be another secret. */
export const withoutSecrets = (text: string, token: string): string =>
  text.replaceAll(token || '\u0000', '…').replace(SECRET_LIKE, '…');

/** The provider's words for display: one line, at most 300 characters, without secrets. */
export function safeWords(text: string, token: string): string {
  return withoutSecrets(text, token)
    .replace(/[\p{Cc}\p{Cf}\s]+/gu, ' ')
    .trim()
    .slice(0, WORDS_LIMIT)
    .toWellFormed();
}

/** The error text of an answer, or the whole body if its form is unknown. */
export function wordsOfAnswer(json: Json | undefined, body: string): string {
  const words = isJsonObject(json) ? readError(json).words : [];
  return words.length > 0 ? words.join(': ') : body;
}
