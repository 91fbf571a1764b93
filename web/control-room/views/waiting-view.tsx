import * as z from 'zod/mini';
import { inWords } from '../../desk/booking/labels.ts';
import { useLoaded } from '../../ui/use-loaded.ts';
import { useTimes } from '../../ui/use-times.ts';
import { useWords } from '../../ui/words/language.ts';
import { room } from '../local-session.ts';
import { NotThere } from './entries.tsx';
import { INSIDE_WORDS } from './words.ts';

const Waiting = z.object({
  now: z.string(),
  items: z.array(z.object({ pk: z.string(), dueAt: z.string() })),
  queues: z.array(z.object({ name: z.string(), visible: z.number(), hidden: z.number() })),
});

/** The due items with their next check, and the queues' sizes. */
export function WaitingView({ open }: { open(invitationId: string): void }) {
  const times = useTimes();
  const words = useWords(INSIDE_WORDS);
  const list = useLoaded('waiting', () => room.get(Waiting, '/inside/waiting'));
  if (!list.value) return <NotThere list={list} />;
  const { items, queues } = list.value;
  return (
    <div class="room-inside">
      {items.length === 0 && <p>{words.nothingWaits}</p>}
      {items.length > 0 && (
        <table class="ui-table">
          <caption class="spoken">{words.whatWaits}</caption>
          <thead>
            <tr>
              <th scope="col">{words.waits}</th>
              <th scope="col">{words.isLookedAt}</th>
              <th scope="col">{words.at}</th>
            </tr>
          </thead>
          <tbody>
            {items.map(({ pk, dueAt }) => (
              <tr key={pk}>
                <th scope="row">
                  <Waiter pk={pk} open={open} />
                </th>
                <td class="room-number">{times.fromNow(dueAt)}</td>
                <td class="room-number">{times.dayAndTime(dueAt)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <h3>{words.queues}</h3>
      <table class="ui-table">
        <caption class="spoken">{words.howFull}</caption>
        <thead>
          <tr>
            <th scope="col">{words.queue}</th>
            <th scope="col">{words.waiting}</th>
            <th scope="col">{words.inWork}</th>
          </tr>
        </thead>
        <tbody>
          {queues.map(({ name, visible, hidden }) => (
            <tr key={name}>
              <th scope="row">{queueName(name)}</th>
              <td class="room-number">{visible}</td>
              <td class="room-number">{hidden}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** `appointment-flow-RequestedInvitationsQueue8AE52844` as `Requested invitations queue`, with a suffix or without. */
const queueName = (name: string) =>
  inWords(
    name
      .replace(/-[0-9A-F]{12}$/, '')
      .replace(/^.*-/, '')
      .replace(/[0-9A-F]{8}$/, ''),
  );

function Waiter({ pk, open }: { pk: string; open(invitationId: string): void }) {
  const { invitation } = useWords(INSIDE_WORDS);
  const [kind = '', id = ''] = pk.split('#');
  if (kind !== 'invitation') return <>{pk}</>;
  return (
    <button type="button" class="ui-link" onClick={() => open(id)}>
      {invitation(id.slice(0, 8))}
    </button>
  );
}
