import * as z from 'zod/mini';
import type { InvitationView } from '../../functions/shared/http/answers/invitation-schema.ts';
import type { Invocation } from '../aws/lambda/invocation-journal.ts';

const HttpEvent = z.object({ routeKey: z.string(), body: z.optional(z.string()), isBase64Encoded: z.boolean() });
const QueueEvent = z.object({ Records: z.array(z.object({ eventSource: z.literal('aws:sqs'), body: z.string() })) });
const StreamEvent = z.object({ Records: z.array(z.object({ dynamodb: z.record(z.string(), z.unknown()) })) });
const HttpResult = z.object({ statusCode: z.number(), body: z.optional(z.string()) });
const Counts = z.object({ recorded: z.number(), duplicate: z.number() });

function parse(text: string | undefined): unknown {
  try {
    return JSON.parse(text ?? '');
  } catch {
    return text;
  }
}

/** A function's input without its transport: headers and paths hold keys and secrets. */
export function bodyOf({ event }: Invocation): unknown {
  const given = parse(event);
  const http = HttpEvent.safeParse(given).data;
  if (http) return parse(http.isBase64Encoded ? Buffer.from(http.body ?? '', 'base64').toString() : http.body);
  const queue = QueueEvent.safeParse(given).data;
  return queue ? queue.Records.map(({ body }) => parse(body)) : given;
}

/** What triggered a function: `POST /invitations`, `queue`, `stream`, or the event's type. */
export function causeOf({ event }: Invocation): string {
  const given = parse(event);
  const http = HttpEvent.safeParse(given).data;
  if (http) return http.routeKey;
  if (QueueEvent.safeParse(given).success) return 'queue';
  if (StreamEvent.safeParse(given).success) return 'stream';
  return z.object({ 'detail-type': z.string() }).safeParse(given).data?.['detail-type'] ?? 'event';
}

/** The HTTP status of a function's answer, if it answers over HTTP. */
export const statusOf = ({ result }: Invocation) => HttpResult.safeParse(parse(result)).data?.statusCode;

/** A function's input records of the table's stream, as JSON. */
export function recordsOf({ event }: Invocation): string[] {
  return StreamEvent.safeParse(parse(event)).data?.Records.map(({ dynamodb }) => JSON.stringify(dynamodb)) ?? [];
}

/** The result that a webhook's function reported. */
export function countsOf({ result }: Invocation): z.infer<typeof Counts> {
  const body = parse(HttpResult.safeParse(parse(result)).data?.body);
  return Counts.safeParse(body).data ?? { recorded: 0, duplicate: 0 };
}

/** Whether a time lies within the function's run, or after it by no more than two processes' clocks can differ. */
export function isDuring(at: string, { at: began, durationMs }: Invocation): boolean {
  const since = Date.parse(at) - Date.parse(began);
  return since >= -50 && since <= durationMs + 50;
}

/** Texts that show that an invocation concerned an invitation. */
export function needlesOf({ invitationId, recipient, attempts, messages = [], history }: InvitationView): string[] {
  const ids = [...attempts, ...messages].flatMap(({ messageId }) => messageId ?? []);
  const people = recipient ? [recipient.chatId, recipient.phone ?? recipient.chatId] : [];
  return [...new Set([invitationId, ...ids, ...history.map(({ id }) => id), ...people])];
}

/** The provider's synonyms for a status. */
const SAME_STATUS: Record<string, readonly string[]> = {
  sent: ['sent'],
  delivered: ['delivered'],
  read: ['read', 'viewed', 'played'],
  failed: ['failed', 'undelivered'],
};

/** Whether a function's input reports this status of this message, in any of the provider's dialects. */
export function namesStatus(invocation: Invocation, messageId: string, status: string): boolean {
  return invocation.event.includes(messageId) && holdsStatus(bodyOf(invocation), messageId, SAME_STATUS[status] ?? []);
}

function holdsStatus(value: unknown, messageId: string, words: readonly string[]): boolean {
  if (typeof value !== 'object' || value === null) return false;
  if ('id' in value && value.id === messageId && 'status' in value && words.includes(String(value.status))) return true;
  return Object.values(value).some((inner) => holdsStatus(inner, messageId, words));
}
