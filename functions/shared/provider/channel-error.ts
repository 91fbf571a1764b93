import { isJsonObject, type Json } from '../domain/text/json.ts';
import { readError } from './error-words.ts';

/**
 * What went wrong with an administrative call: the token is wrong, the channel is blocked, the thing or the whole
 * method is not there, too many calls, a refusal of what was asked, a fault of the provider's own, no answer in time,
 * or an answer nobody can read.
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
  'not-found': 'there is no such thing on this channel',
  'not-offered': 'the provider does not offer this',
  'rate-limited': 'too many calls in a short time',
  refused: 'the provider refused',
  unavailable: 'the provider has a fault of its own',
  'no-answer': 'the provider did not answer in time or could not be reached',
  unreadable: 'the answer is not of a form known here',
};

/**
 * An administrative call to the provider failed. `message` is one sentence that may be shown to people; it and `words`
 * (what the provider said) hold no secret. `call` is the method, such as "GET webhook"; `status` is missing when there
 * was no answer.
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
/** Tokens, keys and webhook secrets are this long; ordinary words are not. */
const SECRET_LIKE = /[A-Za-z0-9_-]{32,}/g;

/** A text of the provider's without the token, and without anything else in it that could be a secret. */
export const withoutSecrets = (text: string, token: string): string =>
  text.replaceAll(token || '\u0000', '…').replace(SECRET_LIKE, '…');

/** The provider's words in a form that can be shown: one line, short, and nothing in it that could be a secret. */
export function safeWords(text: string, token: string): string {
  return withoutSecrets(text, token)
    .replace(/[\p{Cc}\p{Cf}\s]+/gu, ' ')
    .trim()
    .slice(0, WORDS_LIMIT)
    .toWellFormed();
}

/** What an answer says went wrong: the words of its error, or all of it where it is of no form known here. */
export function wordsOfAnswer(json: Json | undefined, body: string): string {
  const words = isJsonObject(json) ? readError(json).words : [];
  return words.length > 0 ? words.join(': ') : body;
}
