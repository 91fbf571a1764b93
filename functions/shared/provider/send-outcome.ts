import { MessageId } from '../domain/delivery/delivery.ts';
import type { Failure, FailureReason } from '../domain/delivery/failure.ts';
import { isJsonObject, type Json, type JsonObject, parseJson } from '../domain/text/json.ts';
import { DAY_MS } from '../domain/time/instant.ts';
import { readError, tellsError } from './error-words.ts';
import { failureOf } from './failure-reasons.ts';

/**
 * The outcome of a request to send. `refused`: certainly nothing was sent. `unknown`: it may have been sent, so the
 * caller must not simply repeat it. `retryAfterMs` is the delay that the provider asks for.
 */
export type SendOutcome =
  | { kind: 'accepted'; messageId: MessageId }
  | { kind: 'refused'; failure: Failure; retryAfterMs?: number }
  | { kind: 'unknown'; why: 'queued' | 'server-error' | 'no-answer' | 'unreadable-answer' };

/** The reason for an HTTP status if the words contain no known reason. */
const REASON_BY_STATUS: Readonly<Record<number, FailureReason>> = {
  401: 'credentials',
  403: 'account-blocked',
  404: 'misconfigured',
  429: 'rate-limited',
};

/**
 * Client errors after which the message may have been sent: time-out (408), conflict with another request (409),
 * possible replay (425), and a proxy's statuses for a connection that ended early (444, 460, 499).
 */
const AMBIGUOUS_STATUSES: ReadonlySet<number> = new Set([408, 409, 425, 444, 460, 499]);

const IMF_OR_RFC_850_DATE = /^[A-Z][a-z]+, \d{2}[ -][A-Z][a-z]{2}[ -]\d{2,4} \d{2}:\d{2}:\d{2} GMT$/;
const ASCTIME_DATE = /^[A-Z][a-z]{2} [A-Z][a-z]{2} [ \d]\d \d{2}:\d{2}:\d{2} \d{4}$/;

/** The time of an HTTP date in one of its three forms (RFC 9110, section 5.6.7); else NaN. */
function httpDateMs(text: string): number {
  if (IMF_OR_RFC_850_DATE.test(text)) return Date.parse(text);
  return ASCTIME_DATE.test(text) ? Date.parse(`${text} GMT`) : Number.NaN;
}

/**
 * The longest delay accepted from the provider: one day, the longest in its documentation and the length of a session
 * window. A longer delay is cut to it.
 */
const RETRY_AFTER_LIMIT_MS = DAY_MS;

/** The delay of `Retry-After`, from seconds or a date; undefined if it is neither or lies in the past. */
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

/** Whether the answer states that the message was sent or queued. */
const mayBeSent = (json: Json | undefined): boolean => isJsonObject(json) && (YES.has(json['sent']) || isQueued(json));

/**
 * Judges the provider's answer to any request to send by docs/provider.md, "Calling 1MSG". Only
 * `sent`, the ids and the HTTP status decide. The other fields only explain a refusal.
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
