import { cutText } from '../booking/booking.ts';
import { inOrder } from '../booking/booking-history.ts';
import type { Invitation } from '../invitation/invitation.ts';
import { inOneLine } from '../text/characters.ts';

/** `POST /sendFlow` and `POST /sendButtons` take 1024 characters: this leaves room for the text around it. */
export const REASON_SHOWN = 400;

/** A reason as a customer reads it, in one line. */
export const reasonText = (reason: string | undefined): string => cutText(inOneLine(reason ?? ''), REASON_SHOWN);

/** Nobody has to give a reason: what stood around it closes up. */
export const closedUp = (text: string): string => text.replace(/ {2,}/g, ' ').replace(/ +$/gm, '').trim();

/** Why a booking was cancelled, if it was and somebody said why. */
export function cancellationReason({ history }: Pick<Invitation, 'history'>): string | undefined {
  const entry = inOrder(history).at(-1)?.entry;
  return entry?.kind === 'cancellation' ? entry.reason : undefined;
}
