import * as z from 'zod/mini';
import { DAY_MS } from '../../../functions/shared/domain/time/instant.ts';
import { startLocalStack } from '../../../local/start-local-stack.ts';
import { request } from '../../integration/support/request.ts';
import type { Comparison, Verdict } from '../comparison.ts';
import { lacksPython, withPython } from '../python.ts';

const HERE = import.meta.dirname;
const PHONE = '34600000123';

const KeyList = z.object({ data: z.array(z.object({ business_public_key: z.string() })) });
const Messages = z.array(z.object({ id: z.string(), flow: z.optional(z.object({ token: z.string() })) }));

const Conversation = z.object({
  client: z.string(),
  ping: z.object({ data: z.unknown() }),
  form: z.object({ screens: z.array(z.string()), day: z.string(), time: z.string(), endToken: z.string() }),
  planted: z.array(z.object({ what: z.string(), isSeen: z.boolean() })),
});

const Invitation = z.object({
  booking: z.object({
    state: z.string(),
    startsAt: z.string(),
    timeZone: z.string(),
    customerName: z.string(),
    notes: z.string(),
  }),
});

const SCREENS = ['CHOOSE', 'WHEN', 'WHEN', 'DETAILS', 'SUCCESS'];

type Stack = Awaited<ReturnType<typeof startLocalStack>>;

async function bodyOf(method: string, url: string, body?: unknown, key?: string): Promise<unknown> {
  const answer = await request(method, url, body, key === undefined ? {} : { authorization: `Bearer ${key}` });
  if (answer.status >= 300) throw new Error(`${method} ${url} was answered with ${answer.status}: ${answer.text}`);
  return JSON.parse(answer.text);
}

/** What a phone knows: the public key, as WhatsApp has it, and the token of an invitation. */
async function phoneOf({ endpoints, channelToken, clock }: Stack) {
  const { provider, channelId, api, apiKey, liveForm } = endpoints;
  const keys = await bodyOf('GET', `${provider}/${channelId}/whatsapp_business_encryption`, undefined, channelToken);
  const chat = `${provider}/_sim/customers/${PHONE}/messages`;
  await bodyOf('POST', chat, { text: 'Hello' });
  const { invitationId } = z
    .object({ invitationId: z.string() })
    .parse(await bodyOf('POST', `${api}/invitations`, { phone: PHONE }, apiKey));
  const token = Messages.parse(await bodyOf('GET', chat)).findLast(({ flow }) => flow)?.flow?.token;
  const notBefore = new Date(clock.now().getTime() + 2 * DAY_MS).toISOString().slice(0, 10);
  return {
    invitationId,
    given: { url: liveForm, publicKey: KeyList.parse(keys).data[0]?.business_public_key, token, notBefore },
  };
}

/** How what the stack says of the booking differs from what the phone was told. */
async function differencesOf(
  { endpoints: { api, apiKey } }: Stack,
  invitationId: string,
  { ping, form }: z.infer<typeof Conversation>,
  token: string | undefined,
): Promise<string[]> {
  const { booking } = Invitation.parse(await bodyOf('GET', `${api}/invitations/${invitationId}`, undefined, apiKey));
  const { state, startsAt, timeZone, customerName, notes } = booking;
  // Sweden writes times as ISO 8601 does.
  const at = new Date(startsAt).toLocaleString('sv-SE', { timeZone });
  const expected = {
    ping: { status: 'active' },
    screens: SCREENS,
    token,
    booking: { state: 'booked', at: `${form.day} ${form.time}:00`, customerName: 'Zoë, 佐藤', notes: 'Ü "x" \\ 😀' },
  };
  const found = {
    ping: ping.data,
    screens: form.screens,
    token: form.endToken,
    booking: { state, at, customerName, notes },
  };
  return (['ping', 'screens', 'token', 'booking'] as const).flatMap((name) => {
    const [one, other] = [JSON.stringify(expected[name]), JSON.stringify(found[name])];
    return one === other ? [] : [`${name}: ${one} was expected, and is ${other}`];
  });
}

async function compare(): Promise<Verdict> {
  const stack = await startLocalStack({ port: 0, providerPort: 0, form: 'live', quiet: true });
  try {
    const { invitationId, given } = await phoneOf(stack);
    const conversation = Conversation.parse(await withPython(HERE, ({ judge }) => judge('phone.py', given)));
    return {
      compared: `a ping, and one live form from its first screen to the booking, by Python ${conversation.client}`,
      differences: await differencesOf(stack, invitationId, conversation, given.token),
      planted: conversation.planted,
    };
  } finally {
    await stack.stop();
  }
}

/** A phone that is not ours fills in a live form of the local stack: RSA-OAEP and AES-GCM by another library. */
export const liveForm = (): Comparison => ({ lacks: lacksPython, compare });
