import { Refusal } from '../../domain/delivery/refusal.ts';
import type { Invitation } from '../../domain/invitation/invitation.ts';
import type { InvitationId } from '../../domain/invitation/invitation-id.ts';
import { noticeToCall } from '../../domain/notices/finished-work.ts';
import type { Actor } from '../../domain/people/actor.ts';
import { now } from '../../domain/time/instant.ts';
import type { CustomerWish } from '../../domain/wishes/wish.ts';
import { readQuestion, writeAnswered } from '../../store/customer/answered-questions.ts';
import { LOST, untilWritten } from '../../store/table/lost-race.ts';
import { type NoticeContext, readTold, saveTold } from './notice-context.ts';

export type FinishContext = Pick<NoticeContext, 'table' | 'contract'>;

/** Which version of the booking the customer was told of by phone, and who called; see `FinishedBody`. */
export type Call = { revision?: number | undefined; actor: Actor };

const missing = (what: string) => new Refusal('not-found', `There is no ${what} with this id.`);

/** Writes the call to its notice, with what the worklist shows then; `undefined` if somebody else wrote meanwhile. */
async function callOnce(
  context: FinishContext,
  invitationId: InvitationId,
  { revision, actor }: Call,
): Promise<Invitation | undefined> {
  const told = await readTold(context, invitationId);
  if (!told) throw missing('invitation');
  const { invitation, stored } = told;
  const notice = noticeToCall(stored.notices, invitation, revision);
  if (notice.called) return invitation;
  const at = now();
  const notices = stored.notices.map((one) => (one === notice ? { ...one, called: { actor, at } } : one));
  const saved = await saveTold(context, told, { notices, dueAt: stored.dueAt }, at);
  return saved?.invitation;
}

/**
 * Notes that a member of staff told the customer by phone what a message did not, and returns the invitation, which no
 * longer stands in the worklist for that. A repeat changes nothing. Throws Refusal `not-found` or `already-told`, and
 * `Contention` if others keep writing.
 */
export const noteCall = (context: FinishContext, invitationId: InvitationId, call: Call): Promise<Invitation> =>
  untilWritten(async () => (await callOnce(context, invitationId, call)) ?? LOST);

/**
 * Notes that a member of staff answered a customer, and returns the question, which no longer stands in the worklist. A
 * repeat changes nothing. Throws Refusal `not-found`, and `Contention` if others keep writing.
 */
export const noteAnswer = ({ table }: FinishContext, questionId: string, actor: Actor): Promise<CustomerWish> =>
  untilWritten(async () => {
    const question = await readQuestion(table, questionId);
    if (!question) throw missing('question');
    if (question.answeredAt) return question;
    const answer = { actor, at: now() };
    const isWritten = await writeAnswered(table, questionId, question, answer);
    return isWritten ? { ...question, answeredBy: actor, answeredAt: answer.at } : LOST;
  });
