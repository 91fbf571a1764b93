import { resourcesShown } from '../../../functions/shared/domain/booking/placement.ts';
import type { InvitationSummary } from '../../../functions/shared/http/answers/invitation-schema.ts';
import { useTimes } from '../../ui/use-times.ts';
import { useWords } from '../../ui/words/language.ts';
import { LABEL_WORDS } from '../booking/label-words.ts';
import { nameOf } from '../booking/labels.ts';
import { useServiceName } from '../booking/use-service-name.ts';
import { openBooking } from '../shell/route.ts';
import { WORKLIST_WORDS } from './words.ts';

/** Whose booking an entry is about, and when it is. A press on the name shows the booking beside the list. */
export function Who({ invitation }: { invitation: InvitationSummary }) {
  const words = useWords(WORKLIST_WORDS);
  const times = useTimes();
  const service = useServiceName();
  const { invitationId, booking } = invitation;
  const name = nameOf(invitation, useWords(LABEL_WORDS));
  const particulars = booking ? [service(booking), resourcesShown(booking)].filter(Boolean) : [];
  return (
    <div class="worklist-who">
      <button type="button" class="ui-link" onClick={() => openBooking(invitationId)}>
        {name}
        <span class="spoken">: {words.open(name)}</span>
      </button>
      {booking && (
        <p>
          {booking.startsAt ? (
            <time dateTime={booking.startsAt}>{times.dayAndTime(booking.startsAt, booking.timeZone)}</time>
          ) : (
            words.noTime
          )}
          {particulars.length > 0 && ` · ${particulars.join(' · ')}`}
        </p>
      )}
    </div>
  );
}
