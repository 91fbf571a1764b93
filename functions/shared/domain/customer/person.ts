import type { Chat } from './customer.ts';
import { type ChatId, phoneOf } from './recipient.ts';

/** All known addresses of one person, with the chat of each, if there is one. */
export type Person = ReadonlyMap<ChatId, Chat | undefined>;

const isPhone = (chatId: ChatId): boolean => phoneOf({ chatId }) !== undefined;

/**
 * The address that a person is found by: one that they are found by already, else the phone, which staff can call, in the
 * spelling that has a chat.
 */
export function addressOf(person: Person, asked: ChatId): ChatId {
  const phones = [...person.keys()].filter(isPhone);
  const inOrder = [...(isPhone(asked) ? [asked] : []), ...phones];
  return (
    inOrder.find((phone) => person.get(phone)?.foundAs) ??
    inOrder.find((phone) => person.get(phone)?.chatId) ??
    inOrder[0] ??
    asked
  );
}
