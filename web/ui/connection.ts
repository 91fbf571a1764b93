import * as z from 'zod/mini';
import { Problem } from '../../functions/shared/http/answers/problem-schema.ts';

/** What may explain a refusal: a problem of the API, of the simulator, or the gateway's own `message`. */
const Refusal = z.partial(
  z.extend(z.pick(Problem, { title: true, detail: true, faults: true }), { message: z.string() }),
);

/** Why a request was not granted, in a sentence for a person. `status` is 0 when nobody answered. */
export class NotGranted extends Error {
  override readonly name = 'NotGranted';
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

export type Query = Record<string, string | number | undefined>;

/** The stack's API. Every call throws a `NotGranted` for what is no success. */
export type Connection = {
  get<Answer>(schema: z.ZodMiniType<Answer>, path: string, query?: Query): Promise<Answer>;
  send<Answer>(
    schema: z.ZodMiniType<Answer>,
    method: 'POST' | 'PATCH' | 'PUT' | 'DELETE',
    path: string,
    body?: object,
  ): Promise<Answer>;
};

/** For answers that nobody reads. */
export const Ignored = z.unknown();

/** @param base what stands before every path; @param headers what every request carries */
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

/** What to show a person of something that went wrong. */
export const wordsOf = (error: unknown): string =>
  error instanceof NotGranted ? error.message : 'Something went wrong in this page: reload it.';
