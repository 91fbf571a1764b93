import { createServer, type ServerResponse } from 'node:http';
import { listen } from '../../local/http/listen.ts';
import { aMessageId } from './webhooks.ts';

export type ProviderRequest = {
  path: string;
  authorization: string | undefined;
  body: Record<string, unknown>;
  /** The client's port: the same for all requests of one connection. */
  port: number | undefined;
  /** The id of the message that it accepted, unless the answer is scripted. */
  accepted?: string;
};

/** The provider's reaction to one request: an answer, or a closed connection. */
export type ScriptedAnswer =
  | { status?: number; body: unknown; headers?: Record<string, string>; after?: () => Promise<unknown> }
  | 'hang up';

type LookupAnswer = { status?: number; body: unknown };
type Lookup = (id: string) => LookupAnswer | Promise<LookupAnswer>;
export type Lookups = { hookInfo: Lookup; messages: Lookup };

async function answerLookup(url: string, lookups: Lookups, response: ServerResponse) {
  const { pathname, searchParams } = new URL(url, 'http://provider');
  const lookup = pathname.endsWith('/hookInfo') ? lookups.hookInfo : lookups.messages;
  const { status = 200, body } = await lookup(searchParams.get('messageId') ?? searchParams.get('chatId') ?? '');
  response.writeHead(status, { 'content-type': 'application/json' });
  return response.end(typeof body === 'string' ? body : JSON.stringify(body));
}

/** The usual answer: the request is taken, and its message has a new id. */
function accept(received: ProviderRequest): Exclude<ScriptedAnswer, 'hang up'> {
  received.accepted = aMessageId();
  return { body: { sent: true, id: received.accepted, message: 'Sent to queue' } };
}

/**
 * The provider's HTTP API with scripted answers: it accepts everything with a new message id, unless the test sets the
 * next answers.
 */
export async function startScriptedProvider() {
  const requests: ProviderRequest[] = [];
  const script: ScriptedAnswer[] = [];
  let fate: (request: ProviderRequest) => ScriptedAnswer | undefined = () => undefined;
  const lookups: Lookups = {
    hookInfo: () => ({ status: 404, body: {} }),
    messages: () => ({ body: { messages: [] } }),
  };

  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const body = JSON.parse(Buffer.concat(chunks).toString() || '{}');
    const { authorization } = request.headers;
    const received: ProviderRequest = { path: request.url ?? '', authorization, body, port: request.socket.remotePort };
    requests.push(received);
    if (request.method === 'GET') return answerLookup(request.url ?? '/', lookups, response);
    const answer = script.shift() ?? fate(received) ?? accept(received);
    if (answer === 'hang up') return request.socket.destroy();
    await answer.after?.();
    response.writeHead(answer.status ?? 200, { 'content-type': 'application/json', ...answer.headers });
    return response.end(typeof answer.body === 'string' ? answer.body : JSON.stringify(answer.body));
  });
  const url = await listen(server, 0);

  const requestsTo = (phone: string) =>
    requests.filter(({ body }) => body['phone'] === phone || body['chatId'] === `${phone}@c.us`);

  return {
    url,
    requests,
    /** The answers to queries about a message (`hookInfo`) and about a chat (`messages`). */
    lookups,
    /** Sets the answers to the next requests, in order. */
    answerNext: (...answers: ScriptedAnswer[]) => script.push(...answers),
    /** Decides on every request without a set answer; `undefined` accepts it. */
    answerEach: (decide: typeof fate) => {
      fate = decide;
    },
    requestsTo,
    /** What one method was asked to send to a customer, in order. */
    bodiesTo: (phone: string, method: string) =>
      requestsTo(phone)
        .filter(({ path }) => path.endsWith(`/${method}`))
        .map(({ body }) => body),
    close: async () => {
      server.close();
      server.closeAllConnections();
    },
  };
}
