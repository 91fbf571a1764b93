import { useState } from 'preact/hooks';
import { type InvitationSummary, InvitationView } from '../../../../functions/shared/http/answers/invitation-schema.ts';
import { useSession } from '../../../ui/console-session.ts';
import { Fault, Reading, Unread } from '../../../ui/states.tsx';
import { useLoaded } from '../../../ui/use-loaded.ts';
import { useTimes } from '../../../ui/use-times.ts';
import { useLanguage, useWords } from '../../../ui/words/language.ts';
import { inOrder, stepsOfMessages } from '../../booking/steps/invitation-steps.ts';
import { type LineWords, lineWordsIn } from '../../booking/steps/line-words.ts';
import { stepsOfNotices } from '../../booking/steps/notice-steps.ts';
import { stepsOfReminders } from '../../booking/steps/reminder-steps.ts';
import { TimeLine } from '../../booking/steps/time-line.tsx';
import { CUSTOMERS_WORDS } from '../words.ts';

/** Each costs the stack a read of its own. */
const READ = 10;

type ToldProps = { invitations: readonly InvitationSummary[] };

/** What the customer was sent and told of the newest appointments; it is read once somebody wants to see it. */
export function Told({ invitations }: ToldProps) {
  const { page: words } = useWords(CUSTOMERS_WORDS);
  const [isOpen, setOpen] = useState(false);
  if (invitations.length === 0) return null;
  return (
    <details class="customer-told" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{words.told}</summary>
      {isOpen && <Lines ids={invitations.slice(0, READ).map(({ invitationId }) => invitationId)} />}
    </details>
  );
}

function Lines({ ids }: { ids: readonly string[] }) {
  const { api } = useSession();
  const { page: words } = useWords(CUSTOMERS_WORDS);
  const { dayAndTime } = useTimes();
  const lineWords = lineWordsIn(useLanguage());
  const { value, fault, reload } = useLoaded(ids.join(' '), () =>
    Promise.all(ids.map((id) => api.get(InvitationView, `/invitations/${id}`))),
  );
  if (!value) return fault ? <Unread fault={fault} again={reload} /> : <Reading rows={3} />;
  const lines = value
    .map((invitation) => ({ invitation, steps: toldIn(invitation, lineWords) }))
    .filter(({ steps }) => steps.length > 0);
  return (
    <>
      <Fault>{fault}</Fault>
      {lines.length === 0 && <p class="customer-facts">{words.toldNothing}</p>}
      {lines.map(({ invitation: { invitationId, booking, createdAt }, steps }) => (
        <section key={invitationId}>
          <h4>
            {booking?.startsAt
              ? words.aboutBooking(dayAndTime(booking.startsAt))
              : words.aboutInvitation(dayAndTime(createdAt))}
          </h4>
          <TimeLine steps={steps} handlings={{}} />
        </section>
      ))}
    </>
  );
}

/** What went to the customer, or was to go, in its order. */
const toldIn = (invitation: InvitationView, words: LineWords) =>
  inOrder([
    ...stepsOfMessages(invitation, words),
    ...stepsOfNotices(invitation, words),
    ...stepsOfReminders(invitation, words),
  ]);
