import './entries.css';
import type { ComponentChildren } from 'preact';
import { useSession } from '../../ui/console-session.ts';
import { Reading, Unread } from '../../ui/states.tsx';
import { dayOf } from '../../ui/times.ts';
import type { Loaded } from '../../ui/use-loaded.ts';
import { useTimes } from '../../ui/use-times.ts';
import { useWords } from '../../ui/words/language.ts';
import { INSIDE_WORDS } from './words.ts';

type EntriesProps = {
  list: Loaded<readonly unknown[]>;
  name: string;
  nothing: string;
  children: ComponentChildren;
};

/** A list of events, or a sentence if there are none. */
export function Entries({ list, name, nothing, children }: EntriesProps) {
  const { newestFirst } = useWords(INSIDE_WORDS);
  if (!list.value) return <NotThere list={list} />;
  if (list.value.length === 0) return <p class="ui-empty">{list.fault ?? nothing}</p>;
  return (
    <ol class="room-entries" aria-label={newestFirst(name)}>
      {children}
    </ol>
  );
}

/** What stands in the place of a list that was not read yet. */
export const NotThere = ({ list: { fault, reload } }: { list: Loaded<unknown> }) =>
  fault === undefined ? <Reading /> : <Unread fault={fault} again={reload} />;

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

export function ShowInvitation({ open }: { open(): void }) {
  const { showInvitation } = useWords(INSIDE_WORDS);
  return (
    <button type="button" class="ui-link" onClick={open}>
      {showInvitation}
    </button>
  );
}
