import { type CountryCode, parsePhoneNumberFromString } from 'libphonenumber-js/min';
import { Phone, plainSpelling, readPhone } from './phone.ts';

/** Fewer digits are no number that anybody can be reached by. */
const LEAST_DIGITS = 6;

/** Whether somebody who looks for a customer typed a number: digits, and signs that stand between them. */
export const isNumber = (typed: string): boolean =>
  !/\p{L}/u.test(typed.replace(/^\s*tel:/i, '')) && (typed.match(/\p{Nd}/gu)?.length ?? 0) >= LEAST_DIGITS;

/** The number as one of the country's own; `undefined` if it names a country itself, or is none of this one. */
function readNational(spelling: string, country: string): Phone | undefined {
  const plain = plainSpelling(spelling);
  if (/^(\+|0 *0)/.test(plain)) return undefined;
  // The contract's schema lets only countries pass that the library knows.
  const parsed = parsePhoneNumberFromString(plain, { defaultCountry: country as CountryCode, extract: false });
  return parsed?.isValid() ? Phone.safeParse(parsed.number.slice(1)).data : undefined;
}

/**
 * The phones that somebody may mean who looks for a number, the likeliest first: as a number of the country, if one is
 * given, and as one that begins with its country code. Only for looking: where something is sent, `readPhone` decides.
 */
export function phonesMeant(spelling: string, country: string | undefined): Phone[] {
  const meant = [country === undefined ? undefined : readNational(spelling, country), readPhone(spelling)];
  return [...new Set(meant.filter((phone) => phone !== undefined))];
}
