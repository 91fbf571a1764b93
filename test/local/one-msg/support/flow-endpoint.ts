import { createServer } from 'node:http';
import { onTestFinished } from 'vitest';
import * as z from 'zod/mini';
import { listen } from '../../../../local/http/listen.ts';
import type { Provider } from './provider.ts';

/**
 * The business's side of a live Flow, written from Meta's description with the Web Cryptography API:
 * https://developers.facebook.com/docs/whatsapp/flows/guides/implementingyourflowendpoint
 */
const { subtle } = globalThis.crypto;

const Wire = z.object({ encrypted_flow_data: z.string(), encrypted_aes_key: z.string(), initial_vector: z.string() });
const Content = z.record(z.string(), z.unknown());
export type Content = z.infer<typeof Content>;

/** An answer: encrypted for the phone that asked, or as it is. */
export type Reply = { status?: number; seal: unknown } | { status: number; text: string } | 'silent';

export type FlowEndpoint = {
  url: string;
  publicPem: string;
  /** What was decrypted, in the order it came. */
  asked: Content[];
  /** The headers and bodies of all requests, unreadable ones among them. */
  came: { signature: string | undefined; body: string }[];
  /** What it answers from now on to what a phone asks; 421 answers what it cannot decrypt. */
  reply: (asked: Content) => Reply;
};

const bytesOf = (text: string) => new Uint8Array(Buffer.from(text, 'base64'));

export async function makeKeys() {
  const algorithm = {
    name: 'RSA-OAEP',
    modulusLength: 2048,
    publicExponent: new Uint8Array([1, 0, 1]),
    hash: 'SHA-256',
  };
  const { publicKey, privateKey } = await subtle.generateKey(algorithm, true, ['encrypt', 'decrypt']);
  const der = Buffer.from(await subtle.exportKey('spki', publicKey)).toString('base64');
  return { privateKey, publicPem: `-----BEGIN PUBLIC KEY-----\n${der}\n-----END PUBLIC KEY-----\n` };
}

type PrivateKey = Awaited<ReturnType<typeof makeKeys>>['privateKey'];

/** Decrypts a request; throws if this is not its key, or if it was changed on the way. */
async function open(body: string, privateKey: PrivateKey) {
  const { encrypted_flow_data, encrypted_aes_key, initial_vector } = Wire.parse(JSON.parse(body));
  const raw = await subtle.decrypt({ name: 'RSA-OAEP' }, privateKey, bytesOf(encrypted_aes_key));
  const key = await subtle.importKey('raw', raw, 'AES-GCM', false, ['encrypt', 'decrypt']);
  const iv = bytesOf(initial_vector);
  const text = await subtle.decrypt({ name: 'AES-GCM', iv }, key, bytesOf(encrypted_flow_data));
  const flipped = iv.map((byte) => 255 - byte);
  return {
    content: Content.parse(JSON.parse(new TextDecoder().decode(text))),
    async seal(answer: unknown) {
      const plain = new TextEncoder().encode(JSON.stringify(answer));
      const sealed = await subtle.encrypt({ name: 'AES-GCM', iv: flipped }, key, plain);
      return Buffer.from(sealed).toString('base64');
    },
  };
}

/** A key takes a while to make. */
let usualKeys: ReturnType<typeof makeKeys> | undefined;

/** An endpoint that stops when the test ends. All have the same key. */
export async function startFlowEndpoint(): Promise<FlowEndpoint> {
  usualKeys ??= makeKeys();
  const { privateKey, publicPem } = await usualKeys;
  async function answer(body: string): Promise<{ status: number; text: string } | 'silent'> {
    const opened = await open(body, privateKey).catch(() => undefined);
    if (!opened) return { status: 421, text: '' };
    endpoint.asked.push(opened.content);
    const reply = endpoint.reply(opened.content);
    if (reply === 'silent' || 'text' in reply) return reply;
    return { status: reply.status ?? 200, text: await opened.seal(reply.seal) };
  }
  const server = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += chunk;
    const signature = request.headers['x-hub-signature-256'];
    endpoint.came.push({ signature: typeof signature === 'string' ? signature : undefined, body });
    const answered = await answer(body);
    if (answered !== 'silent') response.writeHead(answered.status, { 'content-type': 'text/plain' }).end(answered.text);
  });
  const url = await listen(server, 0);
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  const endpoint: FlowEndpoint = {
    url: `${url}/flow`,
    publicPem,
    asked: [],
    came: [],
    reply: () => ({ status: 500, text: 'nothing to say' }),
  };
  return endpoint;
}

const shown = (name: string) => `\${data.${name}}`;
const text = { type: 'string', __example__: 'text' };
const layout = (...children: unknown[]) => ({ type: 'SingleColumnLayout', children });
const ask = { type: 'Footer', label: 'Go on', 'on-click-action': { name: 'data_exchange', payload: {} } };

/** Three screens in a row; the second one shows a list that the endpoint gives. */
export const LIVE_FLOW = {
  version: '7.3',
  data_api_version: '4.0',
  routing_model: { FIRST: ['SECOND'], SECOND: ['THIRD'], THIRD: [] },
  screens: [
    { id: 'FIRST', title: 'First', data: { ref: text }, layout: layout(ask) },
    {
      id: 'SECOND',
      title: 'Second',
      refresh_on_back: true,
      data: {
        ref: text,
        is_open: { type: 'boolean', __example__: true },
        times: {
          type: 'array',
          items: { type: 'object', properties: { id: text, title: text } },
          __example__: [{ id: '10:00', title: '10:00' }],
        },
      },
      layout: layout(
        {
          type: 'Dropdown',
          name: 'time',
          label: 'Time',
          'data-source': shown('times'),
          required: shown('is_open'),
          visible: shown('is_open'),
        },
        ask,
      ),
    },
    { id: 'THIRD', title: 'Third', terminal: true, refresh_on_back: true, data: { ref: text }, layout: layout(ask) },
  ],
};

export const SECOND_DATA = { ref: 'r', is_open: true, times: [{ id: '10:00', title: '10:00' }] };

/** The data with which each screen may be shown. */
export const SCREEN_DATA: Record<string, object> = { FIRST: { ref: 'r' }, SECOND: SECOND_DATA, THIRD: { ref: 'r' } };

/** A published live Flow whose endpoint has this URL and key. */
export async function publishLiveFlow(provider: Provider, { url, publicPem }: Pick<FlowEndpoint, 'url' | 'publicPem'>) {
  const flow = { name: 'live', categories: ['APPOINTMENT_BOOKING'], endpointUri: url };
  const { id } = (await provider.call<{ id: string }>('POST', 'flows', flow)).body;
  await provider.call('PATCH', `flows/${id}/assets`, LIVE_FLOW);
  await provider.call('POST', `flows/${id}/publish`);
  await provider.call('POST', 'whatsapp_business_encryption', { business_public_key: publicPem });
  return id;
}
