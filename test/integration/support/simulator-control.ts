import * as z from 'zod/mini';
import { request } from './request.ts';

/** A message on a customer's phone, as far as tests look at it. */
const SeenMessage = z.object({
  id: z.string(),
  from: z.enum(['customer', 'business']),
  kind: z.string(),
  text: z.string(),
  status: z.string(),
  template: z.optional(z.object({ name: z.string(), language: z.string() })),
  replies: z.optional(
    z.object({ kind: z.string(), options: z.array(z.object({ id: z.string(), title: z.string() })) }),
  ),
  flow: z.optional(
    z.object({
      isLive: z.boolean(),
      isOver: z.optional(z.literal(true)),
      screen: z.optional(z.string()),
      data: z.optional(z.record(z.string(), z.unknown())),
    }),
  ),
});
export type SeenMessage = z.infer<typeof SeenMessage>;

const ProviderRequest = z.object({ method: z.string(), path: z.string(), body: z.unknown(), at: z.string() });
export type ProviderRequest = z.infer<typeof ProviderRequest>;

/** What a phone shows of a live form. */
const Outcome = z.discriminatedUnion('kind', [
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
export type Outcome = z.infer<typeof Outcome>;

const Delivery = z.object({ url: z.string(), outcome: z.string() });

const Addressed = z.object({ phone: z.optional(z.string()), chatId: z.optional(z.string()) });

function isAddressedTo(phone: string, body: unknown): boolean {
  const addressed = Addressed.safeParse(body).data;
  return addressed?.phone === phone || addressed?.chatId === `${phone}@c.us`;
}

/** What tests do to the provider's simulator and see of it, through its control calls. */
export type SimulatorControl = ReturnType<typeof createSimulatorControl>;

/**
 * @param provider the simulator's address
 * @param usual how it behaves in these tests, unless one of them asks for something else
 */
export function createSimulatorControl(provider: string, usual: Record<string, unknown>) {
  async function control(method: string, path: string, body?: unknown): Promise<unknown> {
    const answer = await request(method, `${provider}/_sim/${path}`, body);
    if (answer.status >= 300) throw new Error(`The simulator answered ${answer.status}: ${answer.text}`);
    return answer.text === '' ? undefined : JSON.parse(answer.text);
  }

  const requests = async () => z.array(ProviderRequest).parse(await control('GET', 'requests'));

  return {
    /** Changes how the provider behaves, until `calm`. */
    behave: (fields: Record<string, unknown>) => control('PUT', 'behaviour', fields),
    async calm() {
      await control('DELETE', 'behaviour');
      await control('PUT', 'behaviour', usual);
    },
    /** The provider forgets its customers, their messages and all calls. */
    forget: () => control('POST', 'reset'),
    /** Moves the clock of the provider and of the stack. */
    advance: (advanceSeconds: number) => control('POST', 'clock', { advanceSeconds }),

    /** The customer writes, which opens the window. */
    async write(phone: string, text = 'Hello', name = 'Alex') {
      return SeenMessage.parse(await control('POST', `customers/${phone}/messages`, { text, name }));
    },
    /** The customer submits the form behind a message. */
    complete: (phone: string, messageId: string, fields: Record<string, unknown>) =>
      control('POST', `customers/${phone}/messages/${encodeURIComponent(messageId)}/complete`, { fields }),
    /** What the customer's phone makes of what the form behind a message asks. */
    async exchange(phone: string, messageId: string, asked: Record<string, unknown>) {
      const path = `customers/${phone}/messages/${encodeURIComponent(messageId)}/exchange`;
      return Outcome.parse(await control('POST', path, asked));
    },
    /** The customer taps a button, or chooses a row, under a message. */
    tap: (phone: string, messageId: string, id: string) =>
      control('POST', `customers/${phone}/messages/${encodeURIComponent(messageId)}/tap`, { id }),
    /** Somebody of the business writes to the customer, by another tool on the same channel. */
    sendByHand: (phone: string, text: string) => control('POST', 'foreign-message', { phone, text }),
    /** What stands in the customer's chat. */
    async messages(phone: string): Promise<SeenMessage[]> {
      return z.array(SeenMessage).parse(await control('GET', `customers/${phone}/messages`));
    },

    requests,
    /** The calls that send an invitation to this customer (to anybody, without a phone), in order. */
    async sends(phone?: string): Promise<ProviderRequest[]> {
      const calls = (await requests()).filter(({ path }) => /\/send(Flow|Template)$/.test(path));
      return phone === undefined ? calls : calls.filter(({ body }) => isAddressedTo(phone, body));
    },
    /** The calls that tell this customer something, in order. */
    async confirmations(phone: string): Promise<ProviderRequest[]> {
      const calls = (await requests()).filter(({ path }) => /\/send(Message|Button)$/.test(path));
      return calls.filter(({ body }) => isAddressedTo(phone, body));
    },
    /** Whether every webhook so far was delivered, dropped or given up. */
    async hasPostedAll(): Promise<boolean> {
      const deliveries = z.array(Delivery).parse(await control('GET', 'webhooks'));
      return deliveries.every(({ outcome }) => outcome !== 'waiting');
    },
  };
}
