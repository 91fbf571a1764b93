import type { EventDetail } from '../events/event-details.ts';
import type { WishForPerson } from '../wishes/wish.ts';
import { attentionLink, contactLines, hiddenChat, phoneShown, type StaffPlaces } from './staff-mail-contact.ts';
import { writeFacts } from './staff-mail-layout.ts';
import type { StaffMail } from './staff-mail-text.ts';
import { momentInWords } from './staff-mail-times.ts';

const WANTS: Record<WishForPerson, string> = {
  cancel: 'wants to cancel an appointment',
  change: 'wants to change an appointment',
  question: 'asks something',
};

/** Who wrote, what they want, and where to answer. What they wrote is stored nowhere but in the chat. */
export function questionMail(
  { chatId, wish, occurredAt }: EventDetail<'Customer Question Received'>,
  { booking }: { booking: { timeZone: string } },
  places: StaffPlaces,
): StaffMail {
  const customer = { chatId };
  const facts = writeFacts([
    { label: 'Written', value: `${momentInWords(occurredAt, booking.timeZone)} (${booking.timeZone})` },
    { label: 'Phone', value: phoneShown(customer) },
    { label: 'Chat', value: hiddenChat(customer) },
  ]);
  const link = attentionLink(places);
  const lines = [
    `A customer ${WANTS[wish]}. Please answer them: the message is in the chat.`,
    '',
    ...facts,
    '',
    ...(link ? [] : ['To look it up: GET /worklist?kind=question&day=']),
    ...contactLines(customer, link),
  ];
  return { subject: `A customer ${WANTS[wish]}`, text: `${lines.join('\n')}\n` };
}
