import { ChatId } from './recipient.ts';

/** The two spellings of a mobile phone in one numbering plan, as digits with the country code. */
type Plan = { short: RegExp; long: RegExp; lengthen: string; shorten: string };

/**
 * Numbering plans in which WhatsApp and people spell a phone differently: one spelling has an additional digit
 * (docs/provider.md, section 5).
 */
const PLANS: readonly Plan[] = [
  // Brazil: the ninth digit, after a two-digit area.
  { short: /^55(\d\d)(\d{8})$/, long: /^55(\d\d)9(\d{8})$/, lengthen: '55$19$2', shorten: '55$1$2' },
  // Mexico: the 1 of mobiles.
  { short: /^52()(\d{10})$/, long: /^521()(\d{10})$/, lengthen: '521$2', shorten: '52$2' },
  // Argentina: the 9 of mobiles.
  { short: /^54()([1-3]\d{9})$/, long: /^549()([1-3]\d{9})$/, lengthen: '549$2', shorten: '54$2' },
];

function otherDigits(digits: string): string | undefined {
  for (const { short, long, lengthen, shorten } of PLANS) {
    if (short.test(digits)) return digits.replace(short, lengthen);
    if (long.test(digits)) return digits.replace(long, shorten);
  }
  return undefined;
}

/** An address in all its spellings: two for a phone of such a plan, else one. */
export function spellingsOf(chatId: ChatId): ChatId[] {
  const digits = /^(\d+)@c\.us$/.exec(chatId)?.[1];
  const other = digits && otherDigits(digits);
  return other ? [chatId, ChatId.parse(`${other}@c.us`)] : [chatId];
}
