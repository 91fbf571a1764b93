import { createHash } from 'node:crypto';
import { v4, v7 } from 'uuid';
import { MessageId } from '../../../functions/shared/domain/delivery/delivery.ts';
import { InvitationId } from '../../../functions/shared/domain/invitation/invitation-id.ts';

/** One customer's way to a booking, or as far as it went. The same life always leaves the same items. Times are ms since 1970. */
export type Life = {
  number: number;
  /** Digits. A customer with several invitations has the same ones in each life. */
  phone: string;
  /** The customer's chat belongs to another life. */
  isKnown?: boolean;
  invitedAt: number;
  /** The form's hour, in the business's time zone. */
  booked?: { date: string; time: string };
  /** When the booking entered the worklist. */
  attentionSince?: number;
  /** When the provider released the message. */
  heldBackUntil?: number;
  /** When the message's delivery is due for a check. */
  dueAt?: number;
};

/** A life's own random numbers: 32 bytes for each purpose. */
const bytesFor = ({ number }: Life, what: string): Buffer =>
  createHash('sha256').update(`${what} of ${number}`).digest();

export const hashFor = (life: Life, what: string): string => bytesFor(life, what).toString('base64url');

export const claimIdFor = (life: Life, what: string): string => v4({ random: bytesFor(life, what).subarray(0, 16) });

export const invitationIdOf = (life: Life): InvitationId =>
  InvitationId.parse(v7({ msecs: life.invitedAt, random: bytesFor(life, 'invitation').subarray(0, 16) }));

/** The id of the customer's request, of the invitation's message, or of the returned form. */
export function messageIdOf(life: Life, what: 'wish' | 'invitation' | 'form'): MessageId {
  // Like WhatsApp's own ids, it encodes the phone and a random part.
  const spelled = Buffer.concat([Buffer.from(life.phone), bytesFor(life, what).subarray(0, 16)]);
  return MessageId.parse(`wamid.HBgL${spelled.toString('base64')}`);
}
