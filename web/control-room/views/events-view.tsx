import './events-view.css';
import { useState } from 'preact/hooks';
import * as z from 'zod/mini';
import type { Tone } from '../../ui/step.ts';
import { useLoaded } from '../../ui/use-loaded.ts';
import { PayloadView } from '../../ui/views/payload-view.tsx';
import { Tag } from '../../ui/views/tag.tsx';
import { useWords } from '../../ui/words/language.ts';
import { room } from '../local-session.ts';
import { Entry, ShowInvitation } from './entries.tsx';
import { INSIDE_WORDS } from './words.ts';

const BusEvent = z.looseObject({
  id: z.string(),
  'detail-type': z.string(),
  source: z.string(),
  time: z.string(),
  detail: z.looseObject({
    invitationId: z.optional(z.string()),
    occurredAt: z.optional(z.string()),
    status: z.optional(z.string()),
  }),
});
type BusEvent = z.infer<typeof BusEvent>;

const TONES: Record<string, Tone> = {
  'Appointment Booked': 'good',
  'Appointment Changed': 'info',
  'Appointment Cancelled': 'bad',
  'Flow Invitation Rejected': 'bad',
  'Flow Invitation Unresolved': 'bad',
  'Flow Invitation Accepted': 'good',
  'Customer Wish Detected': 'info',
  'Customer Question Received': 'warn',
  'Customer Opted Out': 'warn',
  'Unmatched Webhook Received': 'warn',
};

/** The events on the bus, live, the newest first. */
export function EventsView({ open }: { open(invitationId: string): void }) {
  const { value: events = [], fault } = useLoaded('events', () => room.get(z.array(BusEvent), '/inside/events'));
  const words = useWords(INSIDE_WORDS);
  const [type, setType] = useState('');
  const types = [...new Set(events.map((event) => event['detail-type']))].sort();
  const shown = events.filter((event) => type === '' || event['detail-type'] === type);
  return (
    <div class="headed">
      <div class="room-events-tools">
        <label class="ui-tool">
          <span>{words.event}</span>
          <select class="input" value={type} onChange={(event) => setType(event.currentTarget.value)}>
            <option value="">{words.all}</option>
            {types.map((name) => (
              <option key={name}>{name}</option>
            ))}
          </select>
        </label>
        <p role="status">{fault ?? words.eventsShown(shown.length)}</p>
      </div>
      <ol class="room-entries" aria-label={words.events}>
        {shown.map((event) => (
          <EventItem key={event.id} event={event} open={open} />
        ))}
      </ol>
    </div>
  );
}

function EventItem({ event, open }: { event: BusEvent; open(invitationId: string): void }) {
  const { invitationId, occurredAt, status } = event.detail;
  const words = useWords(INSIDE_WORDS);
  return (
    <Entry at={occurredAt ?? event.time}>
      <span class="room-entry-what">
        <Tag tone={TONES[event['detail-type']] ?? 'plain'}>{event['detail-type']}</Tag>
        {status && <span>{status}</span>}
        {event.source !== 'appointment-flow' && <span>{words.from(event.source)}</span>}
      </span>
      {invitationId && <ShowInvitation open={() => open(invitationId)} />}
      <PayloadView label={words.event} body={event} />
    </Entry>
  );
}
