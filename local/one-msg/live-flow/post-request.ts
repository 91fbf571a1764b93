import { createHmac, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import http from 'node:http';
import https from 'node:https';
import { text } from 'node:stream/consumers';
import { setTimeout as wait } from 'node:timers/promises';
import type { WireRequest } from '../../../functions/shared/provider/exchange/sealed-request.ts';
import type { Behaviour } from '../behaviour/behaviour.ts';

/** The secret of the Meta app that the simulated Flows are connected to: whoever knows it can check who signed. */
export const APP_SECRET = 'app-secret-of-the-simulator';

/** How a request went: the HTTP answer, or why there is none. */
export type Posted = { status: number; text: string } | { failure: 'timeout' | 'unreachable' };

/** One request on the wire; `ms` are real milliseconds. */
export type Attempt = { ms: number; sent: string; posted: Posted };

type Endpoint = { url: string; stopped: AbortSignal };

/**
 * Posts a request as a phone does, by the behaviour in force. A phone waits once for all that happens on the way.
 * @returns each time that the request was on the wire; the phone uses the last one
 */
export async function postRequest(
  { url, stopped }: Endpoint,
  request: WireRequest,
  behaviour: Readonly<Behaviour>,
): Promise<[Attempt, ...Attempt[]]> {
  const signal = AbortSignal.any([AbortSignal.timeout(behaviour.exchangeTimeoutMs), stopped]);
  const sent = JSON.stringify(damaged(request, behaviour.exchangeDamage));
  const attempt = async (): Promise<Attempt> => {
    const start = performance.now();
    const posted = await postOnce(url, sent, behaviour, signal);
    return { ms: Math.round(performance.now() - start), sent, posted };
  };
  const first = await attempt();
  return behaviour.exchangeTwice ? [first, await attempt()] : [first];
}

async function postOnce(url: string, body: string, behaviour: Readonly<Behaviour>, signal: AbortSignal) {
  const { exchangeDelayMs, exchangeAnswerDelayMs, exchangeLoss, endpointDown } = behaviour;
  const pause = (ms: number) => wait(ms, undefined, { signal, ref: false });
  try {
    if (exchangeDelayMs > 0) await pause(exchangeDelayMs);
    if (exchangeLoss === 'request') await untilAborted(signal);
    if (endpointDown) return { status: 503, text: 'Service Unavailable' };
    const answer = await postText(url, body, signal);
    if (exchangeAnswerDelayMs > 0) await pause(exchangeAnswerDelayMs);
    if (exchangeLoss === 'answer') await untilAborted(signal);
    return answer;
  } catch {
    return { failure: signal.aborted ? ('timeout' as const) : ('unreachable' as const) };
  }
}

/** Not by `fetch`, which itself repeats what is answered with 421. */
async function postText(url: string, body: string, signal: AbortSignal): Promise<{ status: number; text: string }> {
  const headers = { 'content-type': 'application/json', 'x-hub-signature-256': `sha256=${signatureOf(body)}` };
  const { request } = url.startsWith('https:') ? https : http;
  const sending = request(url, { method: 'POST', headers, signal });
  // After the answer has begun, its reader hears of the fault.
  sending.on('error', () => undefined);
  sending.end(body);
  const [response] = await once(sending, 'response');
  return { status: response.statusCode ?? 0, text: await text(response) };
}

async function untilAborted(signal: AbortSignal): Promise<never> {
  if (!signal.aborted) await new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }));
  throw signal.reason;
}

const signatureOf = (body: string): string => createHmac('sha256', APP_SECRET).update(body).digest('hex');

function damaged(request: WireRequest, damage: Behaviour['exchangeDamage']): WireRequest {
  if (damage === 'none') return request;
  const data = Buffer.from(request.encrypted_flow_data, 'base64');
  const changed =
    damage === 'garbage'
      ? randomBytes(data.length)
      : data.map((byte, index) => (index < data.length - 1 ? byte : byte ^ 1));
  return { ...request, encrypted_flow_data: Buffer.from(changed).toString('base64') };
}
