import type { LoadRequest } from './load-routes.ts';

/** Longer than any function of the API may take. */
const ANSWER_WITHIN_MS = 30_000;

function failureOf(error: unknown): string {
  return error instanceof Error && error.name === 'TimeoutError' ? 'no answer within 30 s' : 'no connection';
}

/** Sends one request. Answers what was wrong with it, or `undefined` if it was answered as it should be. Never throws. */
export async function ask({ method, url, headers, body }: LoadRequest): Promise<string | undefined> {
  try {
    const response = await fetch(url, {
      method,
      headers,
      ...(body && { body: JSON.stringify(body) }),
      redirect: 'manual',
      signal: AbortSignal.timeout(ANSWER_WITHIN_MS),
    });
    await response.arrayBuffer();
    if (response.ok) return undefined;
    return response.status === 429 ? THROTTLED : String(response.status);
  } catch (error) {
    return failureOf(error);
  }
}

/** What the gateway answers above a route's limit, and Lambda where the account has no room. */
export const THROTTLED = '429 throttled';
