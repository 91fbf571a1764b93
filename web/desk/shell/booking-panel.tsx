import './booking-panel.css';
import { useEffect, useRef } from 'preact/hooks';
import { useWords } from '../../ui/words/language.ts';
import { BookingView } from '../booking/panel/booking-view.tsx';
import { openBooking } from './route.ts';
import { SHELL_WORDS } from './words.ts';

type PanelProps = { invitationId: string; isChosen: boolean; close(): void };

/**
 * One booking beside the view from which it was opened; Escape closes it, and the focus returns to what opened it. One that
 * nobody chose leaves the focus where it is.
 */
export function BookingPanel({ invitationId, isChosen, close }: PanelProps) {
  const words = useWords(SHELL_WORDS);
  const opener = useRef(document.activeElement);
  const panel = useRef<HTMLElement>(null);
  useEffect(() => {
    const own = panel.current;
    return () => {
      const isFree = document.activeElement === document.body || own?.contains(document.activeElement);
      if (isFree && opener.current instanceof HTMLElement && opener.current.isConnected) opener.current.focus();
    };
  }, []);
  return (
    <aside
      class="desk-panel"
      ref={panel}
      aria-label={words.booking}
      onKeyDown={(event) => {
        if (event.key === 'Escape' && !event.defaultPrevented) close();
      }}
    >
      <BookingView invitationId={invitationId} takesFocus={isChosen} back={close} open={openBooking} />
    </aside>
  );
}
