import * as z from 'zod/mini';
import { PageSettings } from '../control-room/page-settings.ts';
import { FlowJson } from './flow/flow-document.ts';
import type { Question } from './flow/flow-session.ts';

const MessageFailure = z.object({ code: z.number(), title: z.string(), details: z.string() });
export type MessageFailure = z.infer<typeof MessageFailure>;

const Reply = z.object({ id: z.string(), title: z.string(), description: z.optional(z.string()) });

/** A message from the simulator; times are ISO, UTC. */
const ChatMessage = z.object({
  id: z.string(),
  from: z.enum(['customer', 'business']),
  kind: z.enum(['text', 'button', 'completion', 'flow', 'template', 'buttons', 'list']),
  text: z.string(),
  at: z.string(),
  history: z.array(z.object({ status: z.string(), at: z.string(), error: z.optional(MessageFailure) })),
  flow: z.optional(
    z.object({
      flowId: z.string(),
      cta: z.string(),
      screen: z.optional(z.string()),
      data: z.optional(z.record(z.string(), z.unknown())),
      /** Whether an endpoint of the business answers the form. */
      isLive: z.optional(z.boolean()),
      /** The business has said that this form cannot be used any more. */
      isOver: z.optional(z.literal(true)),
    }),
  ),
  template: z.optional(z.object({ name: z.string(), language: z.string() })),
  /** What the customer can tap under the message; `action` opens its list. */
  replies: z.optional(
    z.discriminatedUnion('kind', [
      z.object({ kind: z.enum(['buttons', 'quick-replies']), options: z.array(Reply) }),
      z.object({ kind: z.literal('list'), action: z.string(), options: z.array(Reply) }),
    ]),
  ),
  fields: z.optional(z.record(z.string(), z.unknown())),
  quotedMessageId: z.optional(z.string()),
});
export type ChatMessage = z.infer<typeof ChatMessage>;

/** What comes of a question to the business's endpoint, as WhatsApp shows it. */
const ExchangeAnswer = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('screen'),
    screen: z.string(),
    data: z.record(z.string(), z.unknown()),
    errorMessage: z.optional(z.string()),
  }),
  z.object({ kind: z.literal('ended') }),
  z.object({ kind: z.literal('over'), message: z.string() }),
  z.object({ kind: z.literal('failed'), reason: z.string() }),
]);

/** A send that the provider refused. */
const RefusedSend = z.object({ method: z.string(), reason: z.string(), at: z.string() });
export type RefusedSend = z.infer<typeof RefusedSend>;

const KnownCustomer = z.object({
  phone: z.nullable(z.string()),
  bsuid: z.string(),
  name: z.nullable(z.string()),
  shownAs: z.string(),
});
const ChatList = z.object({
  chats: z.array(z.extend(KnownCustomer, { lastMessage: z.nullable(ChatMessage) })),
  total: z.number(),
});
const MessageInChat = z.object({ customer: KnownCustomer });
const Line = z.object({ businessName: z.string() });
const Clock = z.object({ offsetMs: z.number() });
const Refusal = z.object({ error: z.string() });

/**
 * A selectable customer: `address` is the phone's digits, or the simulator's other address; `shownAs` is its readable
 * form.
 */
export type Customer = { address: string; shownAs: string; name: string | undefined };
export type ChatSummary = Customer & { lastMessage: ChatMessage | undefined };

/** Why a call failed; `said` is the simulator's own sentence, in English. */
export class SimulatorFault extends Error {
  override readonly name = 'SimulatorFault';
  readonly kind: 'no-answer' | 'refused' | 'broken';
  readonly status: number;
  readonly said: string | undefined;

  constructor(kind: SimulatorFault['kind'], { status = 0, said }: { status?: number; said?: string | undefined } = {}) {
    super(said ?? kind);
    this.kind = kind;
    this.status = status;
    this.said = said;
  }
}

/** What was caught, as a fault that has words: any other error is one of this page. */
export const faultOf = (error: unknown): SimulatorFault =>
  error instanceof SimulatorFault ? error : new SimulatorFault('broken');

/** Throws a `SimulatorFault` when the simulator refuses or is unavailable. */
async function call<S extends z.ZodMiniType>(
  schema: S,
  method: 'GET' | 'POST' | 'PUT',
  path: string,
  body?: unknown,
): Promise<z.output<S>> {
  const headers = { 'content-type': 'application/json' };
  const answer = await fetch(path, {
    method,
    ...(body !== undefined && { headers, body: JSON.stringify(body) }),
  }).catch(() => undefined);
  if (!answer) throw new SimulatorFault('no-answer');
  const text: unknown = await answer.json();
  const { status } = answer;
  if (!answer.ok) throw new SimulatorFault('refused', { status, said: Refusal.safeParse(text).data?.error });
  return schema.parse(text);
}

const ofCustomer = (address: string) => `/_sim/customers/${encodeURIComponent(address)}`;
const ofMessage = (address: string, id: string) => `${ofCustomer(address)}/messages/${encodeURIComponent(id)}`;

export async function listChats(search: string): Promise<{ chats: ChatSummary[]; total: number }> {
  const { chats, total } = await call(ChatList, 'GET', `/_sim/chats?${new URLSearchParams({ search })}`);
  const summaries = chats.map((chat) => ({ ...asCustomer(chat), lastMessage: chat.lastMessage ?? undefined }));
  return { chats: summaries, total };
}

/** The customer in whose chat a message is. */
export async function findCustomerOf(messageId: string): Promise<Customer> {
  const { customer } = await call(MessageInChat, 'GET', `/_sim/messages/${encodeURIComponent(messageId)}`);
  return asCustomer(customer);
}

export async function readChat(address: string) {
  const [messages, refusals] = await Promise.all([
    call(z.array(ChatMessage), 'GET', `${ofCustomer(address)}/messages`),
    call(z.array(RefusedSend), 'GET', `${ofCustomer(address)}/refusals`),
  ]);
  return { messages, refusals };
}

/** Adds a customer, or changes the customer's name. */
export async function addCustomer(address: string, name: string | undefined): Promise<Customer> {
  return asCustomer(await call(KnownCustomer, 'PUT', ofCustomer(address), { name }));
}

function asCustomer({ phone, bsuid, name, shownAs }: z.infer<typeof KnownCustomer>): Customer {
  return { address: phone ?? bsuid, shownAs, name: name ?? undefined };
}

/** The customer writes. */
export const write = ({ address, name }: Customer, text: string) =>
  call(ChatMessage, 'POST', `${ofCustomer(address)}/messages`, { text, ...(name !== undefined && { name }) });

/** The customer has read a message. */
export const markRead = (address: string, id: string) => call(z.unknown(), 'POST', `${ofMessage(address, id)}/open`);

/** The customer submits a message's form. */
export const complete = (address: string, id: string, fields: Record<string, unknown>) =>
  call(ChatMessage, 'POST', `${ofMessage(address, id)}/complete`, { fields });

/** The customer taps a button under a message, or chooses a row of its list. */
export const tap = (address: string, id: string, reply: string) =>
  call(ChatMessage, 'POST', `${ofMessage(address, id)}/tap`, { id: reply });

/** The customer's phone asks the endpoint of a message's form. */
export const exchange = (address: string, id: string, question: Question) =>
  call(ExchangeAnswer, 'POST', `${ofMessage(address, id)}/exchange`, question);

export const readFlow = (flowId: string) => call(FlowJson, 'GET', `/_sim/flows/${encodeURIComponent(flowId)}`);

/** The page's context: the business's name and time zone, the contract's languages, and the clock's offset. */
export async function readSurroundings() {
  const [{ businessName }, { languages, timeZone }, { offsetMs }] = await Promise.all([
    call(Line, 'GET', '/_sim/line'),
    call(PageSettings, 'GET', '/page.json'),
    call(Clock, 'GET', '/_sim/clock'),
  ]);
  return { businessName, languages, timeZone, clockOffsetMs: offsetMs };
}
