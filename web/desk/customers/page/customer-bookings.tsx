import type { InvitationSummary } from '../../../../functions/shared/http/answers/invitation-schema.ts';
import { useSession } from '../../../ui/console-session.ts';
import { Empty } from '../../../ui/states.tsx';
import { useTimes } from '../../../ui/use-times.ts';
import { Tag } from '../../../ui/views/tag.tsx';
import { useWords } from '../../../ui/words/language.ts';
import { LABEL_WORDS } from '../../booking/label-words.ts';
import { statusOf } from '../../booking/labels.ts';
import { useServiceName } from '../../booking/use-service-name.ts';
import { openBooking } from '../../shell/route.ts';
import { CUSTOMERS_WORDS } from '../words.ts';
import type { KnownCustomer } from './read-customer.ts';

type BookingsProps = { known: KnownCustomer; older(): void };

const startOf = ({ booking }: InvitationSummary): string => booking?.startsAt ?? '';
const byStart = (one: InvitationSummary, other: InvitationSummary) => startOf(one).localeCompare(startOf(other));

/** A customer's appointments: those to come, then the others, then the invitations that nobody booked by. */
export function CustomerBookings({ known: { invitations, hasOlder }, older }: BookingsProps) {
  const { page: words } = useWords(CUSTOMERS_WORDS);
  const { now } = useSession();
  const parts = Object.groupBy(invitations, ({ booking }) => {
    if (!booking) return 'invitations';
    const { state, startsAt } = booking;
    return state !== 'cancelled' && (!startsAt || Date.parse(startsAt) >= now()) ? 'coming' : 'earlier';
  });
  return (
    <>
      <Part title={words.coming} items={parts.coming?.toSorted(byStart)} />
      <Part title={words.earlier} items={parts.earlier?.toSorted((one, other) => byStart(other, one))} />
      <Part title={words.invitations} items={parts.invitations} />
      {invitations.length === 0 && (
        <Empty title={words.noBookings}>
          <p>{words.noBookingsHint}</p>
        </Empty>
      )}
      {hasOlder && (
        <p class="customer-facts">
          <span>{words.readOn}</span>
          <button type="button" class="button" onClick={older}>
            {words.older}
          </button>
        </p>
      )}
    </>
  );
}

function Part({ title, items = [] }: { title: string; items?: readonly InvitationSummary[] | undefined }) {
  if (items.length === 0) return null;
  return (
    <section aria-label={title}>
      <h3>{title}</h3>
      <ul class="customer-bookings">
        {items.map((invitation) => (
          <Item key={invitation.invitationId} invitation={invitation} />
        ))}
      </ul>
    </section>
  );
}

/** One appointment, or the invitation to one; a press shows it beside the page. */
function Item({ invitation }: { invitation: InvitationSummary }) {
  const words = useWords(LABEL_WORDS);
  const { page } = useWords(CUSTOMERS_WORDS);
  const { dayAndTime } = useTimes();
  const service = useServiceName();
  const { invitationId, createdAt, booking } = invitation;
  const { label, tone } = statusOf(invitation, words);
  const at = booking?.startsAt ?? createdAt;
  const attendance = booking?.attendance?.value;
  return (
    <li>
      <button type="button" class="customer-booking" onClick={() => openBooking(invitationId)}>
        <time dateTime={at}>{dayAndTime(at)}</time>
        <span>{booking && service(booking)}</span>
        <span class="spoken">: {page.showBooking}</span>
      </button>
      <Tag tone={tone}>{label}</Tag>
      {attendance && <Tag tone={attendance === 'came' ? 'good' : 'warn'}>{words.attendance[attendance]}</Tag>}
    </li>
  );
}
