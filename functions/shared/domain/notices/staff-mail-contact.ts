import { phoneOf, type Recipient } from '../customer/recipient.ts';
import { labelled } from './staff-mail-layout.ts';
import type { StaffMailWords } from './staff-mail-words.ts';

/** Where staff find what the e-mail is about. `console`: the address of the console, if there is one. */
export type StaffPlaces = { console?: string | undefined };

/** How staff reach a customer; `undefined` for one without an address. */
export function phoneShown(recipient: Recipient | undefined, { noNumber }: StaffMailWords): string | undefined {
  if (!recipient) return undefined;
  const phone = phoneOf(recipient);
  return phone ? `+${phone}` : noNumber;
}

/** WhatsApp's own name of a chat whose number is hidden. */
export const hiddenChat = (recipient: Recipient | undefined): string | undefined =>
  recipient && !phoneOf(recipient) ? recipient.chatId : undefined;

/**
 * The end of an e-mail: what a person can click or call, after a blank line. A link stands in one line, however long it
 * is. Nothing where there is neither a number nor a console.
 */
export function contactLines(
  recipient: Recipient | undefined,
  link: string | undefined,
  { labels }: StaffMailWords,
): string[] {
  const phone = recipient && phoneOf(recipient);
  const lines = [
    ...(phone ? [labelled(labels.call, `tel:+${phone}`), labelled(labels.chat, `https://wa.me/${phone}`)] : []),
    ...(link ? [labelled(labels.open, link)] : []),
  ];
  return lines.length > 0 ? ['', ...lines] : [];
}

/** Where the console shows a booking. */
export const bookingLink = ({ console }: StaffPlaces, invitationId: string): string | undefined =>
  console && `${console}#/bookings/${invitationId}`;

/** Where the console shows what waits for a person. */
export const worklistLink = ({ console }: StaffPlaces): string | undefined => console && `${console}#/worklist`;
