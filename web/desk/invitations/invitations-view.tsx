import './invitations-view.css';
import { useState } from 'preact/hooks';
import { useSession } from '../../ui/console-session.ts';
import { Empty, Reading } from '../../ui/states.tsx';
import { dayOf } from '../../ui/times.ts';
import { useTimes } from '../../ui/use-times.ts';
import { useWords } from '../../ui/words/language.ts';
import type { Scope } from './follow-invitations.ts';
import { GROUPS, type Group, isInGroup, select } from './invitation-filters.ts';
import { InvitationTable } from './invitation-table.tsx';
import { InviteButton } from './invite-button.tsx';
import { type Invitations, useInvitations } from './use-invitations.ts';
import { INVITATIONS_WORDS } from './words.ts';

type InvitationsProps = { open(invitationId: string): void };

/** Minimum number of digits in a phone number with its country. */
const PHONE_DIGITS = 8;

/** A day's or one customer's invitations, with filters and a search. */
export function InvitationsView({ open }: InvitationsProps) {
  const words = useWords(INVITATIONS_WORDS);
  const session = useSession();
  const today = () => dayOf(session.now(), session.timeZone);
  const [scope, setScope] = useState<Scope>(() => ({ day: today() }));
  const [group, setGroup] = useState<Group>('all');
  const [search, setSearch] = useState('');
  const list = useInvitations(scope);
  const { items, isComplete, fault } = list;
  const found = select(items, group, search);
  const phone = phoneIn(search);

  return (
    <div class="ui-list">
      <h2 class="spoken">{words.title}</h2>
      <div class="ui-tools">
        <label class="ui-tool ui-find">
          <span>{words.find}</span>
          <input
            class="input"
            type="search"
            placeholder={words.findHint}
            value={search}
            onInput={(event) => setSearch(event.currentTarget.value)}
          />
        </label>
        <label class="ui-tool">
          <span>{words.status}</span>
          <select class="input" value={group} onChange={(event) => setGroup(groupOf(event.currentTarget.value))}>
            {GROUPS.map((name) => (
              <option key={name} value={name}>
                {words.groups[name]} ({items.filter((invitation) => isInGroup(invitation, name)).length})
              </option>
            ))}
          </select>
        </label>
        <label class="ui-tool">
          <span>{words.day}</span>
          <input
            class="input"
            type="date"
            value={'day' in scope ? scope.day : ''}
            onChange={({ currentTarget: { value } }) => value && setScope({ day: value })}
          />
        </label>
        <InviteButton open={open} />
      </div>
      <div class="ui-said" role="status">
        <Summary list={list} shown={found.length} scope={scope} />
        {phone && 'day' in scope && (
          <button type="button" class="ui-link" onClick={() => setScope({ phone })}>
            {words.onAllDays(phone)}
          </button>
        )}
        {'phone' in scope && (
          <button type="button" class="ui-link" onClick={() => setScope({ day: today() })}>
            {words.backToToday}
          </button>
        )}
      </div>
      {found.length > 0 && <InvitationTable invitations={found} open={open} />}
      {found.length === 0 && !isComplete && <Reading />}
      {found.length === 0 && isComplete && !fault && (
        <Nobody isFiltered={items.length > 0} isToday={'day' in scope && scope.day === today()} />
      )}
    </div>
  );
}

type SummaryProps = { list: Invitations; shown: number; scope: Scope };

/** How many there are, and where; or why they could not be read. */
function Summary({ list: { items, isComplete, fault }, shown, scope }: SummaryProps) {
  const words = useWords(INVITATIONS_WORDS);
  const times = useTimes();
  if (fault) return <span>{fault}</span>;
  const where = 'day' in scope ? words.ofDay(times.longDay(scope.day)) : words.ofPhone(scope.phone);
  if (isComplete) return <span>{words.count(shown, items.length, where)}</span>;
  return <span>{items.length > 0 && words.readSoFar(items.length, where)}</span>;
}

function Nobody({ isFiltered, isToday }: { isFiltered: boolean; isToday: boolean }) {
  const words = useWords(INVITATIONS_WORDS);
  if (isFiltered) return <Empty title={words.nothingFits}>{<p>{words.nothingFitsHint}</p>}</Empty>;
  return isToday ? (
    <Empty title={words.noneYet}>{<p>{words.noneYetHint}</p>}</Empty>
  ) : (
    <Empty title={words.noneOnDay} />
  );
}

const groupOf = (value: string): Group => GROUPS.find((group) => group === value) ?? 'all';

/** The digits of a number that names its country: the API knows customers by no other. */
function phoneIn(search: string): string | undefined {
  const [, digits = ''] = /^(?:\+|00)(\d+)$/.exec(search.replaceAll(/[\s().-]/g, '')) ?? [];
  return digits.length >= PHONE_DIGITS ? digits : undefined;
}
