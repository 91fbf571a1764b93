import { wishOfForm } from '../../domain/booking/form-request.ts';
import { serviceBooked } from '../../domain/booking/service-booked.ts';
import type { Invitation } from '../../domain/invitation/invitation.ts';
import { declinedRequest, declinedText, declinedWords } from '../../domain/notices/declined.ts';
import type { SentButton } from '../../domain/notices/notice.ts';
import type { DatedBooking } from '../../domain/notices/notice-text.ts';
import { refusalText, refusalWords, refusedForm } from '../../domain/notices/refusal.ts';
import type { Slot } from '../../domain/places/slots.ts';
import { wishFor } from '../../domain/places/wish.ts';
import { epochMs, now } from '../../domain/time/instant.ts';
import type { SendOutcome } from '../../provider/send-outcome.ts';
import { flowMessage } from '../invitation/make-attempt.ts';
import { alternativesTo } from '../places/alternatives.ts';
import type { NoticeContext } from './notice-context.ts';

/** A message that is ready to be sent. `opensForm`: a form that answers it belongs to the invitation. */
export type NoticeMessage = {
  send: (withinMs: number) => Promise<SendOutcome>;
  buttons: readonly SentButton[];
  opensForm?: true;
};

/** The same invitation again, under a text. */
async function formUnder(context: NoticeContext, invitation: Invitation, text: string): Promise<NoticeMessage> {
  const message = await flowMessage(context, invitation, () => text);
  return { send: (withinMs) => context.provider.sendFlow(message, withinMs), buttons: [], opensForm: true };
}

/** The message about a refused form: the same invitation again, under the nearest times that are free. */
export async function refusalMessage(
  context: NoticeContext,
  invitation: Invitation,
): Promise<NoticeMessage | undefined> {
  const { table, contract } = context;
  const [words, form] = [refusalWords(invitation, contract), refusedForm(invitation)];
  if (!words || !form) return undefined;
  const wish = wishOfForm(invitation, form.id, form.entry, contract.booking, Date.now());
  // The contract has changed since the form was refused, and names its service no more.
  if ('refused' in wish) return undefined;
  const free = await alternativesTo(table, wish.request);
  if (free.length === 0) return undefined;
  return formUnder(context, invitation, refusalText(form, invitation, words, free, now()));
}

/** What is free near a booking that was declined, but for its own time: staff said that it cannot be had. */
async function freeInstead(
  { table, contract }: NoticeContext,
  { invitationId }: Invitation,
  booking: DatedBooking,
): Promise<Slot[]> {
  const service = serviceBooked(booking, contract.booking);
  if (!service) return [];
  const free = await alternativesTo(table, {
    ...wishFor(contract.booking, { service: service.id }),
    by: 'customer',
    invitationId,
    start: { startsAt: epochMs(booking.startsAt) },
  });
  return free.filter(({ startsAt }) => startsAt !== booking.startsAt);
}

/**
 * The message about a request that was declined: the same invitation again, under the reason and what is free instead.
 * `undefined` if the text names free times and there are none.
 */
export async function declinedMessage(
  context: NoticeContext,
  invitation: Invitation,
  booking: DatedBooking,
): Promise<NoticeMessage | undefined> {
  const [words, request] = [declinedWords(invitation, context.contract), declinedRequest(invitation)];
  if (!words || !request) return undefined;
  const free = await freeInstead(context, invitation, booking);
  if (free.length === 0 && words.text.includes('{{times}}')) return undefined;
  return formUnder(context, invitation, declinedText(request, booking, invitation, words, free, now()));
}
