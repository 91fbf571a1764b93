import { parsePhoneNumberFromString } from 'libphonenumber-js/min';
import * as z from 'zod/mini';
import { Refusal } from './refusal.ts';

/**
 * One customer on one channel, opaque: `<digits>@c.us` where the phone is visible, `<BSUID>@lid` where it is not.
 * Never taken apart to learn a phone number from it.
 */
export const ChatId = z
  .string()
  .check(z.regex(/^[A-Za-z0-9._-]{1,128}@(c\.us|lid)$/))
  .brand<'ChatId'>();
export type ChatId = z.infer<typeof ChatId>;

/** Digits only, with country code, as the provider wants it. */
export const Phone = z
  .string()
  .check(z.regex(/^[1-9][0-9]{5,17}$/))
  .brand<'Phone'>();
export type Phone = z.infer<typeof Phone>;

/** Whom to address, and how: by phone if that is what was asked for, else by chat id. */
export const Recipient = z.object({ chatId: ChatId, phone: z.optional(Phone) });
export type Recipient = z.infer<typeof Recipient>;

/** WhatsApp still spells Mexican mobiles with a 1 after the country code, which the numbering plan gave up in 2019. */
const MEXICO_AS_WHATSAPP_SPELLS_IT = /^521[0-9]{10}$/;

/**
 * A phone in any international spelling ("+34 600 000 001", "0034600…", 34600000001) as a recipient.
 * Throws Refusal `impossible-phone` for a number no network could assign: only its length and country code are
 * judged, because numbering plans change faster than software.
 */
export function recipientByPhone(spelling: string | number): Recipient {
  const digits = String(spelling).replace(/\D/g, '').replace(/^00/, '');
  const possible = parsePhoneNumberFromString(`+${digits}`)?.isPossible() || MEXICO_AS_WHATSAPP_SPELLS_IT.test(digits);
  const phone = Phone.safeParse(digits);
  if (!possible || !phone.success) {
    throw new Refusal('impossible-phone', 'This phone number cannot exist: give it with its country code.');
  }
  return { phone: phone.data, chatId: ChatId.parse(`${phone.data}@c.us`) };
}

export const recipientByChatId = (chatId: ChatId): Recipient => ({ chatId });
