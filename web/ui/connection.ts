import * as z from 'zod/mini';
import { Problem } from '../../functions/shared/http/answers/problem-schema.ts';

/** What a refusal may say: an API problem, a simulator error, or API Gateway's own `message`. */
const Refusal = z.partial(
  z.extend(z.pick(Problem, { type: true, title: true, detail: true, faults: true, reason: true, alternatives: true }), {
    message: z.string(),
  }),
);
type Refusal = z.infer<typeof Refusal>;

/**
 * Why a request failed. `status` is 0 if there was no answer, and that of the answer if the page does not understand it; `said`
 * is what the API says of this case, and `title` what it says of all of its kind. `kind` is the API's name of the problem, such as `slot-taken`, and `alternatives` are the times
 * that can be had instead.
 */
export class NotGranted extends Error {
  override readonly name = 'NotGranted';
  readonly status: number;
  readonly said: string | undefined;
  readonly title: string | undefined;
  readonly kind: string | undefined;
  readonly faults: NonNullable<Refusal['faults']>;
  readonly alternatives: NonNullable<Refusal['alternatives']>;
  /** Why WhatsApp or the provider did not take a message. */
  readonly reason: Refusal['reason'];

  constructor(status: number, refusal: Refusal = {}) {
    const { type, title, message, faults = [], alternatives = [], reason } = refusal;
    super(`A request failed with the status ${status}.`);
    this.status = status;
    this.said = sentenceOf(refusal);
    this.title = title ?? message;
    this.kind = type?.split(':').at(-1);
    this.faults = faults;
    this.alternatives = alternatives;
    this.reason = reason;
  }
}

export type Query = Record<string, string | number | undefined>;

type RequestHeaders = Readonly<Record<string, string>>;

/** A part of a list as CSV, without a byte-order mark. Only the first part begins with the names of the columns. */
export type CsvPart = {
  text: string;
  /** Asks for what comes after it; left out at the end. */
  cursor?: string | undefined;
};

/** The stack's API. Every call throws a `NotGranted` for an unsuccessful answer. */
export type Connection = {
  get<Answer>(schema: z.ZodMiniType<Answer>, path: string, query?: Query): Promise<Answer>;
  getCsv(path: string, query?: Query): Promise<CsvPart>;
  send<Answer>(
    schema: z.ZodMiniType<Answer>,
    method: 'POST' | 'PATCH' | 'PUT' | 'DELETE',
    path: string,
    body?: object,
    headers?: RequestHeaders,
  ): Promise<Answer>;
};

/** For answers that are not needed. */
export const Ignored = z.unknown();

/** @param base the prefix of every path; @param headers the headers of every request */
export function connect(base: string, headers: RequestHeaders = {}): Connection {
  async function ask(path: string, request: RequestInit): Promise<Response> {
    const answer = await fetch(`${base}${path}`, request).catch(() => {
      throw new NotGranted(0);
    });
    if (answer.ok) return answer;
    throw new NotGranted(answer.status, Refusal.safeParse(readJson(await answer.text())).data);
  }

  async function call<Answer>(schema: z.ZodMiniType<Answer>, path: string, request: RequestInit): Promise<Answer> {
    const answer = await ask(path, request);
    const parsed = schema.safeParse(readJson(await answer.text()));
    if (parsed.success) return parsed.data;
    throw new NotGranted(answer.status);
  }

  return {
    get: (schema, path, query = {}) => call(schema, `${path}${queryText(query)}`, { headers }),
    async getCsv(path, query = {}) {
      const answer = await ask(`${path}${queryText({ ...query, format: 'csv' })}`, { headers });
      return { text: await answer.text(), cursor: cursorIn(answer.headers.get('link')) };
    },
    send: (schema, method, path, body, more = {}) =>
      call(schema, path, {
        method,
        headers: { ...headers, ...more, ...(body && { 'content-type': 'application/json' }) },
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

/** The cursor of the next part, whose address `Link` has (RFC 8288). */
function cursorIn(link: string | null): string | undefined {
  const [, query] = /^<\?([^>]*)>; rel="next"$/.exec(link ?? '') ?? [];
  return new URLSearchParams(query).get('cursor') ?? undefined;
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

function sentenceOf({ faults = [], detail }: Refusal): string | undefined {
  const broken = faults.map(({ field, rule }) => `${field} ${rule}`).join('; ');
  return broken ? `${broken}.` : detail;
}
