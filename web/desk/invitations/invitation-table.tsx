import './invitation-table.css';
import type { InvitationSummary } from '../../../functions/shared/http/answers/invitation-schema.ts';
import { useTimes } from '../../ui/use-times.ts';
import { Tag } from '../../ui/views/tag.tsx';
import { useWords } from '../../ui/words/language.ts';
import { LABEL_WORDS } from '../booking/label-words.ts';
import { addressOf, nameOf, statusOf } from '../booking/labels.ts';
import { REASON_WORDS } from '../booking/reason-words.ts';
import { useServiceName } from '../booking/use-service-name.ts';
import { useWindow } from './use-window.ts';
import { INVITATIONS_WORDS } from './words.ts';

/** In pixels; invitation-table.css repeats the number. */
const ROW_HEIGHT = 56;
const COLUMNS = 4;

type TableProps = { invitations: readonly InvitationSummary[]; open(invitationId: string): void };

/** A table of invitations that draws only the visible rows, however many there are. */
export function InvitationTable({ invitations, open }: TableProps) {
  const words = useWords(INVITATIONS_WORDS);
  const { ref, from, to } = useWindow(invitations.length, ROW_HEIGHT);
  return (
    <div class="ui-rows" ref={ref}>
      <table class="ui-table" aria-rowcount={invitations.length + 1}>
        <caption class="spoken">{words.caption}</caption>
        <thead>
          <tr aria-rowindex={1}>
            <th scope="col">{words.customer}</th>
            <th scope="col">{words.status}</th>
            <th scope="col" class="ui-asked">
              {words.invited}
            </th>
            <th scope="col">{words.appointment}</th>
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
  const times = useTimes();
  const words = useWords(LABEL_WORDS);
  const { failures } = useWords(REASON_WORDS);
  const { invitationId, createdAt, rejection } = invitation;
  const { label, tone } = statusOf(invitation, words);
  return (
    <tr class="ui-row" aria-rowindex={index}>
      <th scope="row">
        <button type="button" class="ui-open one-line" id={`open-${invitationId}`} onClick={() => open(invitationId)}>
          {nameOf(invitation, words)}
        </button>
        <span class="ui-address">{addressOf(invitation) ?? words.noNumber}</span>
      </th>
      <td>
        <Tag tone={tone}>{label}</Tag>
        {rejection && <span class="ui-address">{failures[rejection.reason]}</span>}
      </td>
      <td class="ui-asked">
        <time dateTime={createdAt}>{times.clockTime(createdAt)}</time>
      </td>
      <td>
        <Appointment booking={invitation.booking} />
      </td>
    </tr>
  );
}

/** When the appointment is, and of what. */
function Appointment({ booking }: Pick<InvitationSummary, 'booking'>) {
  const times = useTimes();
  const { noAppointment } = useWords(INVITATIONS_WORDS);
  const service = useServiceName();
  if (!booking?.startsAt)
    return (
      <>
        <span aria-hidden="true">–</span>
        <span class="spoken">{noAppointment}</span>
      </>
    );
  return (
    <>
      <time dateTime={booking.startsAt}>{times.dayAndTime(booking.startsAt)}</time>
      <span class="ui-address">{service(booking)}</span>
    </>
  );
}
