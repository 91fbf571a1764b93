import * as z from 'zod/mini';
import { AnswerOutcome } from '../chat/chat-wish.ts';
import { MessageId } from '../delivery/delivery.ts';
import { Instant } from '../time/instant.ts';

/** One tap of a member of staff, as stored. It holds no phone. */
export const StaffTap = z.object({
  channelId: z.string(),
  messageId: MessageId,
  /** The pseudonym of the member's phone. */
  memberId: z.string(),
  at: Instant,
  /** The message under which the button stands, and its label. */
  answers: MessageId,
  label: z.string(),
  /** Names the run that may send the answer. */
  claimId: z.optional(z.string()),
  claimedAt: z.optional(Instant),
  outcome: z.optional(AnswerOutcome),
});
export type StaffTap = z.infer<typeof StaffTap>;
