import { withAsciiDigits, withoutInvisible } from '../text/characters.ts';
import type { ChatId } from './recipient.ts';

/** By what a text is recognised to be about one person. */
export type Person = {
  addresses: Iterable<ChatId>;
  /** Ids that belong to this person alone: of messages from or to them, of their invitations. */
  ids: Iterable<string>;
};

/** How people group the digits of a phone. */
const GAP = '[\\s().[\\]/\\p{Pd}]{0,3}';

/** What some write between the country code, of one to three digits, and the rest: "+44 (0)20 …". */
const TRUNK_PREFIX = `(?:(?:06?|8)${GAP})?`;

/** A phone in any spelling that has its country code, and not as a part of a longer number. */
function phonePattern(phone: string): RegExp {
  const digits = [...phone].map((digit, at) => (at >= 1 && at <= 3 ? TRUNK_PREFIX : '') + digit);
  return new RegExp(`(?<![0-9])(?:00|011)?${digits.join(GAP)}(?![0-9])`, 'u');
}

/** No phone with its country code is shorter, nor is a BSUID. */
const LEAST_CHARACTERS = 6;

const ADDRESS_CHARACTER = /[A-Za-z0-9._-]/;

/** Whether an address stands in a text, and not as a part of a longer one. */
function holdsAddress(text: string, address: string): boolean {
  for (let at = text.indexOf(address); at >= 0; at = text.indexOf(address, at + 1)) {
    const around = [text.charAt(at - 1), text.charAt(at + address.length)];
    if (!around.some((character) => ADDRESS_CHARACTER.test(character))) return true;
  }
  return false;
}

/** JSON escapes taken back, however deep the text was quoted. */
const unescaped = (text: string): string =>
  text
    .replace(/\\u([0-9a-fA-F]{4})/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)))
    .replaceAll('\\', '');

/** WhatsApp's message ids spell whom the message is from or to, in base64. */
const spelledInIds = (text: string): string =>
  [...text.matchAll(/wamid\.([A-Za-z0-9+/_-]+)/g)]
    .map(([, spelled = '']) => Buffer.from(spelled, 'base64').toString('latin1'))
    .join('\n');

/** The part before @, unless it is too short to identify anyone: then the whole address. */
function nameIn(address: ChatId): string {
  const name = address.slice(0, address.indexOf('@'));
  return name.length < LEAST_CHARACTERS ? address : name;
}

/** Returns a function that says whether a text mentions the person by an address or an id. */
export function matcherFor({ addresses, ids }: Person): (text: string) => boolean {
  const all = [...addresses];
  const names = all.map(nameIn);
  const phones = all
    .filter((address) => /^\d{6,}@c\.us$/.test(address))
    .map((address) => phonePattern(nameIn(address)));
  const known = [...ids];
  function isNamed(text: string): boolean {
    const written = withAsciiDigits(withoutInvisible(text));
    return phones.some((phone) => phone.test(written)) || names.some((name) => holdsAddress(text, name));
  }
  return (text) => {
    const plain = unescaped(text);
    return isNamed(plain) || known.some((id) => plain.includes(id)) || isNamed(spelledInIds(plain));
  };
}
