import './booking-panel.css';
import { useEffect, useRef } from 'preact/hooks';
import { useWords } from '../../ui/words/language.ts';
import { BookingView } from '../booking/panel/booking-view.tsx';
import { openBooking } from './route.ts';
import { SHELL_WORDS } from './words.ts';

type PanelProps = { invitationId: string; close(): void };

/** One booking beside the view from which it was opened; Escape closes it, and the focus returns to what opened it. */
export function BookingPanel({ invitationId, close }: PanelProps) {
  const words = useWords(SHELL_WORDS);
  const opener = useRef(document.activeElement);
  useEffect(
    () => () => {
      if (opener.current instanceof HTMLElement && opener.current.isConnected) opener.current.focus();
    },
    [],
  );
  return (
    <aside
      class="desk-panel"
      aria-label={words.booking}
      onKeyDown={(event) => {
        if (event.key === 'Escape' && !event.defaultPrevented) close();
      }}
    >
      <BookingView invitationId={invitationId} back={close} open={openBooking} />
    </aside>
  );
}
