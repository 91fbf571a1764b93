import { decisionId } from '../../domain/booking/booking-decision.ts';
import { checkRevision } from '../../domain/booking/expected-revision.ts';
import { unknownInvitation } from '../../domain/delivery/refusal.ts';
import type { Invitation } from '../../domain/invitation/invitation.ts';
import type { InvitationId } from '../../domain/invitation/invitation-id.ts';
import { noticeToResend, type Resending, sentAgain } from '../../domain/notices/resend.ts';
import { later } from '../../domain/time/instant.ts';
import { LOST, untilWritten } from '../../store/table/lost-race.ts';
import type { Asking } from '../booking/change-booking.ts';
import { factsToSendAgain, type NoticeContext, readTold, saveTold, type Told } from './notice-context.ts';
import { tellCustomer } from './tell-customer.ts';

async function mustRead(context: NoticeContext, invitationId: InvitationId): Promise<Told> {
  const told = await readTold(context, invitationId);
  if (!told) throw unknownInvitation();
  return told;
}

/** Has the notice wait to be sent, unless the same request did that already; `false` if somebody else wrote meanwhile. */
async function reopenOnce(
  context: NoticeContext,
  invitationId: InvitationId,
  resending: Resending,
  expected: number | undefined,
): Promise<boolean> {
  const told = await mustRead(context, invitationId);
  const { invitation, stored } = told;
  if (stored.notices.some(({ resends = [] }) => resends.some(({ id }) => id === resending.id))) return true;
  checkRevision(invitation, expected);
  const facts = await factsToSendAgain(context, told);
  const notice = noticeToResend(facts);
  const deadline = later(facts.now, context.contract.delivery.noticeDeadlineMinutes * 60_000);
  const again = sentAgain(notice, resending, deadline, facts.now);
  const notices = stored.notices.map((one) => (one === notice ? again : one));
  return (await saveTold(context, told, { notices, dueAt: facts.now }, facts.now)) !== undefined;
}

/**
 * Sends once more, in the name of whoever asks, what did not reach a customer, and returns the invitation then: they were
 * told, or it waits, or they were not told again. Who asked and the new deadline are written before it is sent, so that
 * `reconcile` sends it should this run stop. A repeat under the same key sends nothing anew. Throws Refusal `not-found`,
 * `changed-meanwhile`, or why it is not sent (see `noticeToResend`), and `Contention` if others keep writing.
 */
export async function resendNotice(
  context: NoticeContext,
  invitationId: InvitationId,
  { actor, key, expected }: Asking,
  remainingMs: () => number,
): Promise<Invitation> {
  const resending = { id: decisionId(invitationId, key), actor };
  await untilWritten(async () => (await reopenOnce(context, invitationId, resending, expected)) || LOST);
  await tellCustomer(context, invitationId, remainingMs);
  return (await mustRead(context, invitationId)).invitation;
}
