import './desk.css';
import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { type AttentionList, countOf, useAttention } from '../../ui/attention-list.ts';
import { useSession } from '../../ui/console-session.ts';
import type { IconName } from '../../ui/icon.tsx';
import { Toasts } from '../../ui/toasts.tsx';
import type { Loaded } from '../../ui/use-loaded.ts';
import { AgendaView } from '../../ui/views/agenda-view.tsx';
import { AttentionView } from '../../ui/views/attention-view.tsx';
import { InvitationsView } from '../../ui/views/invitations-view.tsx';
import { useWords } from '../../ui/words/language.ts';
import { BookingPanel } from './booking-panel.tsx';
import { type Entry, Navigation } from './navigation.tsx';
import { Offline } from './offline.tsx';
import { addressOf, go, openBooking, type Route, useRoute } from './route.ts';
import { Tools } from './tools.tsx';
import { entryOf, VIEW_ICONS, VIEW_NAMES, type ViewName } from './views.ts';
import { SHELL_WORDS } from './words.ts';

type ShowProps = { route: Route; attention: Loaded<AttentionList> };

/** The views that there are; the others have no entry in the navigation. The first one is what the desk begins with. */
const VIEWS: Partial<Record<ViewName, (props: ShowProps) => ComponentChildren>> = {
  week: () => <AgendaView open={openBooking} />,
  worklist: ({ attention }) => <AttentionView attention={attention} open={openBooking} />,
  invitations: () => <InvitationsView open={openBooking} />,
};

/** A view that only this page has: it is found under `#/<name>`. */
export type FurtherView = {
  name: string;
  title: string;
  icon: IconName;
  count?: number;
  show(): ComponentChildren;
};

type DeskProps = {
  further?: readonly FurtherView[] /** Stands at the top, beside the name. */;
  children?: ComponentChildren;
};

/** The desk: its views, and one booking beside the one that is shown. */
export function Desk({ further = [], children }: DeskProps) {
  const { contract } = useSession();
  const words = useWords(SHELL_WORDS);
  const { route, booking } = useRoute();
  const attention = useAttention();
  const main = useRef<HTMLElement>(null);

  const entries: Entry[] = [
    ...VIEW_NAMES.filter((view) => view in VIEWS).map((view) => ({
      id: view,
      title: words.views[view],
      icon: VIEW_ICONS[view],
      address: addressOf({ view }),
      count: view === 'worklist' ? countOf(attention.value) : 0,
    })),
    ...further.map(({ name, ...rest }) => ({ id: name, address: addressOf({ view: 'further', name }), ...rest })),
  ];
  const shown = entries.find(({ id }) => id === entryOf(route)) ?? entries[0];
  const title = shown?.title ?? '';
  const view = VIEW_NAMES.find((name) => name === shown?.id);

  useEffect(() => {
    document.title = `${title} · ${contract.name}`;
  }, [title, contract]);

  return (
    <Toasts>
      <div class="desk">
        <div class="desk-inside">
          <button type="button" class="button desk-skip" onClick={() => main.current?.focus()}>
            {words.skip}
          </button>
          <header class="desk-head">
            <h1 class="one-line">{contract.name}</h1>
            {children}
          </header>
          <Navigation entries={entries} shown={shown?.id ?? ''} />
          <Tools />
          <div class={booking === undefined ? 'desk-body' : 'desk-body has-panel'}>
            <Offline />
            <main class="desk-main" ref={main} tabIndex={-1} aria-label={title}>
              {view ? VIEWS[view]?.({ route, attention }) : further.find(({ name }) => name === shown?.id)?.show()}
            </main>
            {booking !== undefined && <BookingPanel key={booking} invitationId={booking} close={() => go(route)} />}
          </div>
        </div>
      </div>
    </Toasts>
  );
}
