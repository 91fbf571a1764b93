import { createHash } from 'node:crypto';
import * as z from 'zod/mini';
import type { BusinessTerms } from '../business-terms.ts';
import { checkLanguage } from '../customer/known-language.ts';
import { PHONE_RULE, PhoneText } from '../customer/phone.ts';
import { type ChatId, type Recipient, ReportedChatId, recipientByPhone } from '../customer/recipient.ts';
import type { MessageId } from '../delivery/delivery.ts';
import { formIn } from '../forms/contract-form.ts';
import { readRequest } from '../malformed.ts';
import { isJsonObject, Json, type JsonObject } from '../text/json.ts';

const NAME_LIMIT = 200;
const DATA_LIMIT_CHARACTERS = 8_192;

export const PhoneOrDigits = z.union([PhoneText, z.int().check(z.gte(0, PHONE_RULE))], { error: PHONE_RULE });

const Prefill = z.record(z.string(), Json, { error: 'must be an object' }).check(
  z.refine((data) => Object.keys(data).length > 0, 'must not be empty when it is given'),
  z.refine(
    (data) => JSON.stringify(data).length <= DATA_LIMIT_CHARACTERS,
    `must be at most ${DATA_LIMIT_CHARACTERS} characters of JSON`,
  ),
);

const fields = {
  phone: z.optional(PhoneOrDigits),
  chatId: z.optional(ReportedChatId),
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
export const InvitationRequestBody = z.strictObject(fields).check(z.refine(hasOneAddress, ONE_ADDRESS));

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

/** Whom one of the two names, of which a schema lets exactly one pass. Throws Refusal `impossible-phone`. */
export function recipientOf(phone: string | number | undefined, chatId: ChatId | undefined): Recipient {
  return chatId === undefined ? recipientByPhone(phone ?? '') : { chatId };
}

/** Reads a request by its schema. Throws Refusal `malformed` (naming each field) or `impossible-phone`. */
export function readInvitationRequest<Body extends z.infer<typeof InvitationRequestBody>>(
  schema: z.ZodMiniType<Body>,
  value: unknown,
  contract: BusinessTerms,
): { request: InvitationRequest; body: Body } {
  const body = readRequest(schema, value);
  const { phone, chatId, customerName, language = contract.defaultLanguage, flowId, data } = body;
  checkLanguage(language, contract);
  const request: InvitationRequest = {
    recipient: recipientOf(phone, chatId),
    language,
    flowId: flowId ?? formIn(language, contract).id,
    ...(customerName !== undefined && { customerName }),
    ...(data && { data }),
  };
  return { request, body };
}

/** The members of all objects in the order of their names, so that the same JSON is the same text. */
function inOrder(value: Json): Json {
  if (Array.isArray(value)) return value.map(inOrder);
  if (!isJsonObject(value)) return value;
  const members = Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1));
  return Object.fromEntries(members.map(([name, member]) => [name, inOrder(member)]));
}

/** The same for every spelling of a request: order of members and white space say nothing in JSON. */
export function requestHash(request: InvitationRequest): string {
  return hashOf(request, request.data && inOrder(request.data));
}

/** Of a hash in base64url: 132 bits. */
const HASH_LENGTH = 22;

/**
 * Whether a stored hash is of this request. Release 0.1.0 took the members of `data` in the order they came in, and stored
 * the whole of the hash.
 */
export const isHashOf = (stored: string, request: InvitationRequest): boolean =>
  [requestHash(request), hashOf(request, request.data)].includes(stored.slice(0, HASH_LENGTH));

function hashOf({ recipient, language, flowId, customerName }: InvitationRequest, data: Json | undefined): string {
  const canonical = JSON.stringify([recipient.phone ?? recipient.chatId, language, flowId, customerName, data]);
  return createHash('sha256').update(canonical).digest('base64url').slice(0, HASH_LENGTH);
}
