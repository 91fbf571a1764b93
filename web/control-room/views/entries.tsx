import './entries.css';
import type { ComponentChildren } from 'preact';
import { useSession } from '../../ui/console-session.ts';
import { dayOf } from '../../ui/times.ts';
import type { Loaded } from '../../ui/use-loaded.ts';
import { useTimes } from '../../ui/use-times.ts';

type EntriesProps = {
  list: Pick<Loaded<unknown[]>, 'value' | 'fault'>;
  name: string;
  nothing: string;
  children: ComponentChildren;
};

/** A list of events, or a sentence if there are none. */
export function Entries({ list: { value, fault }, name, nothing, children }: EntriesProps) {
  if (!value || value.length === 0) return <p class="ui-empty">{fault ?? (value ? nothing : 'Reading …')}</p>;
  return (
    <ol class="room-entries" aria-label={`${name}, the newest first`}>
      {children}
    </ol>
  );
}

/** One entry: its time, its text, and its actions. */
export function Entry({ at, children }: { at: string; children: ComponentChildren }) {
  const { timeZone, now } = useSession();
  const times = useTimes();
  const isToday = dayOf(at, timeZone) === dayOf(now(), timeZone);
  return (
    <li>
      <time dateTime={at}>{isToday ? times.exactTime(at) : times.dayAndTime(at)}</time>
      {children}
    </li>
  );
}

export const ShowInvitation = ({ open }: { open(): void }) => (
  <button type="button" class="ui-link" onClick={open}>
    Show invitation
  </button>
);
