import { createHash } from 'node:crypto';
import { v4, v7 } from 'uuid';
import { MessageId } from '../../../functions/shared/domain/delivery/delivery.ts';
import { InvitationId } from '../../../functions/shared/domain/invitation/invitation-id.ts';

/** One customer's way to a booking, or as far as it went. The same life always leaves the same items. Times are ms since 1970. */
export type Life = {
  number: number;
  /** Digits. Whoever was invited more than once has the same in each life. */
  phone: string;
  /** The customer's chat is another life's. */
  isKnown?: boolean;
  invitedAt: number;
  /** The hour that the form named, by the business's clock. */
  booked?: { date: string; time: string };
  /** The booking is in the worklist since then. */
  attentionSince?: number;
  /** The provider held the message back until then. */
  heldBackUntil?: number;
  /** The delivery of the message is to be looked at then. */
  dueAt?: number;
};

/** A life's own chance: 32 bytes for whatever it is asked for. */
const bytesFor = ({ number }: Life, what: string): Buffer =>
  createHash('sha256').update(`${what} of ${number}`).digest();

export const hashFor = (life: Life, what: string): string => bytesFor(life, what).toString('base64url');

export const claimIdFor = (life: Life, what: string): string => v4({ random: bytesFor(life, what).subarray(0, 16) });

export const invitationIdOf = (life: Life): InvitationId =>
  InvitationId.parse(v7({ msecs: life.invitedAt, random: bytesFor(life, 'invitation').subarray(0, 16) }));

/** The id of the customer's wish, of the message that carried the invitation, or of the form that came back. */
export function messageIdOf(life: Life, what: 'wish' | 'invitation' | 'form'): MessageId {
  // Like WhatsApp's own, it spells the phone and something random.
  const spelled = Buffer.concat([Buffer.from(life.phone), bytesFor(life, what).subarray(0, 16)]);
  return MessageId.parse(`wamid.HBgL${spelled.toString('base64')}`);
}
