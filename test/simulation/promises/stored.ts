import type { Item } from '../model/expressions.ts';
import type { Delivered, Reported } from '../model/reported.ts';
import { chatWishWith, chatWith, FACTS, hasWish, intentWith, isKeptUnmatched, messageWith } from './items.ts';
import { toldInvitationsIn } from './told-versions.ts';

type Items = ReadonlyMap<string, Item>;

/** The contract's words, as the story's texts use them. */
const WISHES_TO_BOOK = ['I want to book', 'hola, quiero reservar', 'book please'];
/** What a person sees to, by the wish that is stored of it. */
const WISHES_FOR_PERSON: Readonly<Record<string, string>> = {
  'Please cancel': 'cancel',
  '¿a qué hora abren?': 'question',
};
const OPT_OUTS = ['stop', 'baja'];
const OPT_INS = ['start', 'alta'];

const isAtLeast = (stored: unknown, reported: string) => typeof stored === 'string' && stored >= reported;

const wasHere = (items: Items, chatId: string, at: string) => isAtLeast(chatWith(items, chatId)?.['lastInboundAt'], at);

function isTextStored(items: Items, { messageId, chatId, at, text }: Extract<Reported, { kind: 'text' }>): boolean {
  const chat = chatWith(items, chatId);
  if (OPT_OUTS.includes(text) && !isAtLeast(chat?.['optedOutAt'], at)) return false;
  if (OPT_INS.includes(text) && !isAtLeast(chat?.['optedInAt'], at)) return false;
  if (WISHES_TO_BOOK.includes(text) && !intentWith(items, messageId)) return false;
  const wish = WISHES_FOR_PERSON[text];
  const isKept = hasWish(items, { chatId, wish: wish ?? '', at }) || chatWishWith(items, messageId) !== undefined;
  if (wish && (intentWith(items, messageId) || !isKept)) return false;
  return wasHere(items, chatId, at);
}

function isStatusStored(items: Items, { messageId, status, at }: Extract<Reported, { kind: 'status' }>): boolean {
  const stored = messageWith(items, messageId)?.[FACTS[status]];
  // The earliest time the provider gave is kept.
  return typeof stored === 'string' && (at === undefined || stored <= at);
}

/** Whether two addresses are known to be one person's. */
function isOnePerson(items: Items, one: string, other: string): boolean {
  const aliases = chatWith(items, one)?.['aliases'];
  return one === other || (aliases instanceof Set && aliases.has(other));
}

/** A form stands in a history, waits on the message it answers, or is kept as unmatched. */
function isFormStored(items: Items, { messageId, chatId }: Extract<Reported, { kind: 'form' }>): boolean {
  const booked = toldInvitationsIn(items).find(({ history }) => Object.hasOwn(history, messageId));
  if (booked?.recipient) return isOnePerson(items, booked.recipient.chatId, chatId);
  const waits = [...items.values()].some((item) => Object.hasOwn(item, `waiting#${messageId}`));
  return waits || isKeptUnmatched(items, messageId);
}

/** Whether what a door said it took is in the table. */
export function isStored(items: Items, { reported, door }: Delivered, expired: ReadonlySet<unknown>): boolean {
  switch (reported.kind) {
    case 'status':
      // Statuses of a message that never turned out to be ours are kept for two days only.
      return isStatusStored(items, reported) || expired.has(reported.messageId);
    case 'text':
      return isTextStored(items, reported);
    case 'media':
      return wasHere(items, reported.chatId, reported.at);
    case 'form': {
      const isPresent = door === '/flow-completion' || wasHere(items, reported.chatId, reported.at);
      return isPresent && (door === '/messages' || isFormStored(items, reported));
    }
    case 'junk':
    case 'junk-status':
      return isKeptUnmatched(items, reported.marker);
    case 'not-to-us':
    case 'echo':
      return true;
  }
}
