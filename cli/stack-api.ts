import * as z from 'zod/mini';
import { parseJson } from '../functions/shared/domain/text/json.ts';

const Problem = z.object({
  type: z.string(),
  title: z.string(),
  detail: z.optional(z.string()),
  requestId: z.optional(z.string()),
  invitationId: z.optional(z.string()),
  faults: z.optional(z.array(z.object({ field: z.string(), rule: z.string() }))),
});
export type Problem = z.infer<typeof Problem>;

/** What the API answered. `json` is undefined if the body is no JSON. */
export type ApiAnswer = { status: number; isOk: boolean; json: unknown };

export type ApiRequest = {
  method: 'GET' | 'POST' | 'DELETE';
  path: string;
  headers?: Record<string, string>;
  /** Sent as JSON. */
  body?: unknown;
};

/** Sends one request to the stack's own API; `undefined` if no answer came. */
export type CallApi = (request: ApiRequest) => Promise<ApiAnswer | undefined>;

const CALL_MS = 20_000;

export function openStackApi({ api, apiKey }: { api: string; apiKey: string }): CallApi {
  return async ({ method, path, headers, body }) => {
    try {
      const response = await fetch(`${api}${path}`, {
        method,
        headers: {
          authorization: `Bearer ${apiKey}`,
          ...(body !== undefined && { 'content-type': 'application/json' }),
          ...headers,
        },
        ...(body !== undefined && { body: JSON.stringify(body) }),
        redirect: 'manual',
        signal: AbortSignal.timeout(CALL_MS),
      });
      return { status: response.status, isOk: response.ok, json: parseJson(await response.text()) };
    } catch {
      return undefined;
    }
  };
}

/** What the API says is wrong. */
export function problemIn({ status, json }: Pick<ApiAnswer, 'status' | 'json'>): Problem {
  const parsed = Problem.safeParse(json);
  return parsed.data ?? { type: 'about:blank', title: `The API gave an answer (${status}) that is not known here` };
}

/** A problem as a sentence for the user. */
export function sentenceOf({ type, title, detail, faults = [], requestId }: Problem): string {
  const named = faults.map(({ field, rule }) => `${field} ${rule}`).join('; ');
  const sentences = [
    `${(detail ?? title).replace(/\.$/, '')}${named && ` (${named})`}.`,
    ...(type.endsWith(':unauthorized') ? ['After "keys rotate apiKey" it takes up to a minute.'] : []),
    ...(requestId ? [`Request id: ${requestId}`] : []),
  ];
  return sentences.join(' ');
}
