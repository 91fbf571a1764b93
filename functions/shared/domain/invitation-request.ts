import { createHash } from 'node:crypto';
import * as z from 'zod/mini';
import type { Contract } from '../contract/contract.ts';
import type { MessageId } from './delivery.ts';
import { faultsOf } from './field-faults.ts';
import { Json, type JsonObject } from './json.ts';
import { ChatId, type Recipient, recipientByChatId, recipientByPhone } from './recipient.ts';
import { Refusal } from './refusal.ts';

const NAME_LIMIT = 200;
const DATA_LIMIT_CHARACTERS = 8_192;

const Phone = z.union([z.string().check(z.maxLength(40)), z.int().check(z.gte(0))], {
  error: 'must be a phone number with country code, as text or digits',
});

const Prefill = z.record(z.string(), Json, { error: 'must be an object' }).check(
  z.refine((data) => Object.keys(data).length > 0, 'must not be empty when it is given'),
  z.refine(
    (data) => JSON.stringify(data).length <= DATA_LIMIT_CHARACTERS,
    `must be at most ${DATA_LIMIT_CHARACTERS} characters of JSON`,
  ),
);

const fields = {
  phone: z.optional(Phone),
  chatId: z.optional(z.string('must be text').check(z.regex(/@(c\.us|lid)$/, 'must end in @c.us or @lid'))),
  customerName: z.optional(
    z.string('must be text').check(z.maxLength(NAME_LIMIT, `must be at most ${NAME_LIMIT} characters`)),
  ),
  language: z.optional(z.string('must be text')),
  flowId: z.optional(z.string('must be text').check(z.regex(/^\d{5,25}$/, 'must be the numeric id of a Flow'))),
  data: z.optional(Prefill),
};

const ONE_ADDRESS = 'give exactly one of phone and chatId';
const hasOneAddress = ({ phone, chatId }: { phone?: unknown; chatId?: unknown }) =>
  (phone === undefined) !== (chatId === undefined);

/** What asks for an invitation over HTTP. */
export const InvitationRequestBody = z
  .strictObject(fields, { error: (issue) => (issue.code === 'invalid_type' ? 'must be an object' : undefined) })
  .check(z.refine(hasOneAddress, ONE_ADDRESS));

/** The rule for a key that makes a repeated request the same one, as a header and in an event's detail. */
export const IdempotencyKey = z
  .string('must be text')
  .check(z.regex(/^[\x21-\x7e]{1,255}$/, 'must be 1 to 255 visible ASCII characters'));

/** What asks for an invitation over the bus: the same, and optionally its own key. Unknown fields are let pass. */
export const InvitationRequestDetail = z
  .object({ ...fields, idempotencyKey: z.optional(IdempotencyKey) })
  .check(z.refine(hasOneAddress, ONE_ADDRESS));

/** A request understood: whom to invite, in which of the contract's languages, to which flow. */
export type InvitationRequest = {
  recipient: Recipient;
  language: string;
  flowId: string;
  customerName?: string;
  data?: JsonObject;
  /** The customer's own message that asked for it. */
  intentMessageId?: MessageId;
};

/** Whom one of the two names. Throws Refusal `impossible-phone`, or `malformed` for what is no chat id. */
export function recipientOf(phone: string | number | undefined, chatId: string | undefined): Recipient {
  if (phone !== undefined) return recipientByPhone(phone);
  const parsed = ChatId.safeParse(chatId);
  if (parsed.success) return recipientByChatId(parsed.data);
  throw new Refusal('malformed', 'The request is malformed.', {
    faults: [{ field: 'chatId', rule: 'must be a chat id as the provider reports it' }],
  });
}

/** Reads a request by its schema. Throws Refusal `malformed` (naming each field) or `impossible-phone`. */
export function readInvitationRequest<Body extends z.infer<typeof InvitationRequestBody>>(
  schema: z.ZodMiniType<Body>,
  value: unknown,
  contract: Contract,
): { request: InvitationRequest; body: Body } {
  const parsed = schema.safeParse(value);
  if (!parsed.success) throw new Refusal('malformed', 'The request is malformed.', { faults: faultsOf(parsed.error) });
  const { phone, chatId, customerName, language = contract.defaultLanguage, flowId, data } = parsed.data;
  if (!Object.hasOwn(contract.languages, language)) {
    const rule = `must be one of ${Object.keys(contract.languages).join(', ')}`;
    throw new Refusal('malformed', 'The request is malformed.', { faults: [{ field: 'language', rule }] });
  }
  const request: InvitationRequest = {
    recipient: recipientOf(phone, chatId),
    language,
    flowId: flowId ?? contract.flow.id,
    ...(customerName !== undefined && { customerName }),
    ...(data && { data }),
  };
  return { request, body: parsed.data };
}

/** Tells a repeat from another request under the same key. */
export function requestHash({ recipient, language, flowId, customerName, data }: InvitationRequest): string {
  const canonical = JSON.stringify([recipient.phone ?? recipient.chatId, language, flowId, customerName, data]);
  return createHash('sha256').update(canonical).digest('base64url');
}
