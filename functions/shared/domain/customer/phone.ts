import { type PhoneNumber, parsePhoneNumberFromString } from 'libphonenumber-js/min';
import * as z from 'zod/mini';
import { withAsciiDigits, withoutInvisible } from '../text/characters.ts';

/** Digits only, with country code, as the provider wants it. */
export const Phone = z
  .string()
  .check(z.regex(/^[1-9][0-9]{5,17}$/))
  .brand<'Phone'>();
export type Phone = z.infer<typeof Phone>;

const TEXT_LIMIT = 40;
export const PHONE_RULE = 'must be a phone number with country code, as text or digits';

/** A phone as callers spell it. The schema checks only its length; `readPhone` decides whether it is a phone. */
export const PhoneText = z.string(PHONE_RULE).check(z.maxLength(TEXT_LIMIT, PHONE_RULE));

/** E.164 has fifteen digits at most, with the country code. */
const E164 = /^[1-9][0-9]{5,14}$/;

/** WhatsApp writes a 1 after the country code of Mexican mobiles, which the numbering plan dropped in 2019. */
const MEXICO_AS_WHATSAPP_SPELLS_IT = /^521[0-9]{10}$/;

/** Most digits of an extension. More digits after a comma are a second number. */
const LONGEST_EXTENSION = 6;

/** A slash may follow an area code. After more than eight digits it offers two numbers: "+49 30 1234567/8". */
const OFFERS_A_CHOICE = /[~\\]|^(?:\D*\d){9}[^/]*\//;

/** A spelling in ASCII digits, without `tel:`, brackets and invisible characters. Line ends separate numbers. */
export const plainSpelling = (spelling: string): string =>
  withAsciiDigits(withoutInvisible(spelling))
    .replace(/\u20e3/g, '')
    .trim()
    .replace(/^tel:/i, '')
    .replace(/[\p{Zs}\t()[\]（）［］]+/gu, ' ')
    .replace(/[＋﹢]/g, '+')
    .replaceAll('／', '/')
    .trim();

/**
 * The spelling with a plus in place of the international prefix, which is `00` in most countries and `011` in North
 * America. National numbers of São Paulo, Delhi, Turin or Johannesburg also begin with `011`, but at most ten digits
 * follow it. So `011` with fewer than eleven digits after it gives `undefined`.
 */
function international(plain: string): string | undefined {
  const bare = plain.replace(/^\+ *(?=00)/, '');
  if (/^(\+|[^+]*;phone-context=\+)/.test(bare)) return bare;
  if (/^0 *0/.test(bare)) return `+${bare.replace(/^0 *0/, '')}`;
  if (!/^0/.test(bare)) return `+${bare}`;
  const behind = /^0 *1 *1 *(.*)$/.exec(bare)?.[1] ?? '';
  return behind.replace(/\D/g, '').length >= 11 ? `+${behind}` : undefined;
}

/** North America's trunk prefix 1 is never written after +1. `0011 65 …` is Singapore, dialled from Australia. */
const WITHOUT_TRUNK_PREFIX = '1';

/**
 * Whether a number that the library changed is certainly the one meant. With a plus the country code is certain.
 * Without a plus it is a guess, so the result must be a valid number.
 */
const isCertain = (parsed: PhoneNumber, hasPlus: boolean): boolean =>
  parsed.countryCallingCode !== WITHOUT_TRUNK_PREFIX && (hasPlus || parsed.isValid());

/**
 * Reads a phone in any international spelling and with digits of any script: "+34 600 000 001", "0034600…",
 * 34600000001, "tel:+34-600-…", "+44 (0)20 …". Removes a trunk prefix and an extension. `undefined` if it is no phone
 * with country code, or the reading is uncertain. A number spelt in full only needs a possible length, because
 * numbering plans change faster than software, and WhatsApp spells some numbers in its own way.
 */
export function readPhone(spelling: string | number): Phone | undefined {
  const plain = plainSpelling(String(spelling));
  const spelt = international(plain);
  if (!spelt || OFFERS_A_CHOICE.test(spelt)) return undefined;
  const full = spelt.replaceAll('/', ' ');
  const literal = full.replace(/\D/g, '');
  if (MEXICO_AS_WHATSAPP_SPELLS_IT.test(literal) && /^[+\d .\p{Pd}]+$/u.test(full)) return Phone.parse(literal);
  const parsed = parsePhoneNumberFromString(full, { extract: false });
  if (!parsed?.isPossible() || (parsed.ext?.length ?? 0) > LONGEST_EXTENSION) return undefined;
  const digits = parsed.number.slice(1);
  const isAsSpelt = literal.startsWith(digits) && literal.length === digits.length + (parsed.ext?.length ?? 0);
  if (!isAsSpelt && !isCertain(parsed, /^\+|;phone-context=/.test(plain))) return undefined;
  return E164.test(digits) ? Phone.parse(digits) : undefined;
}
