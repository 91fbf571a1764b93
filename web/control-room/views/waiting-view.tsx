import * as z from 'zod/mini';
import { inWords } from '../../desk/booking/labels.ts';
import { useLoaded } from '../../ui/use-loaded.ts';
import { useTimes } from '../../ui/use-times.ts';
import { room } from '../local-session.ts';

const Waiting = z.object({
  now: z.string(),
  items: z.array(z.object({ pk: z.string(), dueAt: z.string() })),
  queues: z.array(z.object({ name: z.string(), visible: z.number(), hidden: z.number() })),
});

/** The due items with their next check, and the queues' sizes. */
export function WaitingView({ open }: { open(invitationId: string): void }) {
  const times = useTimes();
  const { value, fault } = useLoaded('waiting', () => room.get(Waiting, '/inside/waiting'));
  if (!value) return <p class="ui-empty">{fault ?? 'Reading …'}</p>;
  const { items, queues } = value;
  return (
    <div class="room-inside">
      {items.length === 0 && <p>Nothing waits: everything that was sent is settled.</p>}
      {items.length > 0 && (
        <table class="ui-table">
          <caption class="spoken">What waits for the outside world, the soonest first</caption>
          <thead>
            <tr>
              <th scope="col">Waits</th>
              <th scope="col">Is looked at</th>
              <th scope="col">At</th>
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
      <h3>Queues</h3>
      <table class="ui-table">
        <caption class="spoken">How full the queues are</caption>
        <thead>
          <tr>
            <th scope="col">Queue</th>
            <th scope="col">Waiting</th>
            <th scope="col">In work</th>
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
  const [kind = '', id = ''] = pk.split('#');
  if (kind !== 'invitation') return <>{pk}</>;
  return (
    <button type="button" class="ui-link" onClick={() => open(id)}>
      Invitation {id.slice(0, 8)}
    </button>
  );
}
