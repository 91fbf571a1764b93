import type { PostOutcome } from './post-outcome.ts';

/** EventBridge's time limit for an API destination's answer. */
const LONGEST_ANSWER_MS = 5000;

/** The headers that EventBridge adds to every event ("Headers included in requests to API destinations"). */
const OWN_HEADERS = {
  'content-type': 'application/json; charset=utf-8',
  'user-agent': 'Amazon/EventBridge/ApiDestinations',
};

/** Posts one event to an API destination. Never rejects. */
export async function postEvent(url: string, authorization: [name: string, value: string], body: string) {
  const [name, value] = authorization;
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: { ...OWN_HEADERS, [name]: value },
      body,
      redirect: 'manual',
      signal: AbortSignal.timeout(LONGEST_ANSWER_MS),
    });
    await response.body?.cancel();
    const retryAfter = response.headers.get('retry-after');
    const { status } = response;
    return { kind: 'answer', status, ...(retryAfter !== null && { retryAfter }) } satisfies PostOutcome;
  } catch (error) {
    return { kind: 'silence', fault: faultOf(error) } satisfies PostOutcome;
  }
}

function faultOf(error: unknown): string {
  const isTimeout = error instanceof Error && error.name === 'TimeoutError';
  return isTimeout ? `it did not answer within ${LONGEST_ANSWER_MS / 1000} s` : 'it cannot be reached';
}
