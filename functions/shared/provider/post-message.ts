import type { JsonObject } from '../domain/text/json.ts';
import { NEW_CONNECTION } from './channel-call.ts';
import { withoutSecrets } from './channel-error.ts';
import { judgeAnswer, type SendOutcome } from './send-outcome.ts';

/** Errors before the connection was made: the provider certainly did not receive the request. */
const NEVER_CONNECTED = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
]);

function causeCode(error: unknown): string | undefined {
  const cause = error instanceof Error ? error.cause : undefined;
  return typeof cause === 'object' && cause !== null && 'code' in cause ? String(cause.code) : undefined;
}

/** Removes the token from the text of a refusal, which is stored and displayed. */
function withoutToken(outcome: SendOutcome, token: string): SendOutcome {
  if (outcome.kind !== 'refused' || outcome.failure.text === undefined) return outcome;
  return { ...outcome, failure: { ...outcome.failure, text: withoutSecrets(outcome.failure.text, token) } };
}

/** The outcome of a request that certainly did not reach the provider. */
export const unreachable = (text: string): SendOutcome => ({ kind: 'refused', failure: { reason: 'temporary', text } });

/** Makes one request to send. Returns within `withinMs` and never throws. */
export async function postMessage(
  url: string,
  body: JsonObject,
  token: string,
  withinMs: number,
): Promise<SendOutcome> {
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', ...NEW_CONNECTION },
      body: JSON.stringify(body),
      redirect: 'manual',
      signal: AbortSignal.timeout(withinMs),
    });
    return withoutToken(judgeAnswer(response, await response.text()), token);
  } catch (error) {
    const definite = NEVER_CONNECTED.has(causeCode(error) ?? '');
    return definite ? unreachable('The provider could not be reached.') : { kind: 'unknown', why: 'no-answer' };
  }
}
