import './navigation.css';
import { useEffect, useRef } from 'preact/hooks';
import { Icon, type IconName } from '../../ui/icon.tsx';
import { useWords } from '../../ui/words/language.ts';
import { SHELL_WORDS } from './words.ts';

/** A number beside an entry, and what it says. */
export type EntryCount = { value: number; said: string };

/** A view in the navigation. */
export type Entry = {
  id: string;
  title: string;
  icon: IconName;
  address: string;
  count?: EntryCount | undefined;
};

type NavigationProps = { entries: readonly Entry[]; shown: string };

/**
 * The views of the desk: a rail at the left, or a bar at the lower edge where the window is narrow. Each is one press away:
 * what a bar has no room for is reached by swiping it, and the view that is shown stands in sight.
 */
export function Navigation({ entries, shown }: NavigationProps) {
  const words = useWords(SHELL_WORDS);
  const list = useRef<HTMLUListElement>(null);
  useEffect(() => {
    list.current?.querySelector('[aria-current]')?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }, [shown]);
  return (
    <nav class="desk-nav" aria-label={words.navigation}>
      <ul ref={list}>
        {entries.map(({ id, title, icon, address, count }) => (
          <li key={id}>
            <a href={address} class="desk-nav-link" aria-current={id === shown ? 'page' : undefined}>
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
      </ul>
    </nav>
  );
}
