import * as z from 'zod/mini';
import { useLoaded } from '../../ui/use-loaded.ts';
import { PayloadView } from '../../ui/views/payload-view.tsx';
import { Tag } from '../../ui/views/tag.tsx';
import { useWords } from '../../ui/words/language.ts';
import { Delivery, wasTaken } from '../crm-delivery.ts';
import { EVIDENCE_WORDS } from '../evidence-words.ts';
import { room } from '../local-session.ts';
import { Entries, Entry, NotThere, ShowInvitation } from './entries.tsx';
import { INSIDE_WORDS } from './words.ts';

const HandOffs = z.object({
  deliveries: z.array(Delivery),
  mails: z.array(z.object({ file: z.string(), text: z.string() })),
});

const subjectOf = (text: string) => /^Subject: (.*?)\r?$/m.exec(text)?.[1];

/** The deliveries to the CRM with its answers, and the e-mails to the staff. */
export function HandOffsView({ open }: { open(invitationId: string): void }) {
  const words = useWords(INSIDE_WORDS);
  const { body: bodyLabel } = useWords(EVIDENCE_WORDS);
  const list = useLoaded('hand-offs', () => room.get(HandOffs, '/inside/hand-offs'));
  if (!list.value) return <NotThere list={list} />;
  const { deliveries, mails } = list.value;
  return (
    <div class="room-inside">
      <h3>{words.toCrm}</h3>
      <Entries list={{ ...list, value: deliveries }} name={words.toCrm} nothing={words.nothingToCrm}>
        {deliveries.map(({ at, type, eventId, invitationId, attempt, status, body }) => (
          <Entry key={`${eventId} ${attempt}`} at={at}>
            <span class="room-entry-what">
              <Tag tone={wasTaken({ status }) ? 'good' : 'bad'}>{status === 0 ? words.noAnswer : `${status}`}</Tag>
              {type}
              {attempt > 1 && <span>{words.attempt(attempt)}</span>}
            </span>
            {invitationId && <ShowInvitation open={() => open(invitationId)} />}
            <PayloadView label={bodyLabel} body={body} />
          </Entry>
        ))}
      </Entries>
      <h3>{words.toStaff}</h3>
      <Entries list={{ ...list, value: mails }} name={words.toStaff} nothing={words.noMails}>
        {mails.map(({ file, text }) => (
          <li key={file}>
            <span class="room-entry-what">{subjectOf(text) ?? words.mail}</span>
            <PayloadView label={words.mail} body={text} />
          </li>
        ))}
      </Entries>
    </div>
  );
}
