import * as z from 'zod/mini';
import { MessageId } from '../domain/delivery.ts';
import type { Failure, FailureReason } from '../domain/failure.ts';
import { isJsonObject, type Json, parseJson } from '../domain/json.ts';
import { failureOf } from './failure-reasons.ts';

/**
 * What became of a request to send. `refused` is definite: nothing was sent. `unknown` means that it may have been
 * sent, so nobody may repeat it blindly. `retryAfterMs` is the provider's own wish.
 */
export type SendOutcome =
  | { kind: 'accepted'; messageId: MessageId }
  | { kind: 'refused'; failure: Failure; retryAfterMs?: number }
  | { kind: 'unknown'; why: 'queued' | 'server-error' | 'no-answer' | 'unreadable-answer' };

const ErrorObject = z.object({
  message: z.optional(z.string()),
  code: z.optional(z.number()),
  error_user_title: z.optional(z.string()),
  error_user_msg: z.optional(z.string()),
});

const Answer = z.object({
  sent: z.optional(z.boolean()),
  id: z.optional(z.nullable(z.unknown())),
  jobId: z.optional(z.unknown()),
  code: z.optional(z.number()),
  message: z.optional(z.string()),
  description: z.optional(z.string()),
  error: z.optional(z.union([z.string(), ErrorObject])),
});
type Answer = z.infer<typeof Answer>;

/** Errors come as `{message}`, `{error: "text"}`, `{error: {message, code, …}}`, or, for 403, as plain text. */
function failureIn(answer: Answer | undefined, body: string, otherwise: FailureReason): Failure {
  if (!answer) return failureOf({ words: body }, otherwise);
  const { error } = answer;
  const details = typeof error === 'object' ? error : undefined;
  const words = [
    typeof error === 'string' ? error : details?.message,
    details?.error_user_title,
    details?.error_user_msg,
    answer.message,
    answer.description,
  ];
  return failureOf({ code: details?.code ?? answer.code, words: words.filter(Boolean).join(': ') }, otherwise);
}

/** What a refusal by status means when its words say nothing known. */
const REASON_BY_STATUS: Readonly<Record<number, FailureReason>> = {
  401: 'credentials',
  403: 'account-blocked',
  404: 'misconfigured',
  429: 'rate-limited',
};

const retryAfterMsOf = (headers: Headers): number | undefined => {
  const value = headers.get('retry-after');
  if (!value) return undefined;
  const ms = /^\d+$/.test(value) ? Number(value) * 1000 : Date.parse(value) - Date.now();
  return Number.isFinite(ms) && ms > 0 ? ms : undefined;
};

function accepted(answer: Answer): SendOutcome {
  const messageId = MessageId.safeParse(answer.id);
  return messageId.success
    ? { kind: 'accepted', messageId: messageId.data }
    : { kind: 'unknown', why: 'unreadable-answer' };
}

function judgeSuccess(json: Json | undefined, body: string): SendOutcome {
  const parsed = Answer.safeParse(json);
  if (!isJsonObject(json) || !parsed.success) return { kind: 'unknown', why: 'unreadable-answer' };
  const answer = parsed.data;
  if (answer.sent === true) return accepted(answer);
  if (answer.sent === undefined && answer.error === undefined) return { kind: 'unknown', why: 'unreadable-answer' };
  if (answer.jobId !== undefined && answer.jobId !== null) return { kind: 'unknown', why: 'queued' };
  return { kind: 'refused', failure: failureIn(answer, body, 'unknown-reason') };
}

/** Judges the provider's answer to sendFlow and sendTemplate by docs/provider.md, "Calling 1MSG". */
export function judgeAnswer(response: { status: number; headers: Headers }, body: string): SendOutcome {
  const json = parseJson(body);
  if (response.status >= 200 && response.status < 300) return judgeSuccess(json, body);
  if (response.status < 400 || response.status >= 500) return { kind: 'unknown', why: 'server-error' };
  const answer = Answer.safeParse(json);
  const failure = failureIn(
    answer.success ? answer.data : undefined,
    body,
    REASON_BY_STATUS[response.status] ?? 'invalid-request',
  );
  const retryAfterMs = retryAfterMsOf(response.headers);
  return { kind: 'refused', failure, ...(retryAfterMs !== undefined && { retryAfterMs }) };
}
