import type { Item } from '../model/expressions.ts';
import type { Delivered, Told } from '../model/reported.ts';
import { chatWith, FACTS, intentWith, invitationsIn, isKeptUnmatched, messageWith } from './items.ts';

type Items = ReadonlyMap<string, Item>;

/** The contract's words, as the story's texts use them. */
const WISHES_TO_BOOK = ['I want to book', 'hola, quiero reservar', 'book please'];
const OPT_OUTS = ['stop', 'baja'];
const OPT_INS = ['start', 'alta'];

const isAtLeast = (stored: unknown, told: string) => typeof stored === 'string' && stored >= told;

const wasHere = (items: Items, chatId: string, at: string) => isAtLeast(chatWith(items, chatId)?.['lastInboundAt'], at);

function isTextStored(items: Items, { messageId, chatId, at, text }: Extract<Told, { kind: 'text' }>): boolean {
  const chat = chatWith(items, chatId);
  if (OPT_OUTS.includes(text) && !isAtLeast(chat?.['optedOutAt'], at)) return false;
  if (OPT_INS.includes(text) && !isAtLeast(chat?.['optedInAt'], at)) return false;
  if (WISHES_TO_BOOK.includes(text) && !intentWith(items, messageId)) return false;
  return wasHere(items, chatId, at);
}

function isStatusStored(items: Items, { messageId, status, at }: Extract<Told, { kind: 'status' }>): boolean {
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
function isFormStored(items: Items, { messageId, chatId }: Extract<Told, { kind: 'form' }>): boolean {
  const booked = invitationsIn(items).find(({ history }) => Object.hasOwn(history, messageId));
  if (booked) return isOnePerson(items, booked.recipient.chatId, chatId);
  const waits = [...items.values()].some((item) => Object.hasOwn(item, `waiting#${messageId}`));
  return waits || isKeptUnmatched(items, messageId);
}

/** Whether what a door said it took is in the table. */
export function isStored(items: Items, { told, door }: Delivered, expired: ReadonlySet<unknown>): boolean {
  switch (told.kind) {
    case 'status':
      // Statuses of a message that never turned out to be ours are kept for two days only.
      return isStatusStored(items, told) || expired.has(told.messageId);
    case 'text':
      return isTextStored(items, told);
    case 'media':
      return wasHere(items, told.chatId, told.at);
    case 'form': {
      const isPresent = door === '/flow-completion' || wasHere(items, told.chatId, told.at);
      return isPresent && (door === '/messages' || isFormStored(items, told));
    }
    case 'junk':
    case 'junk-status':
      return isKeptUnmatched(items, told.marker);
    case 'not-to-us':
    case 'echo':
      return true;
  }
}
