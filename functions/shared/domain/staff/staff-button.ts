import * as z from 'zod/mini';
import { WaitingPlace } from '../booking/waiting-place.ts';
import { InvitationId } from '../invitation/invitation-id.ts';

/**
 * What a button under a message to staff does: `approve` and `refuse` decide about a booking that waits for it, `call`
 * asks for the customer's number. A customer's message has none of these.
 */
export const StaffButtonMeaning = z.enum(['approve', 'refuse', 'call']);
export type StaffButtonMeaning = z.infer<typeof StaffButtonMeaning>;

/** A button as a member of staff saw it. The provider reports a tap by the label. */
export const StaffButton = z.object({ label: z.string(), meaning: StaffButtonMeaning });
export type StaffButton = z.infer<typeof StaffButton>;

/**
 * The booking or the customer's question that a message to staff is about. `waiting`: what of the booking waited for approval
 * as they saw it; their decision counts for nothing else.
 */
export const StaffSubject = z.union([
  z.object({ invitationId: InvitationId, waiting: z.optional(WaitingPlace) }),
  z.object({ questionId: z.string() }),
]);
export type StaffSubject = z.infer<typeof StaffSubject>;

/** What a message to a member of staff is about, and its buttons. It names neither the customer nor the member. */
export const SentToStaff = z.object({
  /** The pseudonym of the member's phone. */
  memberId: z.string(),
  about: StaffSubject,
  buttons: z.array(StaffButton),
});
export type SentToStaff = z.infer<typeof SentToStaff>;
