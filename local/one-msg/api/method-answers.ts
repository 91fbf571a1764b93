import type { Context } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import { failureOf } from '../behaviour/known-failures.ts';

/** The provider's answers: the bodies in docs/provider.md. */
export type Answer = { status: ContentfulStatusCode; body: unknown; retryAfterSeconds?: number };

/** A request that can never succeed: 400 `{error}`. */
export function invalid(fault: string): Answer {
  return { status: 400, body: { error: fault } };
}

export function notFound(what: string): Answer {
  return { status: 404, body: { error: `${what} not found` } };
}

/** A refusal as text, with HTTP 200. */
export function notSent(text: string): Answer {
  return { status: 200, body: { sent: false, message: text } };
}

export function tooManyRequests(retryAfterSeconds: number): Answer {
  return { status: 429, body: { error: 'Too many requests: rate limit hit' }, retryAfterSeconds };
}

/** Refusals by error object: `{error: {message, code, …}}`. */
export function graphError(message: string, code: number, title: string): Answer {
  const error = { message, code, error_user_title: title, error_user_msg: message };
  return { status: 400, body: { error } };
}

/** The provider's answer for a template problem: 400 `{message}`. */
export function templateProblem(text: string): Answer {
  return { status: 400, body: { message: text } };
}

/** Meta's refusal with a code, e.g. for parameters that do not fit the template. */
export function failureCode(code: number): Answer {
  const { title, details } = failureOf(code);
  return graphError(details, code, title);
}

export function respond(c: Context, { status, body, retryAfterSeconds }: Answer): Response {
  return c.json(body, status, retryAfter(retryAfterSeconds));
}

export function retryAfter(seconds: number | undefined): Record<string, string> {
  return seconds === undefined ? {} : { 'Retry-After': String(seconds) };
}
