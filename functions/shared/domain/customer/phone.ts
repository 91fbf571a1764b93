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

/** A phone as callers spell it. Whether it is one is not for the schema to say: what is none is an impossible phone. */
export const PhoneText = z.string(PHONE_RULE).check(z.maxLength(TEXT_LIMIT, PHONE_RULE));

/** E.164 has fifteen digits at most, with the country code. */
const E164 = /^[1-9][0-9]{5,14}$/;

/** WhatsApp still spells Mexican mobiles with a 1 after the country code, which the numbering plan gave up in 2019. */
const MEXICO_AS_WHATSAPP_SPELLS_IT = /^521[0-9]{10}$/;

/** Digits of an extension. More of them behind a comma are a second number. */
const LONGEST_EXTENSION = 6;

/** A slash sets an area code apart. One behind more than eight digits offers a choice of numbers: "+49 30 1234567/8". */
const OFFERS_A_CHOICE = /[~\\]|^(?:\D*\d){9}[^/]*\//;

/** A spelling with digits 0 to 9, and without `tel:`, brackets and what nobody sees. Ends of lines stay: they part numbers. */
const plainSpelling = (spelling: string): string =>
  withAsciiDigits(withoutInvisible(spelling))
    .replace(/\u20e3/g, '')
    .trim()
    .replace(/^tel:/i, '')
    .replace(/[\p{Zs}\t()[\]（）［］]+/gu, ' ')
    .replace(/[＋﹢]/g, '+')
    .replaceAll('／', '/')
    .trim();

/**
 * The spelling with a plus before the country code, which `00` stands for in most of the world and `011` in North
 * America. `011` is also how numbers of São Paulo, Delhi, Turin or Johannesburg begin at home; no such number has more
 * than ten digits behind it, so fewer than eleven are left to be refused.
 */
function international(plain: string): string | undefined {
  const bare = plain.replace(/^\+ *(?=00)/, '');
  if (/^(\+|[^+]*;phone-context=\+)/.test(bare)) return bare;
  if (/^0 *0/.test(bare)) return `+${bare.replace(/^0 *0/, '')}`;
  if (!/^0/.test(bare)) return `+${bare}`;
  const behind = /^0 *1 *1 *(.*)$/.exec(bare)?.[1] ?? '';
  return behind.replace(/\D/g, '').length >= 11 ? `+${behind}` : undefined;
}

/** North America's trunk prefix is a 1, which nobody writes behind +1: `0011 65 …` is Australia's way to call Singapore. */
const WITHOUT_TRUNK_PREFIX = '1';

/**
 * Whether it is certain that the library changed a number as it was meant. Behind a plus the country code is certain.
 * Without one it is a guess as soon as the digits do not fit it as they are, so the outcome has to be a valid number.
 */
const isCertain = (parsed: PhoneNumber, hasPlus: boolean): boolean =>
  parsed.countryCallingCode !== WITHOUT_TRUNK_PREFIX && (hasPlus || parsed.isValid());

/**
 * Reads a phone in any international spelling, "+34 600 000 001", "0034600…", 34600000001, "tel:+34-600-…", "+44 (0)20 …",
 * with digits of any script. A trunk prefix and an extension are taken off. `undefined` for what is no phone with its
 * country code, or may be another's. What is spelt in full only has to be of a possible length, because numbering plans
 * change faster than software, and WhatsApp spells some numbers in its own way.
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
