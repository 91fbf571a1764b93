import { holdsPlace } from '../../domain/booking/booking-state.ts';
import { Refusal } from '../../domain/delivery/refusal.ts';
import type { Invitation } from '../../domain/invitation/invitation.ts';
import type { InvitationId } from '../../domain/invitation/invitation-id.ts';
import { isOver } from '../../domain/live-form/is-over.ts';
import type { ScreenAnswer } from '../../domain/live-form/screen-answer.ts';
import { type Asked, readStep } from '../../domain/live-form/step.ts';
import { liveWords } from '../../domain/live-form/words.ts';
import { now } from '../../domain/time/instant.ts';
import { createCallBudget } from '../../runtime/call-budget.ts';
import { describeError, logger } from '../../runtime/logger.ts';
import { readInvitation } from '../../store/invitation/invitations.ts';
import { writeOpening } from '../../store/invitation/openings.ts';
import type { Table } from '../../store/table/table.ts';
import { answerForm, answerTooOften } from './answer-form.ts';
import type { LiveFormContext } from './confirm-booking.ts';

/** More than five a second for a minute is nobody who chooses. Each may read the days of two months. */
const CALLS_PER_MINUTE = 300;
const budget = createCallBudget(CALLS_PER_MINUTE);

/** Words for a customer whose invitation is over: the form closes for good. */
export type Over = { over: string };

/** Notes once that the form was opened. The customer goes on if that cannot be written: their next step notes it. */
async function noteOpening(table: Table, { invitationId, openedAt }: Invitation): Promise<void> {
  if (openedAt !== undefined) return;
  await writeOpening(table, invitationId, now()).catch((error: unknown) =>
    logger.warn('opening of a form not noted', describeError(error)),
  );
}

/**
 * What the customer of an invitation sees next, or the words for an invitation that is over, or gone by the time it is
 * written. `ref` is the signed token. Throws what no screen can answer: AWS or the network failed.
 */
export async function answerCustomer(
  { table, contract }: LiveFormContext,
  invitationId: InvitationId,
  asked: Asked,
  ref: string,
): Promise<ScreenAnswer | Over> {
  const invitation = await readInvitation(table, invitationId);
  const language = invitation?.language ?? contract.defaultLanguage;
  const words = liveWords(language, contract);
  if (!invitation || isOver(invitation, now())) return { over: words.over };
  const step = readStep(asked, contract.booking.timeZone, invitation.heldFor);
  const viewer = { ref, language, words, isMove: holdsPlace(invitation.booking) };
  const form = { context: { table, contract }, invitation, viewer };
  if (!budget.allows(invitationId)) return answerTooOften(form, step);
  try {
    const [answer] = await Promise.all([answerForm(form, step), noteOpening(table, invitation)]);
    return answer;
  } catch (error) {
    if (error instanceof Refusal && error.kind === 'not-found') return { over: words.over };
    throw error;
  }
}
