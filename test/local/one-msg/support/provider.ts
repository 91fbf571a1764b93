import { onTestFinished } from 'vitest';
import { createClock } from '../../../../local/clock.ts';
import { type Simulator, type SimulatorOptions, startSimulator } from '../../../../local/one-msg/simulator.ts';
import { eventually } from '../../support/eventually.ts';

export const CHANNEL = 'VID000000001';
export const TOKEN = 'channel-token-of-the-test';
export const PHONE = '34600000001';

/** An answer; `T` is what the test counts on finding in its body. */
export type Reply<T> = { status: number; headers: Headers; body: T };

/** A message as the control calls show it, as far as tests look at it. */
export type SeenMessage = {
  id: string;
  from: string;
  kind: string;
  text: string;
  status: string;
  history: { status: string; at: string }[];
};

export type Provider = Simulator & {
  /** Calls a method of the provider with the channel's token. */
  call<T = unknown>(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<Reply<T>>;
  /** Calls one of the control routes. */
  control<T = unknown>(method: string, path: string, body?: unknown): Promise<Reply<T>>;
  behave(fields: Record<string, unknown>): Promise<void>;
  /** The customer writes, which opens the window. */
  write(text?: string, phone?: string): Promise<SeenMessage>;
  /** Sends the usual flow message and answers its message id. */
  invite(fields?: Record<string, unknown>): Promise<string>;
  messages(phone?: string): Promise<SeenMessage[]>;
  /** Waits until a message has a status. */
  reaches(messageId: string, status: string, phone?: string): Promise<SeenMessage>;
  /** Listens to the simulator's stream of changes until the test ends; `saw` gives all it told since its greeting. */
  listen(query?: string): Promise<{ contentType: string | null; saw(): string }>;
  /** Registers webhook addresses and switches the delivery statuses on. */
  register(...urls: string[]): Promise<void>;
};

/** A simulator on a free port, closed when the test ends. */
export async function startProvider(
  dataDirectory?: string,
  forms?: SimulatorOptions['forms'],
  templates: SimulatorOptions['templates'] = [],
): Promise<Provider> {
  const simulator = await startSimulator({
    port: 0,
    channelId: CHANNEL,
    channelToken: TOKEN,
    clock: createClock(),
    templates,
    ...(dataDirectory !== undefined && { dataDirectory }),
    ...(forms && { forms }),
  });
  onTestFinished(() => simulator.close());

  const provider: Provider = {
    ...simulator,
    call: (method, path, body, headers = { authorization: `Bearer ${TOKEN}` }) =>
      request(method, `${simulator.url}/${CHANNEL}/${path}`, body, headers),
    control: (method, path, body) => request(method, `${simulator.url}/_sim/${path}`, body, {}),
    async behave(fields) {
      const { status, body } = await provider.control('PUT', 'behaviour', fields);
      if (status !== 200) throw new Error(JSON.stringify(body));
    },
    async write(text = 'Hi', phone = PHONE) {
      return (await provider.control<SeenMessage>('POST', `customers/${phone}/messages`, { text, name: 'Alex' })).body;
    },
    async invite(fields) {
      return (await provider.call<{ id: string }>('POST', 'sendFlow', flowMessage(fields))).body.id;
    },
    async messages(phone = PHONE) {
      return (await provider.control<SeenMessage[]>('GET', `customers/${phone}/messages`)).body;
    },
    reaches: (messageId, status, phone = PHONE) =>
      eventually(async () =>
        (await provider.messages(phone)).find((one) => one.id === messageId && one.status === status),
      ),
    async listen(query = '') {
      const stop = new AbortController();
      const { headers, body } = await fetch(`${simulator.url}/_sim/stream${query}`, { signal: stop.signal });
      let text = '';
      const reading = (async () => {
        for await (const chunk of body ?? []) text += new TextDecoder().decode(chunk);
      })().catch(() => undefined);
      onTestFinished(() => {
        stop.abort();
        return reading;
      });
      await eventually(() => text.includes('event: clock'));
      return { contentType: headers.get('content-type'), saw: () => text };
    },
    async register(...urls) {
      await provider.call('POST', 'webhook', { webhookUrl: urls });
      await provider.call('POST', 'settings', { ackNotificationsOn: true });
    },
  };
  return provider;
}

export function flowMessage(fields: Record<string, unknown> = {}) {
  return {
    phone: PHONE,
    body: 'Hi Alex, book your appointment:',
    flowId: '1234567890',
    flowToken: 'token-1',
    flowCta: 'Book now',
    flowAction: 'navigate',
    ...fields,
  };
}

async function request<T>(
  method: string,
  url: string,
  body: unknown,
  headers: Record<string, string>,
): Promise<Reply<T>> {
  const response = await fetch(url, {
    method,
    headers: body === undefined ? headers : { 'content-type': 'application/json', ...headers },
    ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
  const text = await response.text();
  const isJson = response.headers.get('content-type')?.startsWith('application/json');
  return { status: response.status, headers: response.headers, body: isJson ? JSON.parse(text) : text };
}
