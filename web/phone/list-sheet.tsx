import './list-sheet.css';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { Icon } from '../ui/icon.tsx';
import { useDialogFocus } from './dialog-focus.ts';
import type { OpenList } from './open-list.ts';

type ListSheetProps = { list: OpenList; choose(id: string): void; close(): void };

/** The rows of a message's list over the chat, until one is chosen or the list is closed. */
export function ListSheet({ list, choose, close }: ListSheetProps) {
  const { title, options, words } = list;
  const sheet = useRef<HTMLDivElement>(null);
  const heading = useRef<HTMLHeadingElement>(null);
  useDialogFocus(sheet, close);
  // At once: it would take the focus from a row that somebody reached meanwhile.
  useLayoutEffect(() => heading.current?.focus(), []);
  return (
    <div class="sheet-scrim">
      <div
        class="sheet list-sheet"
        role="dialog"
        aria-modal="true"
        aria-labelledby="list-title"
        lang={words.names[0]}
        ref={sheet}
      >
        <header class="sheet-head">
          <span />
          <h2 class="sheet-title" id="list-title" tabIndex={-1} ref={heading}>
            {title}
          </h2>
          <button class="icon-button" type="button" onClick={close} aria-label={words.closeList}>
            <Icon name="close" />
          </button>
        </header>
        <ul class="list-rows">
          {options.map((row) => (
            <li key={row.id}>
              <button class="list-row" type="button" onClick={() => choose(row.id)}>
                <span class="list-row-title">{row.title}</span>
                {row.description !== undefined && <span class="list-row-description">{row.description}</span>}
              </button>
            </li>
          ))}
        </ul>
      </div>
    </div>
  );
}
