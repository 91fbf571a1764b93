import { heardBy, sessionWindow } from '../../domain/customer/customer.ts';
import type { FailureReason } from '../../domain/delivery/failure.ts';
import { readToldEvent, type ToldEvent } from '../../domain/events/appointment-event.ts';
import { addresseeOf, type Invitation } from '../../domain/invitation/invitation.ts';
import { type ConfirmationDecision, decideConfirmation } from '../../domain/notices/confirmation.ts';
import { refusedForm } from '../../domain/notices/refusal.ts';
import { now } from '../../domain/time/instant.ts';
import { readCustomer } from '../../store/customer/chats.ts';
import { readInvitation } from '../../store/invitation/invitations.ts';
import type { BookingVersion } from '../../store/notices/confirmations.ts';
import { hasTimeToSend, type SendContext } from '../invitation/make-attempt.ts';
import { type Telling, tellOnce } from './tell-once.ts';
import { type NotTold, refusalTelling } from './tell-refused.ts';

export type ConfirmContext = Pick<SendContext, 'table' | 'contract' | 'keys' | 'provider'>;

type NotSent = Extract<ConfirmationDecision, { notSent: string }>['notSent'] | NotTold;

/** The result of one event. Only a `postponed` event has an effect when it is delivered again. */
export type ConfirmationResult = BookingVersion &
  (
    | { kind: 'accepted' | 'unknown' }
    | { kind: 'refused'; reason: FailureReason }
    | { kind: 'postponed'; why: FailureReason | 'still-running' | 'too-little-time' }
    | {
        kind: 'not-sent';
        why: NotSent | 'no-invitation' | 'no-address' | 'opted-out' | 'window-not-open' | 'told-already';
      }
  );

function confirmationTelling(
  { provider, contract }: ConfirmContext,
  event: ToldEvent,
  version: BookingVersion,
  invitation: Invitation,
): Telling | { notSent: NotSent } {
  const decision = decideConfirmation(event, invitation, contract, now());
  if ('notSent' in decision) return decision;
  const message = { recipient: addresseeOf(invitation), text: decision.text };
  return { version, invitation, send: (withinMs) => provider.sendMessage(message, withinMs) };
}

async function confirm(context: ConfirmContext, event: ToldEvent, version: BookingVersion, remainingMs: () => number) {
  const { table } = context;
  const invitation = await readInvitation(table, version.invitationId);
  if (!invitation) return { kind: 'not-sent', why: 'no-invitation' } as const;
  if (!invitation.recipient) return { kind: 'not-sent', why: 'no-address' } as const;
  const form = refusedForm(event, invitation);
  const telling = form
    ? await refusalTelling(context, invitation, form)
    : confirmationTelling(context, event, version, invitation);
  if ('notSent' in telling) return { kind: 'not-sent', why: telling.notSent } as const;
  const customer = await readCustomer(table, invitation.recipient.chatId);
  if (customer.optedOut) return { kind: 'not-sent', why: 'opted-out' } as const;
  if (sessionWindow(heardBy(customer, invitation), now()) !== 'open')
    return { kind: 'not-sent', why: 'window-not-open' } as const;
  if (!hasTimeToSend(remainingMs())) return { kind: 'postponed', why: 'too-little-time' } as const;
  return tellOnce(context, telling, remainingMs);
}

/**
 * Tells the customer what an event of the bus says of their booking, or of the form they sent, if they may be written
 * to now: once per version of the booking, once per invitation of a refused form, and never again after an outcome that
 * is not known. `body` is what the queue delivered; throws if it is no such event.
 */
export async function confirmBooking(
  context: ConfirmContext,
  body: string,
  remainingMs: () => number,
): Promise<ConfirmationResult> {
  const event = readToldEvent(body);
  const { invitationId, revision } = event.detail;
  const version = { invitationId, revision };
  return { ...version, ...(await confirm(context, event, version, remainingMs)) };
}
