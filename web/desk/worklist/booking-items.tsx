import type { InvitationSummary } from '../../../functions/shared/http/answers/invitation-schema.ts';
import { useWords } from '../../ui/words/language.ts';
import { CustomerLinks } from '../booking/panel/customer-links.tsx';
import { REASON_WORDS } from '../booking/reason-words.ts';
import { Who } from './who.tsx';
import { WORKLIST_WORDS } from './words.ts';

/** Bookings at one time stand side by side: only one of them has to be moved. */
function inGroups(bookings: readonly InvitationSummary[]): InvitationSummary[][] {
  const groups: InvitationSummary[][] = [];
  for (const invitation of bookings) {
    const others = invitation.booking?.overlapsWith ?? [];
    const group = groups.find((members) => members.some(({ invitationId }) => others.includes(invitationId)));
    if (group) group.push(invitation);
    else groups.push([invitation]);
  }
  return groups;
}

/** The bookings that need attention, each with the reasons and what to do. */
export function BookingItems({ bookings }: { bookings: readonly InvitationSummary[] }) {
  const words = useWords(WORKLIST_WORDS);
  return (
    <>
      {inGroups(bookings).map((group) => {
        const [first] = group;
        const key = first?.invitationId;
        if (group.length === 1 && first) return <BookingItem key={key} invitation={first} />;
        return (
          <li key={key} class="worklist-group">
            <p>{words.pair}</p>
            <ul>
              {group.map((invitation) => (
                <BookingItem key={invitation.invitationId} invitation={invitation} />
              ))}
            </ul>
          </li>
        );
      })}
    </>
  );
}

function BookingItem({ invitation }: { invitation: InvitationSummary }) {
  const reasons = useWords(REASON_WORDS);
  const { booking, formError, recipient } = invitation;
  return (
    <li class="worklist-item">
      <Who invitation={invitation} />
      <ul class="worklist-reasons">
        {formError && <li>{reasons.formError(formError.name)}</li>}
        {booking?.attention.map((reason) => (
          <li key={reason}>{reasons.attention[reason]}</li>
        ))}
      </ul>
      <CustomerLinks recipient={recipient} />
    </li>
  );
}
