import { wishOfForm } from '../../domain/booking/form-request.ts';
import type { Invitation } from '../../domain/invitation/invitation.ts';
import { type RefusedForm, refusalText, refusalWords } from '../../domain/notices/refusal.ts';
import { now } from '../../domain/time/instant.ts';
import { REFUSAL } from '../../store/notices/confirmations.ts';
import { linkAcceptedMessage } from '../delivery/link-message.ts';
import { flowMessage, type SendContext } from '../invitation/make-attempt.ts';
import { alternativesTo } from '../places/alternatives.ts';
import type { Telling } from './tell-once.ts';

/** Why a customer is not told of a refused form, so that only a person sees to it. */
export type NotTold = 'no-text' | 'needs-attention' | 'nothing-free';

/**
 * How a customer is told that their form was refused: by the same invitation, under the nearest times that are free. One
 * invitation tells it once, so that who is refused a second time hears from a person.
 */
export async function refusalTelling(
  context: Pick<SendContext, 'table' | 'contract' | 'keys' | 'provider'>,
  invitation: Invitation,
  form: RefusedForm,
): Promise<Telling | { notSent: NotTold }> {
  const { table, contract, provider } = context;
  const words = refusalWords(invitation, contract);
  if (!words) return { notSent: 'no-text' };
  const wish = wishOfForm(invitation, form.id, form.entry, contract.booking, Date.now());
  // The contract has changed since the form was refused, and names its service no more.
  if ('refused' in wish) return { notSent: 'needs-attention' };
  const free = await alternativesTo(table, { ...wish.request, askedAt: Date.now() });
  if (free.length === 0) return { notSent: 'nothing-free' };
  const text = refusalText(form, invitation, words, free, now());
  const message = await flowMessage(context, invitation, () => text);
  const { invitationId } = invitation;
  return {
    version: { invitationId, revision: REFUSAL },
    invitation,
    send: (withinMs) => provider.sendFlow(message, withinMs),
    // A form that answers this message belongs to the invitation as one that answers the first.
    onAccepted: (messageId) => linkAcceptedMessage(context, invitation, messageId, 'flow'),
  };
}
