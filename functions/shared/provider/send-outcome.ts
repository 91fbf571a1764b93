import { MessageId } from '../domain/delivery/delivery.ts';
import type { Failure, FailureReason } from '../domain/delivery/failure.ts';
import { isJsonObject, type Json, type JsonObject, parseJson } from '../domain/text/json.ts';
import { DAY_MS } from '../domain/time/instant.ts';
import { readError, tellsError } from './error-words.ts';
import { failureOf } from './failure-reasons.ts';

/**
 * What became of a request to send. `refused` is definite: nothing was sent. `unknown` means that it may have been
 * sent, so nobody may repeat it blindly. `retryAfterMs` is the provider's own wish.
 */
export type SendOutcome =
  | { kind: 'accepted'; messageId: MessageId }
  | { kind: 'refused'; failure: Failure; retryAfterMs?: number }
  | { kind: 'unknown'; why: 'queued' | 'server-error' | 'no-answer' | 'unreadable-answer' };

/** What a refusal by status means when its words say nothing known. */
const REASON_BY_STATUS: Readonly<Record<number, FailureReason>> = {
  401: 'credentials',
  403: 'account-blocked',
  404: 'misconfigured',
  429: 'rate-limited',
};

/**
 * Client errors that do not say that nothing was done: a time-out (408), a conflict with another request (409), a
 * request that may have been replayed (425), and what proxies say of a connection that ended early (444, 460, 499).
 */
const AMBIGUOUS_STATUSES: ReadonlySet<number> = new Set([408, 409, 425, 444, 460, 499]);

const IMF_OR_RFC_850_DATE = /^[A-Z][a-z]+, \d{2}[ -][A-Z][a-z]{2}[ -]\d{2,4} \d{2}:\d{2}:\d{2} GMT$/;
const ASCTIME_DATE = /^[A-Z][a-z]{2} [A-Z][a-z]{2} [ \d]\d \d{2}:\d{2}:\d{2} \d{4}$/;

/** The three forms of a date in HTTP (RFC 9110, section 5.6.7); NaN for all else. */
function httpDateMs(text: string): number {
  if (IMF_OR_RFC_850_DATE.test(text)) return Date.parse(text);
  return ASCTIME_DATE.test(text) ? Date.parse(`${text} GMT`) : Number.NaN;
}

/**
 * The longest pause that is taken from the provider: a day, the longest that any refusal of its documentation asks for,
 * and as long as a session window is open. Who asks for more is asked again then.
 */
const RETRY_AFTER_LIMIT_MS = DAY_MS;

/** `Retry-After` as a delay: seconds or a date. What is neither, or lies in the past, is no wish. */
function retryAfterMsOf(headers: Headers): number | undefined {
  const value = headers.get('retry-after')?.trim() ?? '';
  const ms = /^\d+(?:\.\d+)?$/.test(value) ? Math.ceil(Number(value) * 1000) : httpDateMs(value) - Date.now();
  return ms > 0 ? Math.min(ms, RETRY_AFTER_LIMIT_MS) : undefined;
}

const YES: ReadonlySet<unknown> = new Set([true, 1, '1', 'true']);
const NO: ReadonlySet<unknown> = new Set([false, 0, '0', 'false']);

const isQueued = ({ jobId }: JsonObject): boolean =>
  typeof jobId === 'number' || (typeof jobId === 'string' && jobId !== '');

function failureIn(json: Json | undefined, body: string, status: number): Failure {
  const { code, words } = isJsonObject(json) ? readError(json) : { code: undefined, words: [body] };
  const otherwise = status >= 400 ? 'invalid-request' : 'unknown-reason';
  return failureOf({ code, words: words.join(': ') }, { known: REASON_BY_STATUS[status], otherwise });
}

function judgeSuccess(json: Json | undefined, body: string, status: number): SendOutcome {
  if (!isJsonObject(json)) return { kind: 'unknown', why: 'unreadable-answer' };
  const { sent } = json;
  const messageId = MessageId.safeParse(json['id']);
  if (YES.has(sent) && messageId.success) return { kind: 'accepted', messageId: messageId.data };
  if (isQueued(json)) return { kind: 'unknown', why: 'queued' };
  const isRefused = NO.has(sent) || (!isSaid(sent) && tellsError(json));
  return isRefused
    ? { kind: 'refused', failure: failureIn(json, body, status) }
    : { kind: 'unknown', why: 'unreadable-answer' };
}

const isSaid = (sent: Json | undefined) => sent !== undefined && sent !== null;

/** Whether the provider says in so many words that it sent the message, or will. */
const mayBeSent = (json: Json | undefined): boolean => isJsonObject(json) && (YES.has(json['sent']) || isQueued(json));

/**
 * Judges the provider's answer to sendFlow, sendTemplate and sendMessage by docs/provider.md, "Calling 1MSG". Only
 * `sent`, the ids and the HTTP status decide; what else an answer holds, in any form, explains a refusal.
 */
export function judgeAnswer(response: { status: number; headers: Headers }, body: string): SendOutcome {
  const { status, headers } = response;
  const json = parseJson(body);
  if (status >= 200 && status < 300) return judgeSuccess(json, body, status);
  if (status < 400 || status >= 500 || AMBIGUOUS_STATUSES.has(status)) return { kind: 'unknown', why: 'server-error' };
  if (mayBeSent(json)) return { kind: 'unknown', why: 'unreadable-answer' };
  const retryAfterMs = retryAfterMsOf(headers);
  return {
    kind: 'refused',
    failure: failureIn(json, body, status),
    ...(retryAfterMs !== undefined && { retryAfterMs }),
  };
}
