import { useLayoutEffect, useRef, useState } from 'preact/hooks';

/** Rows drawn above and below the visible ones, so that the Tab key always finds the next one. */
const SPARE_ROWS = 8;

export type RowWindow = { from: number; to: number };

/** Which of `count` rows of equal height are in a list's visible part. */
export function rowsInWindow(scrolled: number, height: number, rowHeight: number, count: number): RowWindow {
  const first = Math.floor(scrolled / rowHeight) - SPARE_ROWS;
  const last = Math.ceil((scrolled + height) / rowHeight) + SPARE_ROWS;
  // A list that became shorter may still be scrolled beyond its end.
  const from = Math.max(0, Math.min(first, count - 1));
  return { from, to: Math.max(from, Math.min(count, last)) };
}

/** The rows to draw of a long list that scrolls in the element of `ref`: their number does not depend on its length. */
export function useWindow(count: number, rowHeight: number) {
  const ref = useRef<HTMLDivElement>(null);
  const [view, setView] = useState({ scrolled: 0, height: 600 });

  useLayoutEffect(() => {
    const element = ref.current;
    if (!element) return;
    const look = () => setView({ scrolled: element.scrollTop, height: element.clientHeight });
    look();
    const resizes = new ResizeObserver(look);
    resizes.observe(element);
    element.addEventListener('scroll', look, { passive: true });
    return () => {
      resizes.disconnect();
      element.removeEventListener('scroll', look);
    };
  }, []);

  return { ref, ...rowsInWindow(view.scrolled, view.height, rowHeight, count) };
}
