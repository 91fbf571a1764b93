import './invitation-table.css';
import type { InvitationSummary } from '../../../functions/shared/http/answers/invitation-schema.ts';
import { useSession } from '../../ui/console-session.ts';
import { clockTime, dayAndTime } from '../../ui/times.ts';
import { Tag } from '../../ui/views/tag.tsx';
import { useWords } from '../../ui/words/language.ts';
import { LABEL_WORDS } from '../booking/label-words.ts';
import { addressOf, statusOf } from '../booking/labels.ts';
import { useWindow } from './use-window.ts';

/** In pixels; invitation-table.css repeats the number. */
const ROW_HEIGHT = 56;
const COLUMNS = 4;

type TableProps = { invitations: readonly InvitationSummary[]; open(invitationId: string): void };

/** A table of invitations that draws only the visible rows, however many there are. */
export function InvitationTable({ invitations, open }: TableProps) {
  const { ref, from, to } = useWindow(invitations.length, ROW_HEIGHT);
  return (
    <div class="ui-rows" ref={ref}>
      <table class="ui-table" aria-rowcount={invitations.length + 1}>
        <caption class="spoken">Invitations, the newest first</caption>
        <thead>
          <tr aria-rowindex={1}>
            <th scope="col">Customer</th>
            <th scope="col">Status</th>
            <th scope="col" class="ui-asked">
              Invited
            </th>
            <th scope="col">Appointment</th>
          </tr>
        </thead>
        <tbody>
          <Gap rows={from} />
          {invitations.slice(from, to).map((invitation, index) => (
            <Row key={invitation.invitationId} invitation={invitation} index={from + index + 2} open={open} />
          ))}
          <Gap rows={invitations.length - to} />
        </tbody>
      </table>
    </div>
  );
}

/** Takes the space of rows that are not drawn. */
function Gap({ rows }: { rows: number }) {
  if (rows <= 0) return null;
  return (
    // biome-ignore lint/a11y/noAriaHiddenOnFocusable: nothing in it can take the focus
    <tr aria-hidden="true">
      <td colSpan={COLUMNS} style={{ height: rows * ROW_HEIGHT, padding: 0, border: 0 }} />
    </tr>
  );
}

function Row({ invitation, index, open }: { invitation: InvitationSummary; index: number; open: TableProps['open'] }) {
  const { timeZone } = useSession();
  const { invitationId, customerName, createdAt, booking } = invitation;
  const words = useWords(LABEL_WORDS);
  const { label, tone } = statusOf(invitation, words);
  return (
    <tr class="ui-row" aria-rowindex={index}>
      <th scope="row">
        <button type="button" class="ui-open one-line" id={`open-${invitationId}`} onClick={() => open(invitationId)}>
          {customerName}
        </button>
        <span class="ui-address">{addressOf(invitation) ?? words.noNumber}</span>
      </th>
      <td>
        <Tag tone={tone}>{label}</Tag>
      </td>
      <td class="ui-asked">
        <time dateTime={createdAt}>{clockTime(createdAt, timeZone)}</time>
      </td>
      <td>
        {booking?.startsAt ? (
          <time dateTime={booking.startsAt}>{dayAndTime(booking.startsAt, timeZone)}</time>
        ) : (
          <Nothing />
        )}
      </td>
    </tr>
  );
}

const Nothing = () => (
  <>
    <span aria-hidden="true">–</span>
    <span class="spoken">none yet</span>
  </>
);
