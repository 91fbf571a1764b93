import * as z from 'zod/mini';
import { Refusal } from '../delivery/refusal.ts';
import { Phone, readPhone } from './phone.ts';

/**
 * One customer on one channel, opaque, as stored: `<digits>@c.us` where the phone is visible, `<BSUID>@lid` where it is
 * not. Never taken apart to learn a phone number from it.
 */
export const ChatId = z
  .string()
  .check(z.regex(/^[A-Za-z0-9._-]{1,140}@(c\.us|lid)$/))
  .brand<'ChatId'>();
export type ChatId = z.infer<typeof ChatId>;

/**
 * A chat id as it comes in. It is held to the forms that WhatsApp gives out, because slips such as `null@c.us` address
 * nobody: a phone, a BSUID (`ES.13491208655302741`, of a parent `ES.ENT.…`), or the digits of a hidden phone's own id.
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

/** Whom to address, and how: by phone if that is what was asked for, else by chat id. */
export const Recipient = z.object({ chatId: ChatId, phone: z.optional(Phone) });
export type Recipient = z.infer<typeof Recipient>;

/** A phone in any international spelling as a recipient. Throws Refusal `impossible-phone` for what is none. */
export function recipientByPhone(spelling: string | number): Recipient {
  const phone = readPhone(spelling);
  if (!phone) throw new Refusal('impossible-phone', 'This phone number cannot exist: give it with its country code.');
  return { phone, chatId: ChatId.parse(`${phone}@c.us`) };
}
