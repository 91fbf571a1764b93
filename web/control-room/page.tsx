import type { ComponentChildren } from 'preact';
import { useMemo } from 'preact/hooks';
import { Phone } from '../phone/phone.tsx';
import { createPhoneState } from '../phone/phone-state.ts';
import { InChosenLanguage } from '../ui/words/chosen-language.tsx';
import { useWords } from '../ui/words/language.ts';
import { ControlRoom } from './control-room.tsx';
import { createPhoneLink, PARTS, type PartId } from './phone-link.ts';
import { isWide } from './use-wide.ts';
import { ROOM_WORDS } from './words.ts';

/** The phone and the control room: side by side, or in two tabs if the window is too narrow. */
export const Page = () => (
  <InChosenLanguage>
    <Parts />
  </InChosenLanguage>
);

function Parts() {
  const { place, parts } = useWords(ROOM_WORDS);
  const phone = useMemo(createPhoneState, []);
  const link = useMemo(() => createPhoneLink(phone), [phone]);
  const { shown } = link;
  return (
    <div class="page">
      <header class="page-head">
        <img class="page-mark" src="/page.svg" alt="" width="28" height="28" />
        <h1 class="page-name">Appointment Flow</h1>
        <p class="page-place">{place}</p>
        {!isWide.value && <Tabs shown={shown.value} show={(id) => (shown.value = id)} />}
      </header>
      <div class="page-parts">
        <Part id="phone" title={parts.phone} shown={shown.value}>
          <Phone phone={phone} press={link.press} />
        </Part>
        <Part id="room" title={parts.room} shown={shown.value}>
          <ControlRoom link={link} />
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
  const { parts, whatIsShown } = useWords(ROOM_WORDS);
  function moveByKey(event: KeyboardEvent) {
    if (event.key !== 'ArrowLeft' && event.key !== 'ArrowRight') return;
    const other = shown === 'phone' ? 'room' : 'phone';
    show(other);
    document.getElementById(`tab-${other}`)?.focus();
  }
  return (
    <div class="page-tabs" role="tablist" aria-label={whatIsShown}>
      {PARTS.map((id) => (
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
          {parts[id]}
        </button>
      ))}
    </div>
  );
}
