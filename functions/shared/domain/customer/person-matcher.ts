import { type Invitation, messageIdsOf } from '../invitation/invitation.ts';
import { withAsciiDigits, withoutInvisible } from '../text/characters.ts';
import type { ChatId } from './recipient.ts';

/** The addresses and ids by which a text is recognised to be about one person. */
export type Person = {
  addresses: Iterable<ChatId>;
  /** Ids of this person's messages and invitations. */
  ids: Iterable<string>;
};

/** By what a text names an invitation: its own id, and those of its messages and of the forms that answered it. */
export const idsOfInvitation = (invitation: Pick<Invitation, 'invitationId' | 'attempts' | 'history'>): string[] => [
  invitation.invitationId,
  ...messageIdsOf(invitation),
  ...Object.keys(invitation.history),
];

/** How people group the digits of a phone. */
const GAP = '[\\s().[\\]/\\p{Pd}]{0,3}';

/** A trunk prefix that some people write after the country code, which has one to three digits: "+44 (0)20 …". */
const TRUNK_PREFIX = `(?:(?:06?|8)${GAP})?`;

/** Matches a phone in any spelling with its country code, but not as a part of a longer number. */
function phonePattern(phone: string): RegExp {
  const digits = [...phone].map((digit, at) => (at >= 1 && at <= 3 ? TRUNK_PREFIX : '') + digit);
  return new RegExp(`(?<![0-9])(?:00|011)?${digits.join(GAP)}(?![0-9])`, 'u');
}

/** Phones with country code and BSUIDs have at least this many characters. */
const LEAST_CHARACTERS = 6;

const ADDRESS_CHARACTER = /[A-Za-z0-9._-]/;

/** Whether a text contains an address, but not as a part of a longer one. */
function holdsAddress(text: string, address: string): boolean {
  for (let at = text.indexOf(address); at >= 0; at = text.indexOf(address, at + 1)) {
    const around = [text.charAt(at - 1), text.charAt(at + address.length)];
    if (!around.some((character) => ADDRESS_CHARACTER.test(character))) return true;
  }
  return false;
}

/** Resolves JSON escapes, however deep the text was quoted. */
const unescaped = (text: string): string =>
  text
    .replace(/\\u([0-9a-fA-F]{4})/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)))
    .replaceAll('\\', '');

/** Decodes the WhatsApp message ids in a text: their base64 contains the sender or the recipient. */
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
