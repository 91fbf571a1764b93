import type { Invitation } from '../../domain/invitation/invitation.ts';
import { isDated, noticeWords } from '../../domain/notices/notice-text.ts';
import { contentOf } from '../../domain/notices/told-content.ts';
import { readNotices } from '../../store/notices/notices.ts';
import type { SendContext } from '../invitation/make-attempt.ts';
import type { TappedButton } from './read-tap.ts';

/** Whether a button stands under a message that tells of the booking as it was before: a tap on it changes nothing. */
export async function isOldVersion(
  { table, contract }: Pick<SendContext, 'table' | 'contract'>,
  invitation: Invitation,
  { button, revision }: TappedButton,
): Promise<boolean> {
  const { booking, invitationId } = invitation;
  if (button.startsAt !== undefined) return button.startsAt !== booking?.startsAt;
  const words = noticeWords(invitation, contract);
  if (revision === undefined || !words || !isDated(booking)) return false;
  const notices = (await readNotices(table, invitationId))?.notices ?? [];
  const told = notices.find((notice) => notice.revision === revision);
  return told !== undefined && told.content !== contentOf(booking, words);
}
