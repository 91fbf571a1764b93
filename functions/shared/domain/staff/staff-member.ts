import type { BusinessTerms } from '../business-terms.ts';
import { Phone } from '../customer/phone.ts';
import { ChatId } from '../customer/recipient.ts';
import { spellingsOf } from '../customer/spellings.ts';
import { DAY_MS } from '../time/instant.ts';

/**
 * A member of staff who is told on WhatsApp. `key` names them in histories and logs, by their place in the contract: it
 * holds no phone.
 */
export type StaffMember = { key: string; phone: Phone; chatId: ChatId; language: string };

/**
 * How long it is known what staff were told and tapped. Longer than an event can wait in its queue and, set aside, for a
 * person (14 days each), so that none is told twice; a button counts as long.
 */
export const STAFF_MESSAGES_KEPT_MS = 30 * DAY_MS;

/** The members of staff with a phone, in the contract's order. */
export const staffMembers = ({ staff }: Pick<BusinessTerms, 'staff'>): StaffMember[] =>
  (staff?.phones ?? []).map(({ phone, language }, index) => ({
    key: `staff-phone-${index + 1}`,
    phone: Phone.parse(phone),
    chatId: ChatId.parse(`${phone}@c.us`),
    language,
  }));

/** The member behind one of these addresses, in whatever spelling of their phone. */
export const memberWith = (addresses: readonly ChatId[], members: readonly StaffMember[]): StaffMember | undefined =>
  members.find(({ chatId }) => spellingsOf(chatId).some((spelling) => addresses.includes(spelling)));
