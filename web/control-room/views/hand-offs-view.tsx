import * as z from 'zod/mini';
import { useLoaded } from '../../ui/use-loaded.ts';
import { PayloadView } from '../../ui/views/payload-view.tsx';
import { Tag } from '../../ui/views/tag.tsx';
import { Delivery, wasTaken } from '../crm-delivery.ts';
import { room } from '../local-session.ts';
import { Entries, Entry, ShowInvitation } from './entries.tsx';

const HandOffs = z.object({
  deliveries: z.array(Delivery),
  mails: z.array(z.object({ file: z.string(), text: z.string() })),
});

const subjectOf = (text: string) => /^Subject: (.*?)\r?$/m.exec(text)?.[1] ?? 'E-mail';

/** The deliveries to the CRM with its answers, and the e-mails to the staff. */
export function HandOffsView({ open }: { open(invitationId: string): void }) {
  const { value, fault } = useLoaded('hand-offs', () => room.get(HandOffs, '/inside/hand-offs'));
  if (!value) return <p class="ui-empty">{fault ?? 'Reading …'}</p>;
  const { deliveries, mails } = value;
  return (
    <div class="room-inside">
      <h3>To the CRM</h3>
      <Entries list={{ value: deliveries, fault }} name="To the CRM" nothing="The CRM was given nothing yet.">
        {deliveries.map(({ at, type, eventId, invitationId, attempt, status, body }) => (
          <Entry key={`${eventId} ${attempt}`} at={at}>
            <span class="room-entry-what">
              <Tag tone={wasTaken({ status }) ? 'good' : 'bad'}>{status === 0 ? 'no answer' : `${status}`}</Tag>
              {type}
              {attempt > 1 && <span>attempt {attempt}</span>}
            </span>
            {invitationId && <ShowInvitation open={() => open(invitationId)} />}
            <PayloadView label="Body" body={body} />
          </Entry>
        ))}
      </Entries>
      <h3>To the staff</h3>
      <Entries list={{ value: mails, fault }} name="E-mails" nothing="No e-mail was written yet.">
        {mails.map(({ file, text }) => (
          <li key={file}>
            <span class="room-entry-what">{subjectOf(text)}</span>
            <PayloadView label="E-mail" body={text} />
          </li>
        ))}
      </Entries>
    </div>
  );
}
