import type { Customer, Message } from '../../../local/one-msg/channel-state.ts';
import type { Line } from '../../../local/one-msg/chat/channel-events.ts';
import { plainHook } from '../../../local/one-msg/webhooks/dialects/hooks.ts';
import { normalisedMessage } from '../../../local/one-msg/webhooks/dialects/normalised.ts';
import type { Dice } from '../engine/dice.ts';
import type { Invocation } from '../engine/invocation.ts';
import type { FetchRequest, FetchResponse } from '../engine/runtime-fakes.ts';
import type { Scheduler } from '../engine/scheduler.ts';
import { messageIn, SENDING_METHODS, SendBody, type SendingMethod, textIn, tokenIn } from './send-body.ts';
import { acceptance, respond, TROUBLES, type Trouble } from './troubles.ts';
import type { WhatsApp } from './whatsapp.ts';

/** What every request to send has, and its true outcome. */
type Made = {
  at: number;
  phone?: string;
  chatId?: string;
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

/** A request to send an invitation. */
export type SendRequest = Made & {
  flowToken: string;
  /** The requested message. */
  carrier: 'flow' | 'template';
};

/**
 * A request to send a message that is no invitation: a text, perhaps with buttons or a list, a template, or the form again
 * under words of its own.
 */
export type NoticeRequest = Made & {
  method: SendingMethod;
  text: string;
  labels: string[];
  /** The name of the template, if it is one. */
  template?: string;
};

type Noted = { made: Made; key: string };

export type ProviderSurroundings = {
  scheduler: Scheduler;
  diceFor(key: string): Dice;
  mayHappen(key: string, what: string): boolean;
  isNoisy(): boolean;
  /** The provider's fault rates. */
  trouble: number;
  /** How often it takes seconds to answer. */
  slowAnswers: number;
  whatsapp: WhatsApp;
  line: Line;
  token(): string;
  /** Whether the provider currently answers queries about deliveries. */
  offersLookup(): boolean;
};

/** The code for this refusal, which the provider gives as text here. */
const WINDOW_CLOSED = 131_047;

/** How the contract's words begin with which a form is sent again: it was refused, or a booking is to be changed. */
const FORM_AGAIN = /^(Sorry|Lo sentimos), |^(Choose another time|Elige otra hora) /;

type Answer = { response: FetchResponse; afterMs: number };

/** The provider's HTTP API: it checks token and window, and injects faults. */
export function createProvider(surroundings: ProviderSurroundings) {
  const { scheduler, diceFor, mayHappen, isNoisy, trouble, slowAnswers, whatsapp, line, token, offersLookup } =
    surroundings;
  const requests: SendRequest[] = [];
  const notices: NoticeRequest[] = [];
  /** How many of them went to each customer. */
  const noticed = new Map<string | undefined, number>();

  function troubleFor(key: string, dice: Dice): Trouble | undefined {
    const isMet = dice.chance(trouble) && isNoisy();
    const kind = dice.pick(Object.keys(TROUBLES) as Trouble[]);
    return isMet && mayHappen(`${key} ${kind}`, `provider: ${kind}`) ? kind : undefined;
  }

  /** Notes a request, and names its place among those for the same invitation or customer. */
  function note(method: SendingMethod, body: SendBody, { key: run, startedAt }: Invocation) {
    const { phone, chatId } = body;
    const common: Made = {
      at: scheduler.now(),
      run,
      runStartedAt: startedAt,
      isRefused: false,
      isHeard: false,
      tellsAcceptance: false,
      ...(phone !== undefined && { phone }),
      ...(chatId !== undefined && { chatId }),
    };
    const flowToken = tokenIn(body);
    return flowToken === undefined || FORM_AGAIN.test(textIn(body))
      ? noteNotice(common, method, body)
      : noteInvitation(common, method, flowToken);
  }

  function noteInvitation(common: Made, method: SendingMethod, flowToken: string): Noted {
    const made: SendRequest = { ...common, flowToken, carrier: method === 'sendFlow' ? 'flow' : 'template' };
    requests.push(made);
    return { made, key: `${flowToken} ${requests.filter((one) => one.flowToken === flowToken).length}` };
  }

  function noteNotice(common: Made, method: SendingMethod, body: SendBody): Noted {
    const labels = messageIn(method, body).replies?.options.map(({ title }) => title) ?? [];
    const { template } = body;
    const named = template === undefined ? {} : { template };
    const made: NoticeRequest = { ...common, method, text: textIn(body), labels, ...named };
    notices.push(made);
    const { id } = whatsapp.customerAt(body) ?? {};
    const count = (noticed.get(id) ?? 0) + 1;
    noticed.set(id, count);
    return { made, key: `notice ${id} ${count}` };
  }

  /** Why a message cannot be accepted, regardless of faults. */
  function refusalOf(method: SendingMethod, customer: Customer | undefined): FetchResponse | undefined {
    const isFree = method !== 'sendTemplate';
    const isClosed = isFree && customer !== undefined && !whatsapp.hasOpenWindow(customer);
    return isClosed ? respond(200, { sent: false, message: 'Dialog window is closed' }) : undefined;
  }

  /** Records that the caller read the answer. */
  function listened(made: Made, response: FetchResponse): FetchResponse {
    return {
      ...response,
      text() {
        made.isHeard = true;
        return response.text();
      },
    };
  }

  function refuse(made: Made, response: FetchResponse, code?: number): FetchResponse {
    made.isRefused = true;
    if (code !== undefined) made.refusedWith = code;
    return listened(made, response);
  }

  function send(method: SendingMethod, request: FetchRequest, invocation: Invocation): FetchResponse {
    const body = SendBody.parse(JSON.parse(request.body));
    const { made, key } = note(method, body, invocation);
    const customer = whatsapp.customerAt(body);
    const refusal = refusalOf(method, customer);
    if (!customer) return refuse(made, respond(400, { error: 'no such customer' }));
    if (refusal) return refuse(made, refusal, WINDOW_CLOSED);
    const met = troubleFor(key, diceFor(`provider ${key}`));
    const words = diceFor(`words of ${key}`);
    const mishap = met && TROUBLES[met](words);
    if (mishap?.isRefused) return refuse(made, mishap.response, mishap.code);
    if (!mishap || mishap.isTaken)
      made.messageId = whatsapp.accept(customer, key, messageIn(method, body), 'text' in made);
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
    const sending = SENDING_METHODS.find((one) => one === method);
    if (sending) return send(sending, request, invocation);
    if (method === 'hookInfo') return hookInfo(url.searchParams.get('messageId') ?? '');
    if (method === 'messages') return history(url.searchParams.get('chatId') ?? '');
    throw new Error(`The provider model does not know ${method}.`);
  }

  return {
    /** Every request to send an invitation that reached the provider with a valid token, in order. */
    requests: requests as readonly SendRequest[],
    /** Likewise every request to send a message without a form. */
    notices: notices as readonly NoticeRequest[],
    handle(url: URL, request: FetchRequest, invocation: Invocation): Answer {
      const dice = diceFor(`provider takes ${invocation.key} ${invocation.calls}`);
      const isSlow = isNoisy() && dice.chance(slowAnswers);
      const afterMs = isSlow ? dice.between(1_000, 12_000) : dice.between(20, 400);
      return { response: answer(url, request, invocation), afterMs };
    },
  };
}
