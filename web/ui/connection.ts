import * as z from 'zod/mini';
import { Problem } from '../../functions/shared/http/answers/problem-schema.ts';

/** The possible texts of a refusal: an API problem, a simulator error, or API Gateway's own `message`. */
const Refusal = z.partial(
  z.extend(z.pick(Problem, { title: true, detail: true, faults: true }), { message: z.string() }),
);

/** Why a request failed, in a sentence for the user. `status` is 0 if there was no answer. */
export class NotGranted extends Error {
  override readonly name = 'NotGranted';
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

export type Query = Record<string, string | number | undefined>;

/** The stack's API. Every call throws a `NotGranted` for an unsuccessful answer. */
export type Connection = {
  get<Answer>(schema: z.ZodMiniType<Answer>, path: string, query?: Query): Promise<Answer>;
  send<Answer>(
    schema: z.ZodMiniType<Answer>,
    method: 'POST' | 'PATCH' | 'PUT' | 'DELETE',
    path: string,
    body?: object,
  ): Promise<Answer>;
};

/** For answers that are not needed. */
export const Ignored = z.unknown();

/** @param base the prefix of every path; @param headers the headers of every request */
export function connect(base: string, headers: Record<string, string> = {}): Connection {
  async function call<Answer>(schema: z.ZodMiniType<Answer>, path: string, request: RequestInit): Promise<Answer> {
    const answer = await fetch(`${base}${path}`, request).catch(() => {
      throw new NotGranted(0, 'Nobody answers: is the stack running?');
    });
    const body = readJson(await answer.text());
    if (!answer.ok) throw new NotGranted(answer.status, sentenceOf(body, answer.status));
    const parsed = schema.safeParse(body);
    if (parsed.success) return parsed.data;
    throw new NotGranted(answer.status, 'The answer is of another form than this page knows: reload the page.');
  }

  return {
    get: (schema, path, query = {}) => call(schema, `${path}${queryText(query)}`, { headers }),
    send: (schema, method, path, body) =>
      call(schema, path, {
        method,
        headers: { ...headers, ...(body && { 'content-type': 'application/json' }) },
        ...(body && { body: JSON.stringify(body) }),
      }),
  };
}

function queryText(query: Query): string {
  const given = Object.entries(query).flatMap(([name, value]) =>
    value === undefined ? [] : [`${name}=${encodeURIComponent(value)}`],
  );
  return given.length > 0 ? `?${given.join('&')}` : '';
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

function sentenceOf(body: unknown, status: number): string {
  const problem = Refusal.safeParse(body).data;
  const faults = problem?.faults?.map(({ field, rule }) => `${field} ${rule}`).join('; ');
  if (faults) return `${faults}.`;
  return problem?.detail ?? problem?.title ?? problem?.message ?? `The request failed with the status ${status}.`;
}

/** An error's text for the user. */
export const wordsOf = (error: unknown): string =>
  error instanceof NotGranted ? error.message : 'Something went wrong in this page: reload it.';
