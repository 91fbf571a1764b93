import type { RefObject } from 'preact';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';

/** Whether an element is less wide than some pixels; known before it is painted, so that nothing jumps. */
export function useIsNarrow<Element extends HTMLElement>(leastPx: number): [RefObject<Element>, boolean] {
  const element = useRef<Element>(null);
  const [isNarrow, setNarrow] = useState(false);
  useLayoutEffect(() => {
    if (!element.current) return undefined;
    setNarrow(element.current.clientWidth < leastPx);
    const observer = new ResizeObserver(([entry]) => {
      if (entry) setNarrow(entry.contentRect.width < leastPx);
    });
    observer.observe(element.current);
    return () => observer.disconnect();
  }, [leastPx]);
  return [element, isNarrow];
}
