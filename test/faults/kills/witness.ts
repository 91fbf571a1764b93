import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import * as z from 'zod/mini';

/** A message that the provider was asked to send, whatever became of the answer. */
export type WitnessedSend = { phone: string; method: string; body: Record<string, unknown> };

/** Remembers what stacks ask of the provider, and lives on when they are killed with the simulator that they ask. */
export type Witness = Awaited<ReturnType<typeof startWitness>>;

const Body = z.record(z.string(), z.unknown());
const Addressed = z.object({ phone: z.optional(z.string()), chatId: z.optional(z.string()) });

/** Set anew for the connection to the simulator. */
const OF_THE_CONNECTION = new Set(['connection', 'content-length', 'host', 'transfer-encoding']);

function headersOf({ headers }: IncomingMessage): Record<string, string> {
  const kept = Object.entries(headers).filter(([name]) => !OF_THE_CONNECTION.has(name));
  return Object.fromEntries(kept.map(([name, value]) => [name, String(value)]));
}

function sendIn(path: string, body: string): WitnessedSend | undefined {
  const [method] = /(?<=\/)send[A-Z]\w+$/.exec(path) ?? [];
  if (method === undefined) return undefined;
  const asked = Body.parse(JSON.parse(body));
  const { phone, chatId } = Addressed.parse(asked);
  return { phone: phone ?? String(chatId).replace('@c.us', ''), method, body: asked };
}

/** Starts a server that stands between the functions and the simulator, to which it passes every call on. */
export async function startWitness() {
  const sends: WitnessedSend[] = [];
  const listeners = new Set<() => void>();
  let simulator = Promise.withResolvers<string>();

  async function passOn(call: IncomingMessage): Promise<{ status: number; type: string; text: string }> {
    const [path, body] = [call.url ?? '/', await text(call)];
    const send = sendIn(path, body);
    if (send) {
      sends.push(send);
      for (const look of listeners) look();
    }
    // A function of a stack that starts may call before it is known where its simulator is.
    const url = `${await simulator.promise}${path}`;
    const method = call.method ?? 'GET';
    const answer = await fetch(url, { method, headers: headersOf(call), ...(body !== '' && { body }) });
    const type = answer.headers.get('content-type') ?? 'application/json';
    return { status: answer.status, type, text: await answer.text() };
  }

  const server = createServer((call, response) => {
    passOn(call).then(
      ({ status, type, text: body }) => response.writeHead(status, { 'content-type': type }).end(body),
      // The simulator was killed meanwhile, as was whoever asked.
      () => response.destroy(),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  // A server that listens on a port has an address of this kind.
  const { port } = server.address() as AddressInfo;

  return {
    url: `http://127.0.0.1:${port}`,
    /** Passes calls on to this simulator from now on. */
    leadTo: (url: string) => simulator.resolve(url),
    /** Keeps calls until there is a simulator again. */
    leadNowhere() {
      simulator = Promise.withResolvers<string>();
    },
    /** All messages to these phones so far, in order. */
    sendsTo: (phones: ReadonlySet<string>): WitnessedSend[] => sends.filter(({ phone }) => phones.has(phone)),
    /** Resolves when these phones were sent so many messages in all. */
    untilSent: (phones: ReadonlySet<string>, count: number): Promise<void> =>
      new Promise((resolve) => {
        function look(): void {
          if (sends.filter(({ phone }) => phones.has(phone)).length < count) return;
          listeners.delete(look);
          resolve();
        }
        listeners.add(look);
        look();
      }),
    stop: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
