import { createHmac, type KeyObject } from 'node:crypto';
import * as z from 'zod/mini';
import type { Json } from '../../functions/shared/domain/text/json.ts';
import { sealRequest } from '../../functions/shared/provider/exchange/sealed-request.ts';
import { deriveKeys, type RootSecret } from '../../functions/shared/secrets/derived-keys.ts';

/** A phone waits as long: https://developers.facebook.com/docs/whatsapp/flows/guides/implementingyourflowendpoint */
const PHONE_WAITS_MS = 10_000;
const VERSION = '4.0';

/** Where WhatsApp asks for the data of a stack's live form. Each of them contains a secret. */
export type EndpointUrls = {
  current: string;
  /** With those of before and after a rotation. */
  accepted: readonly string[];
};

export function endpointUrls(api: string, root: RootSecret): EndpointUrls {
  const { current, accepted } = deriveKeys(root).endpoint;
  const urlOf = (secret: string) => `${api}/flows/${secret}`;
  return { current: urlOf(current), accepted: accepted.map(urlOf) };
}

export const endpointUrl = (api: string, root: RootSecret): string => endpointUrls(api, root).current;

/**
 * What an endpoint did with a ping: it answered as WhatsApp expects, it answered something else with 200, it answered
 * with another status, it took longer than a phone waits, or nothing could be reached.
 */
export type PingOutcome = 'active' | 'unreadable' | 'late' | 'unreachable' | number;
/** `ms` is the time until the whole answer was there. */
export type Ping = { outcome: PingOutcome; ms: number };

export type PingOptions = {
  /** For which key the ping is encrypted. */
  publicKey: KeyObject;
  /** The secret of the Meta app that signs it; without one it is not signed. */
  appSecret?: string | undefined;
};

const Active = z.object({ version: z.literal(VERSION), data: z.object({ status: z.literal('active') }) });
const isActive = (content: Json | undefined) => Active.safeParse(content).success;

const signatureOf = (body: string, secret: string) =>
  `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`;

/** Pings an endpoint as WhatsApp does to learn whether it is well. Throws nothing. */
export async function pingEndpoint(url: string, { publicKey, appSecret }: PingOptions): Promise<Ping> {
  const { body: sealed, open } = sealRequest({ version: VERSION, action: 'ping' }, publicKey);
  const body = JSON.stringify(sealed);
  const began = performance.now();
  const outcome = await outcomeOf(async () => {
    const response = await fetch(url, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        ...(appSecret !== undefined && { 'x-hub-signature-256': signatureOf(body, appSecret) }),
      },
      body,
      redirect: 'manual',
      signal: AbortSignal.timeout(PHONE_WAITS_MS),
    });
    const text = await response.text();
    if (response.status !== 200) return response.status;
    return isActive(open(text)) ? 'active' : 'unreadable';
  });
  return { outcome, ms: Math.round(performance.now() - began) };
}

async function outcomeOf(ask: () => Promise<PingOutcome>): Promise<PingOutcome> {
  try {
    return await ask();
  } catch (error) {
    return error instanceof DOMException && error.name === 'TimeoutError' ? 'late' : 'unreachable';
  }
}
