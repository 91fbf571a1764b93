import './invitations-view.css';
import { useState } from 'preact/hooks';
import { useSession } from '../../ui/console-session.ts';
import { dayOf, longDay } from '../../ui/times.ts';
import type { Scope } from './follow-invitations.ts';
import { GROUP_LABELS, GROUPS, type Group, isInGroup, select } from './invitation-filters.ts';
import { InvitationTable } from './invitation-table.tsx';
import { useInvitations } from './use-invitations.ts';

type InvitationsProps = { open(invitationId: string): void };

/** Minimum number of digits in a phone number. */
const PHONE_DIGITS = 6;

/** A day's or one customer's invitations, with filters and a search. */
export function InvitationsView({ open }: InvitationsProps) {
  const session = useSession();
  const [scope, setScope] = useState<Scope>(() => ({ day: dayOf(session.now(), session.timeZone) }));
  const [group, setGroup] = useState<Group>('all');
  const [search, setSearch] = useState('');
  const { items, isComplete, fault } = useInvitations(scope);
  const found = select(items, group, search);
  const phone = phoneIn(search);

  return (
    <div class="ui-list">
      <div class="ui-tools">
        <label class="ui-tool ui-find">
          <span>Find</span>
          <input
            class="input"
            type="search"
            placeholder="Name, phone, service …"
            value={search}
            onInput={(event) => setSearch(event.currentTarget.value)}
          />
        </label>
        <label class="ui-tool">
          <span>Status</span>
          <select class="input" value={group} onChange={(event) => setGroup(groupOf(event.currentTarget.value))}>
            {GROUPS.map((name) => (
              <option key={name} value={name}>
                {GROUP_LABELS[name]} ({items.filter((invitation) => isInGroup(invitation, name)).length})
              </option>
            ))}
          </select>
        </label>
        <label class="ui-tool">
          <span>Day</span>
          <input
            class="input"
            type="date"
            value={'day' in scope ? scope.day : ''}
            onChange={({ currentTarget: { value } }) => value && setScope({ day: value })}
          />
        </label>
      </div>
      <div class="ui-said" role="status">
        <span>{fault ?? summaryOf(found.length, items.length, isComplete, scope)}</span>
        {phone && 'day' in scope && (
          <button type="button" class="ui-link" onClick={() => setScope({ phone })}>
            Look on all days for +{phone}
          </button>
        )}
        {'phone' in scope && (
          <button
            type="button"
            class="ui-link"
            onClick={() => setScope({ day: dayOf(session.now(), session.timeZone) })}
          >
            Back to today
          </button>
        )}
      </div>
      {found.length > 0 ? (
        <InvitationTable invitations={found} open={open} />
      ) : (
        isComplete && !fault && <Nobody isFiltered={items.length > 0} />
      )}
    </div>
  );
}

function Nobody({ isFiltered }: { isFiltered: boolean }) {
  return (
    <div class="ui-empty">
      <p class="ui-empty-title">{isFiltered ? 'Nothing fits' : 'No invitations yet'}</p>
      <p>
        {isFiltered
          ? 'Try another word, or all statuses.'
          : 'As soon as a customer writes that they want to book, their invitation appears here.'}
      </p>
    </div>
  );
}

const groupOf = (value: string): Group => GROUPS.find((group) => group === value) ?? 'all';

function phoneIn(search: string): string | undefined {
  const digits = search.replaceAll(/[\s+()-]/g, '');
  return /^\d+$/.test(digits) && digits.length >= PHONE_DIGITS ? digits : undefined;
}

function summaryOf(shown: number, all: number, isComplete: boolean, scope: Scope): string {
  const where = 'day' in scope ? `on ${longDay(scope.day)}` : `for +${scope.phone}`;
  if (!isComplete) return all > 0 ? `${all} read so far, ${where} …` : 'Reading …';
  if (shown === all) return `${all} ${all === 1 ? 'invitation' : 'invitations'} ${where}`;
  return `${shown} of ${all} invitations ${where}`;
}
