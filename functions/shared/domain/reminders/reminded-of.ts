import * as z from 'zod/mini';
import { InvitationId } from '../invitation/invitation-id.ts';
import { NoticeCarrier } from '../notices/notice.ts';
import { Instant } from '../time/instant.ts';

/** A message before an appointment, or one after it. */
export const ReminderKind = z.enum(['reminder', 'follow-up']);
export type ReminderKind = z.infer<typeof ReminderKind>;

/** What a message reminds of: which of the contract's reminders or follow-ups, for which start of which booking. */
export const RemindedOf = z.object({
  invitationId: InvitationId,
  kind: ReminderKind,
  key: z.string(),
  startsAt: Instant,
  carrier: NoticeCarrier,
});
export type RemindedOf = z.infer<typeof RemindedOf>;
