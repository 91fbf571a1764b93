import { useEffect, useRef } from 'preact/hooks';
import type { PhoneState } from './phone-state.ts';

/** What is pressed at a message bears its id. */
const PRESSED_AT = '[data-message-id]';

const NEIGHBOURS: Readonly<Record<string, (index: number, count: number) => number>> = {
  ArrowUp: (index) => Math.max(index - 1, 0),
  ArrowDown: (index, count) => Math.min(index + 1, count - 1),
  Home: () => 0,
  End: (_, count) => count - 1,
};

/** Moves the focus from message to message by the arrows: all of them are one stop for the Tab key. */
export function moveAmongMessages(event: KeyboardEvent & { currentTarget: HTMLElement }): void {
  const neighbour = NEIGHBOURS[event.key];
  const all = [...event.currentTarget.querySelectorAll<HTMLElement>(PRESSED_AT)];
  const index = all.findIndex((one) => one.matches(':focus'));
  if (!neighbour || index < 0) return;
  event.preventDefault();
  all[neighbour(index, all.length)]?.focus();
}

/** Scrolls to the message that is pointed out, once it is there, and gives it the focus. */
export function usePointedOut(
  log: { current: HTMLElement | null },
  { pointedOut }: Pick<PhoneState, 'pointedOut'>,
  entries: unknown,
): void {
  const done = useRef<object>();
  const pointed = pointedOut.value;
  useEffect(() => {
    if (!pointed || done.current === pointed) return;
    const all = [...(log.current?.querySelectorAll<HTMLElement>(PRESSED_AT) ?? [])];
    const message = all.find(({ dataset }) => dataset['messageId'] === pointed.messageId);
    if (!message) return;
    done.current = pointed;
    message.scrollIntoView({ block: 'center' });
    message.focus({ preventScroll: true });
  }, [pointed, entries]);
}
