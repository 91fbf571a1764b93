import { type Invitation, messageIdsOf } from '../../functions/shared/domain/invitation/invitation.ts';
import type { InvitationId } from '../../functions/shared/domain/invitation/invitation-id.ts';
import type { Instant } from '../../functions/shared/domain/time/instant.ts';
import { messagesThatCarried } from '../../functions/shared/http/notice-view.ts';
import { isErased } from '../../functions/shared/store/customer/erased.ts';
import { readMessages } from '../../functions/shared/store/delivery/messages.ts';
import { findInvitation } from '../../functions/shared/store/invitation/invitations.ts';
import { readNotices } from '../../functions/shared/store/notices/notices.ts';
import { readReminders } from '../../functions/shared/store/reminders/reminders.ts';
import type { Table } from '../../functions/shared/store/table/table.ts';
import { bookingStory } from './booking-story.ts';
import { type Happening, inOrderOfTime } from './happening.ts';
import { invitationStory, noticeStory, reminderStory } from './message-story.ts';

export type StoredStory =
  | { kind: 'found'; invitation: Invitation; happenings: Happening[] }
  | { kind: 'erased'; erasedAt: Instant }
  | { kind: 'unknown' };

/** What the stack's table tells of an invitation, in the order of time. Throws AWS's errors. */
export async function readStory(table: Table, invitationId: InvitationId): Promise<StoredStory> {
  const invitation = await findInvitation(table, invitationId);
  if (!invitation) return { kind: 'unknown' };
  if (isErased(invitation)) return { kind: 'erased', erasedAt: invitation.erasedAt };
  const [messages, stored, planned] = await Promise.all([
    readMessages(table, messageIdsOf(invitation)),
    readNotices(table, invitationId),
    readReminders(table, invitationId),
  ]);
  const { notices = [] } = stored ?? {};
  const { reminders = [] } = planned ?? {};
  const [told, reminded] = await Promise.all([
    messagesThatCarried(table, notices),
    messagesThatCarried(table, reminders),
  ]);
  const happenings = inOrderOfTime([
    ...invitationStory(invitation, messages),
    ...bookingStory(invitation),
    ...notices.flatMap((of, index) => noticeStory({ of, message: told[index] })),
    ...reminders.flatMap((of, index) => reminderStory({ of, message: reminded[index] })),
  ]);
  return { kind: 'found', invitation, happenings };
}
