import { phoneOf, type Recipient } from '../customer/recipient.ts';
import { labelled } from './staff-mail-layout.ts';

/** Where staff find what the e-mail is about. `console`: the address of the console, if there is one. */
export type StaffPlaces = { console?: string | undefined };

/** How staff reach a customer; `undefined` for one without an address. */
export function phoneShown(recipient: Recipient | undefined): string | undefined {
  if (!recipient) return undefined;
  const phone = phoneOf(recipient);
  return phone ? `+${phone}` : 'no number: answer in the chat';
}

/** WhatsApp's own name of a chat whose number is hidden. */
export const hiddenChat = (recipient: Recipient | undefined): string | undefined =>
  recipient && !phoneOf(recipient) ? recipient.chatId : undefined;

/** The end of an e-mail: what a person can click or call. A link stands in one line, however long it is. */
export function contactLines(recipient: Recipient | undefined, link: string | undefined): string[] {
  const phone = recipient && phoneOf(recipient);
  return [
    ...(phone ? [labelled('Call', `tel:+${phone}`), labelled('Chat', `https://wa.me/${phone}`)] : []),
    ...(link ? [labelled('Open', link)] : []),
  ];
}

/** Where the console shows an invitation. */
export const invitationLink = ({ console }: StaffPlaces, invitationId: string): string | undefined =>
  console && `${console}#/invitations/${invitationId}`;

/** Where the console shows what waits for a person. */
export const attentionLink = ({ console }: StaffPlaces): string | undefined => console && `${console}#/attention`;
