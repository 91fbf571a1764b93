import './tabs.css';
import type { ComponentChildren } from 'preact';

export type Tab = {
  id: string;
  title: string;
  /** A number beside the title, with its unit. */
  count?: { value: number; of: string } | undefined;
};

type TabsProps = {
  /** Distinguishes these tabs from others on the page. */
  name: string;
  /** The tabs' label for screen readers. */
  label: string;
  tabs: readonly Tab[];
  chosen: string;
  choose(id: string): void;
  children: ComponentChildren;
};

const NEIGHBOURS: Record<string, (index: number, count: number) => number> = {
  ArrowRight: (index, count) => (index + 1) % count,
  ArrowLeft: (index, count) => (index + count - 1) % count,
  Home: () => 0,
  End: (_, count) => count - 1,
};

/** Tabs after the ARIA pattern: one stop for the Tab key, arrows move and choose; `children` is the chosen panel. */
export function Tabs({ name, label, tabs, chosen, choose, children }: TabsProps) {
  function moveByKey(event: KeyboardEvent) {
    const neighbour = NEIGHBOURS[event.key];
    if (!neighbour) return;
    event.preventDefault();
    const index = tabs.findIndex(({ id }) => id === chosen);
    const next = tabs[neighbour(index, tabs.length)]?.id ?? chosen;
    choose(next);
    document.getElementById(`${name}-tab-${next}`)?.focus();
  }
  return (
    <div class={`ui-tabbed is-${name}`}>
      <div class="ui-tabs" role="tablist" aria-label={label}>
        {tabs.map(({ id, title, count }) => (
          <button
            key={id}
            id={`${name}-tab-${id}`}
            class="ui-tab"
            type="button"
            role="tab"
            aria-selected={id === chosen}
            aria-controls={`${name}-panel`}
            tabIndex={id === chosen ? 0 : -1}
            onClick={() => choose(id)}
            onKeyDown={moveByKey}
          >
            {title}
            {count !== undefined && count.value > 0 && (
              <span class="ui-count">
                {count.value}
                <span class="spoken"> {count.of}</span>
              </span>
            )}
          </button>
        ))}
      </div>
      <div id={`${name}-panel`} class="ui-panel" role="tabpanel" aria-labelledby={`${name}-tab-${chosen}`}>
        {children}
      </div>
    </div>
  );
}
