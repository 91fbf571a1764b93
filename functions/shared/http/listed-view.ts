import type { Instant } from '../domain/time/instant.ts';
import type { ListedItem } from '../store/table/listings.ts';
import type { UnmatchedItem } from '../store/table/stream-image.ts';
import type { InvitationSummary } from './answers/invitation.ts';
import type { UnmatchedView } from './answers/lists.ts';
import { invitationSummary } from './invitation-view.ts';

/** What could not be matched, as the API shows it: why, and what was received unless it was too large to keep. */
const unmatchedView = ({ createdAt, reason, hash, bytes, text }: UnmatchedItem): UnmatchedView => ({
  createdAt,
  reason,
  hash,
  bytes,
  text,
});

/** An item of a list as the API shows it. */
export const listedView = (item: ListedItem, now: Instant): InvitationSummary | UnmatchedView =>
  item.type === 'invitation' ? invitationSummary(item, now) : unmatchedView(item);
