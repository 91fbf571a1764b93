import type { EventDetail } from '../events/event-details.ts';
import { contactLines, hiddenChat, phoneShown, type StaffPlaces, worklistLink } from './staff-mail-contact.ts';
import { factWriter } from './staff-mail-layout.ts';
import { composed, type StaffMail } from './staff-mail-text.ts';
import { momentInWords } from './staff-mail-times.ts';
import type { StaffMailWords } from './staff-mail-words.ts';

/** Who wrote, what they want, and where to answer. What they wrote is stored nowhere but in the chat. */
export function questionMail(
  { chatId, wish, occurredAt }: EventDetail<'Customer Question Received'>,
  { booking: { timeZone } }: { booking: { timeZone: string } },
  places: StaffPlaces,
  words: StaffMailWords,
): StaffMail {
  const customer = { chatId };
  const facts = factWriter(words)([
    { label: 'written', value: `${momentInWords(occurredAt, timeZone, words)} (${timeZone})` },
    { label: 'phone', value: phoneShown(customer, words) },
    { label: 'chat', value: hiddenChat(customer) },
  ]);
  const wanted = words.wants[wish];
  const contact = contactLines(customer, worklistLink(places), words);
  return composed(wanted, [`${wanted}. ${words.pleaseAnswer}`, '', ...facts, ...contact]);
}
