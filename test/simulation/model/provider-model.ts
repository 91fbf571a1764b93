import * as z from 'zod/mini';
import type { Customer, Message } from '../../../local/one-msg/channel-state.ts';
import type { Line } from '../../../local/one-msg/chat/channel-events.ts';
import { plainHook } from '../../../local/one-msg/webhooks/dialects/hooks.ts';
import { normalisedMessage } from '../../../local/one-msg/webhooks/dialects/normalised.ts';
import type { Dice } from '../engine/dice.ts';
import type { Invocation } from '../engine/invocation.ts';
import type { FetchRequest, FetchResponse } from '../engine/runtime-fakes.ts';
import type { Scheduler } from '../engine/scheduler.ts';
import { acceptance, respond, TROUBLES, type Trouble } from './troubles.ts';
import type { WhatsApp } from './whatsapp.ts';

/** One send request, and its true outcome. */
export type SendRequest = {
  at: number;
  flowToken: string;
  phone?: string;
  chatId?: string;
  /** The requested message. */
  carrier: 'flow' | 'template';
  /** The run that made it, and that run's start. */
  run: string;
  runStartedAt: number;
  /** The message, if the provider took it. */
  messageId?: string;
  /** Whether the answer says that it was accepted, or that definitely nothing was sent. */
  tellsAcceptance: boolean;
  isRefused: boolean;
  /** The refusal's error code, if it has one. */
  refusedWith?: number;
  /** Whether the caller read the answer. */
  isHeard: boolean;
};

export type ProviderSurroundings = {
  scheduler: Scheduler;
  diceFor(key: string): Dice;
  mayHappen(key: string, what: string): boolean;
  isNoisy(): boolean;
  /** The provider's fault rates. */
  trouble: number;
  whatsapp: WhatsApp;
  line: Line;
  token(): string;
  /** Whether the provider currently answers queries about deliveries. */
  offersLookup(): boolean;
};

/** The code for this refusal, which the provider gives as text here. */
const WINDOW_CLOSED = 131_047;

type Answer = { response: FetchResponse; afterMs: number };

const SendBody = z.object({
  phone: z.optional(z.string()),
  chatId: z.optional(z.string()),
  body: z.optional(z.string()),
  flowToken: z.optional(z.string()),
  params: z.optional(z.array(z.looseObject({ sub_type: z.optional(z.string()), parameters: z.array(z.unknown()) }))),
});

const TokenParameter = z.object({ action: z.object({ flow_token: z.string() }) });

function tokenIn({ flowToken, params = [] }: z.infer<typeof SendBody>): string {
  if (flowToken !== undefined) return flowToken;
  const button = params.find(({ sub_type }) => sub_type === 'flow');
  return TokenParameter.parse(button?.parameters[0]).action.flow_token;
}

/** The provider's HTTP API: it checks token and window, and injects faults. */
export function createProvider(surroundings: ProviderSurroundings) {
  const { scheduler, diceFor, mayHappen, isNoisy, trouble, whatsapp, line, token, offersLookup } = surroundings;
  const requests: SendRequest[] = [];

  function troubleFor(key: string, dice: Dice): Trouble | undefined {
    const isMet = dice.chance(trouble) && isNoisy();
    const kind = dice.pick(Object.keys(TROUBLES) as Trouble[]);
    return isMet && mayHappen(`${key} ${kind}`, `provider: ${kind}`) ? kind : undefined;
  }

  function note(method: string, body: z.infer<typeof SendBody>, { key: run, startedAt }: Invocation): SendRequest {
    const { phone, chatId } = body;
    const made: SendRequest = {
      at: scheduler.now(),
      flowToken: tokenIn(body),
      carrier: method === 'sendFlow' ? 'flow' : 'template',
      run,
      runStartedAt: startedAt,
      isRefused: false,
      isHeard: false,
      tellsAcceptance: false,
      ...(phone !== undefined && { phone }),
      ...(chatId !== undefined && { chatId }),
    };
    requests.push(made);
    return made;
  }

  /** Why a message cannot be accepted, regardless of faults. */
  function refusalOf(method: string, customer: Customer | undefined): FetchResponse | undefined {
    const needsWindow = method === 'sendFlow' && customer !== undefined && !whatsapp.hasOpenWindow(customer);
    return needsWindow ? respond(200, { sent: false, message: 'Dialog window is closed' }) : undefined;
  }

  function take(method: string, customer: Customer, key: string, made: SendRequest, text: string | undefined): string {
    const isFlow = method === 'sendFlow';
    return whatsapp.accept(customer, key, {
      kind: isFlow ? 'flow' : 'template',
      body: text ?? 'A template',
      flow: { flowId: '1234567890', token: made.flowToken, cta: 'Book now' },
      ...(!isFlow && { template: { name: 'book', language: 'en' } }),
    });
  }

  /** Records that the caller read the answer. */
  function listened(made: SendRequest, response: FetchResponse): FetchResponse {
    return {
      ...response,
      text() {
        made.isHeard = true;
        return response.text();
      },
    };
  }

  function refuse(made: SendRequest, response: FetchResponse, code?: number): FetchResponse {
    made.isRefused = true;
    if (code !== undefined) made.refusedWith = code;
    return listened(made, response);
  }

  function send(method: string, request: FetchRequest, invocation: Invocation): FetchResponse {
    const body = SendBody.parse(JSON.parse(request.body));
    const made = note(method, body, invocation);
    const key = `${made.flowToken} ${requests.filter(({ flowToken }) => flowToken === made.flowToken).length}`;
    const customer = whatsapp.customerAt(body);
    const refusal = refusalOf(method, customer);
    if (!customer) return refuse(made, respond(400, { error: 'no such customer' }));
    if (refusal) return refuse(made, refusal, WINDOW_CLOSED);
    const met = troubleFor(key, diceFor(`provider ${key}`));
    const words = diceFor(`words of ${key}`);
    const mishap = met && TROUBLES[met](words);
    if (mishap?.isRefused) return refuse(made, mishap.response, mishap.code);
    if (!mishap || mishap.isTaken) made.messageId = take(method, customer, key, made, body.body);
    made.tellsAcceptance = mishap === undefined;
    return listened(made, mishap ? mishap.response : acceptance(made.messageId ?? '', words));
  }

  function hookInfo(messageId: string): FetchResponse {
    const dice = diceFor(`hookInfo ${messageId}`);
    if (dice.chance(0.2) || !offersLookup()) return respond(404, { message: 'not found' });
    const message = whatsapp.sent.get(messageId);
    const customer = message && whatsapp.customers.find(({ id }) => id === message.customerId);
    // Its clock differs from the webhooks' clock: its times may be some seconds later.
    const laterMs = dice.between(0, 3) * 1000;
    const hookOf = (one: Message, who: Customer) =>
      one.history.map((change) => plainHook(one, who, { ...change, at: change.at + laterMs }));
    const hooks = message && customer ? hookOf(message, customer) : [];
    return respond(200, { hooks });
  }

  function history(chatId: string): FetchResponse {
    const customer = whatsapp.customerAt({ chatId });
    if (!customer || diceFor(`history ${customer.id}`).chance(0.3)) return respond(200, { messages: [] });
    const own = (message: Message) => message.customerId === customer.id;
    const messages = [...whatsapp.sent.values()].filter(own);
    return respond(200, {
      messages: messages.map((message) =>
        normalisedMessage(message, customer, line, { completionPlace: 'body', buttonPlace: 'meta' }),
      ),
    });
  }

  function answer(url: URL, request: FetchRequest, invocation: Invocation): FetchResponse {
    const method = url.pathname.split('/').at(-1) ?? '';
    if (request.authorization !== `Bearer ${token()}`) return respond(401, { error: 'invalid token' });
    if (method === 'sendFlow' || method === 'sendTemplate') return send(method, request, invocation);
    if (method === 'hookInfo') return hookInfo(url.searchParams.get('messageId') ?? '');
    if (method === 'messages') return history(url.searchParams.get('chatId') ?? '');
    throw new Error(`The provider model does not know ${method}.`);
  }

  return {
    /** Every send request that reached the provider with a valid token, in order. */
    requests: requests as readonly SendRequest[],
    handle(url: URL, request: FetchRequest, invocation: Invocation): Answer {
      const dice = diceFor(`provider takes ${invocation.key} ${invocation.calls}`);
      const isSlow = isNoisy() && dice.chance(trouble / 2);
      const afterMs = isSlow ? dice.between(1_000, 12_000) : dice.between(20, 400);
      return { response: answer(url, request, invocation), afterMs };
    },
  };
}
