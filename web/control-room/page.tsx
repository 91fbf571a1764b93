import { useSignal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { Phone } from '../phone/phone.tsx';
import { ControlRoom } from './control-room.tsx';
import { isWide } from './use-wide.ts';

const PARTS = [
  { id: 'phone', title: 'Phone' },
  { id: 'room', title: 'Control room' },
] as const;
type PartId = (typeof PARTS)[number]['id'];

/** The phone and the control room: side by side, or in two tabs if the window is too narrow. */
export function Page() {
  const shown = useSignal<PartId>('phone');
  return (
    <div class="page">
      <header class="page-head">
        <img class="page-mark" src="/page.svg" alt="" width="28" height="28" />
        <h1 class="page-name">Appointment Flow</h1>
        <p class="page-place">on this machine, with a simulated WhatsApp</p>
        {!isWide.value && <Tabs shown={shown.value} show={(id) => (shown.value = id)} />}
      </header>
      <div class="page-parts">
        <Part id="phone" title="Phone" shown={shown.value}>
          <Phone />
        </Part>
        <Part id="room" title="Control room" shown={shown.value}>
          <ControlRoom />
        </Part>
      </div>
    </div>
  );
}

function Part(part: { id: PartId; title: string; shown: PartId; children: ComponentChildren }) {
  const { id, title, shown, children } = part;
  if (isWide.value) {
    return (
      <section id={id} class={`page-${id}`} aria-label={title}>
        {children}
      </section>
    );
  }
  return (
    <section id={id} class={`page-${id}`} role="tabpanel" aria-labelledby={`tab-${id}`} hidden={shown !== id}>
      {children}
    </section>
  );
}

function Tabs({ shown, show }: { shown: PartId; show(id: PartId): void }) {
  function moveByKey(event: KeyboardEvent) {
    if (event.key !== 'ArrowLeft' && event.key !== 'ArrowRight') return;
    const other = shown === 'phone' ? 'room' : 'phone';
    show(other);
    document.getElementById(`tab-${other}`)?.focus();
  }
  return (
    <div class="page-tabs" role="tablist" aria-label="What is shown">
      {PARTS.map(({ id, title }) => (
        <button
          key={id}
          id={`tab-${id}`}
          class="page-tab"
          type="button"
          role="tab"
          aria-selected={shown === id}
          aria-controls={id}
          tabIndex={shown === id ? 0 : -1}
          onClick={() => show(id)}
          onKeyDown={moveByKey}
        >
          {title}
        </button>
      ))}
    </div>
  );
}
