import './navigation.css';
import { useState } from 'preact/hooks';
import { Icon, type IconName } from '../../ui/icon.tsx';
import { useWords } from '../../ui/words/language.ts';
import { SHELL_WORDS } from './words.ts';

/** A number beside an entry, and what it says. */
export type EntryCount = { value: number; said: string };

export type Entry = {
  id: string;
  title: string;
  icon: IconName;
  address: string;
  count?: EntryCount | undefined;
};

type NavigationProps = { entries: readonly Entry[]; shown: string };

/** On a phone, the bar at the lower edge has room for so many; the rest is behind "More". */
const IN_BAR = 4;

/** The views of the desk: a rail at the left, or a bar at the lower edge where the window is narrow. */
export function Navigation({ entries, shown }: NavigationProps) {
  const words = useWords(SHELL_WORDS);
  const [isOpen, setOpen] = useState(false);
  const hasMore = entries.length > IN_BAR + 1;
  const isBehind = (index: number) => hasMore && index >= IN_BAR;
  const shownBehind = entries.some(({ id }, index) => id === shown && isBehind(index));
  return (
    <nav
      class={isOpen ? 'desk-nav is-open' : 'desk-nav'}
      aria-label={words.navigation}
      onKeyDown={(event) => {
        if (event.key === 'Escape') setOpen(false);
      }}
    >
      <ul>
        {entries.map(({ id, title, icon, address, count }, index) => (
          <li key={id} class={isBehind(index) ? 'is-behind' : undefined}>
            <a
              href={address}
              class="desk-nav-link"
              aria-current={id === shown ? 'page' : undefined}
              onClick={() => setOpen(false)}
            >
              <Icon name={icon} />
              <span class="desk-nav-title">{title}</span>
              {count && count.value > 0 && (
                <span class="desk-nav-count">
                  <span aria-hidden="true">{count.value > 99 ? '99+' : count.value}</span>
                  <span class="spoken">{count.said}</span>
                </span>
              )}
            </a>
          </li>
        ))}
        {hasMore && (
          <li class="desk-nav-more">
            <button
              type="button"
              class={shownBehind ? 'desk-nav-link is-shown' : 'desk-nav-link'}
              aria-expanded={isOpen}
              onClick={() => setOpen(!isOpen)}
            >
              <Icon name="more" />
              <span class="desk-nav-title">{words.more}</span>
            </button>
          </li>
        )}
      </ul>
    </nav>
  );
}
