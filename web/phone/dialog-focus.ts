import { useLayoutEffect, useMemo } from 'preact/hooks';

const FOCUSABLE =
  'button:not(:disabled), input:not(:disabled), select:not(:disabled), textarea:not(:disabled), summary, a[href]';

/**
 * Keeps the focus in a dialog over a part of the page: Tab cycles inside it, Escape closes it, and the focus then
 * returns to its previous place.
 */
export function useDialogFocus(dialog: { current: HTMLElement | null }, close: () => void) {
  // Read before the dialog opens: the elements under it then lose the focus.
  const before = useMemo(() => document.activeElement, []);
  useLayoutEffect(() => {
    const element = dialog.current;
    if (!element) return;
    const onKey = (event: KeyboardEvent) => {
      if (event.key === 'Escape') close();
      if (event.key === 'Tab') keepInside(element, event);
    };
    element.addEventListener('keydown', onKey);
    return () => {
      element.removeEventListener('keydown', onKey);
      // The elements under the dialog can take the focus only after this render.
      queueMicrotask(() => before instanceof HTMLElement && giveBack(before));
    };
  }, []);
}

/** To where the focus was before; to the part of the page around it where that can take it no more. */
function giveBack(before: HTMLElement) {
  before.focus();
  if (document.activeElement !== before) before.closest<HTMLElement>('[tabindex]')?.focus();
}

function keepInside(dialog: HTMLElement, event: KeyboardEvent) {
  const stops = [...dialog.querySelectorAll<HTMLElement>(FOCUSABLE)].filter(isTabStop);
  const [first, last] = [stops[0], stops.at(-1)];
  const { activeElement } = document;
  const isAtStart = activeElement === first || (activeElement instanceof HTMLElement && activeElement.tabIndex < 0);
  if (event.shiftKey ? !isAtStart : activeElement !== last) return;
  event.preventDefault();
  (event.shiftKey ? last : first)?.focus();
}

function isTabStop(element: HTMLElement): boolean {
  return element.tabIndex >= 0 && element.checkVisibility();
}
