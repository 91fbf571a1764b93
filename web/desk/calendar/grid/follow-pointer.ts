/** A shorter way is a click. */
const CLICK_PX = 5;
/** A finger that rests so long takes up what it lies on; one that moves before scrolls. */
const HOLD_MS = 350;

/** What becomes of something that is dragged; `begin` comes first, `drop` or `giveUp` last, none of them after a click. */
export type Drag = { begin(): void; moveTo(x: number, y: number): void; drop(): void; giveUp(): void };

/** Follows a pointer that was pressed until it is let go, or Escape is pressed. Returns what ends it at once. */
export function followPointer({ clientX, clientY, pointerType }: PointerEvent, drag: Drag): () => void {
  const listening = new AbortController();
  const { signal } = listening;
  let isDragging = false;

  function begin(): void {
    isDragging = true;
    drag.begin();
  }
  const hold = pointerType === 'touch' ? setTimeout(begin, HOLD_MS) : undefined;
  function end(): void {
    clearTimeout(hold);
    listening.abort();
  }

  addEventListener(
    'pointermove',
    ({ clientX: x, clientY: y }) => {
      const isFar = Math.hypot(x - clientX, y - clientY) > CLICK_PX;
      if (!isDragging && isFar && hold !== undefined) return end();
      if (!isDragging && isFar) begin();
      if (isDragging) drag.moveTo(x, y);
    },
    { signal },
  );
  addEventListener(
    'pointerup',
    () => {
      end();
      if (isDragging) drag.drop();
    },
    { signal },
  );
  const giveUp = () => {
    end();
    if (isDragging) drag.giveUp();
  };
  addEventListener('pointercancel', giveUp, { signal });
  addEventListener('keydown', ({ key }) => key === 'Escape' && giveUp(), { signal });
  // Otherwise the finger that moves something would scroll what it is in, or open the browser's menu.
  const keepStill = (event: Event) => isDragging && event.preventDefault();
  addEventListener('touchmove', keepStill, { signal, passive: false });
  addEventListener('contextmenu', keepStill, { signal });
  return end;
}
