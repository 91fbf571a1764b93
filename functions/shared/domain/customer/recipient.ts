import * as z from 'zod/mini';
import { Refusal } from '../delivery/refusal.ts';
import { Phone, readPhone } from './phone.ts';

/**
 * The opaque id of one customer on one channel, as stored: `<digits>@c.us` if the phone is visible, else `<BSUID>@lid`.
 * A phone is read from it only to show it to staff (`phoneOf`): nothing is sent to what was read.
 */
export const ChatId = z
  .string()
  .check(z.regex(/^[A-Za-z0-9._-]{1,140}@(c\.us|lid)$/))
  .brand<'ChatId'>();
export type ChatId = z.infer<typeof ChatId>;

/**
 * A chat id as received. Only the forms of WhatsApp are valid, because the provider also reports ids such as
 * `null@c.us`: a phone, a BSUID (`ES.13491208655302741`, of a parent `ES.ENT.…`), or the numeric id of a hidden phone.
 */
export const ReportedChatId = z
  .string('must be text')
  .check(
    z.regex(
      /^([1-9][0-9]{5,17}@c\.us|([A-Z]{2}(\.ENT)?\.[A-Za-z0-9]{1,128}|[0-9]{6,20})@lid)$/,
      'must be a chat id as the provider reports it',
    ),
  )
  .brand<'ChatId'>();

/** The addressee of a message: by phone if the request named one, else by chat id. */
export const Recipient = z.object({ chatId: ChatId, phone: z.optional(Phone) });
export type Recipient = z.infer<typeof Recipient>;

/** The phone by which staff reach a customer, as digits; `undefined` where WhatsApp hides it. */
export const phoneOf = ({ chatId, phone }: Recipient): string | undefined =>
  phone ?? /^([1-9][0-9]{5,17})@c\.us$/.exec(chatId)?.[1];

/** The recipient of a phone in any international spelling. Throws Refusal `impossible-phone` if it is no phone. */
export function recipientByPhone(spelling: string | number): Recipient {
  const phone = readPhone(spelling);
  if (!phone) throw new Refusal('impossible-phone', 'This phone number cannot exist: give it with its country code.');
  return { phone, chatId: ChatId.parse(`${phone}@c.us`) };
}
