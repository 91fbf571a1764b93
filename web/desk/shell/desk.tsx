import './desk.css';
import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { useSession } from '../../ui/console-session.ts';
import type { IconName } from '../../ui/icon.tsx';
import { Toasts } from '../../ui/toasts.tsx';
import { useWords } from '../../ui/words/language.ts';
import { ClosuresView } from '../closures/closures-view.tsx';
import { CustomersView } from '../customers/customers-view.tsx';
import { FindButton } from '../customers/search/find-button.tsx';
import { FiguresView } from '../figures/figures-view.tsx';
import { InvitationsView } from '../invitations/invitations-view.tsx';
import { TodayView } from '../today/today-view.tsx';
import { WeekView } from '../week/week-view.tsx';
import { countOf, useWorklist, type Worklist } from '../worklist/worklist.ts';
import { WorklistView } from '../worklist/worklist-view.tsx';
import { addressOf, type Route } from './address.ts';
import { BookingPanel } from './booking-panel.tsx';
import { type Entry, type EntryCount, Navigation } from './navigation.tsx';
import { Offline } from './offline.tsx';
import { go, openBooking, useRoute } from './route.ts';
import { Tools } from './tools.tsx';
import { entryOf, VIEW_ICONS, VIEW_NAMES, type ViewName } from './views.ts';
import { SHELL_WORDS } from './words.ts';

type ShowProps = { route: Route; worklist: Worklist };

/** The views that there are; the others have no entry in the navigation. The first one is what the desk begins with. */
const VIEWS: Partial<Record<ViewName, (props: ShowProps) => ComponentChildren>> = {
  today: ({ route, worklist }) => (
    <TodayView day={route.view === 'day' ? route.day : undefined} work={worklist.value} />
  ),
  week: ({ route, worklist }) => <WeekView day={route.view === 'week' ? route.day : undefined} work={worklist.value} />,
  customers: ({ route }) => <CustomersView query={route.view === 'customers' ? route.query : undefined} />,
  worklist: ({ worklist }) => <WorklistView worklist={worklist} />,
  closures: () => <ClosuresView />,
  figures: () => <FiguresView />,
  invitations: () => <InvitationsView open={openBooking} />,
};

/** A view that only this page has: it is found under `#/<name>`. */
export type FurtherView = {
  name: string;
  title: string;
  icon: IconName;
  count?: EntryCount | undefined;
  show(): ComponentChildren;
};

/** A booking that is shown as long as nobody has chosen one. It takes no focus. */
export type FollowedBooking = { invitationId: string; close(): void };

type DeskProps = { further?: readonly FurtherView[]; followed?: FollowedBooking | undefined };

/** The desk: its views, and one booking beside the one that is shown. */
export function Desk({ further = [], followed }: DeskProps) {
  const { contract } = useSession();
  const words = useWords(SHELL_WORDS);
  const { route, booking: chosen } = useRoute();
  const booking = chosen ?? followed?.invitationId;
  const worklist = useWorklist();
  const toDo = countOf(worklist.value);
  const main = useRef<HTMLElement>(null);

  const entries: Entry[] = [
    ...VIEW_NAMES.filter((view) => view in VIEWS).map((view) => ({
      id: view,
      title: words.views[view],
      icon: VIEW_ICONS[view],
      address: addressOf({ view }),
      count: view === 'worklist' ? { value: toDo, said: words.toDo(toDo) } : undefined,
    })),
    ...further.map(({ name, title, icon, count }) => {
      const address = addressOf({ view: 'further', name });
      return { id: name, title, icon, address, count };
    }),
  ];
  const shown = entries.find(({ id }) => id === entryOf(route)) ?? entries[0];
  const title = shown?.title ?? '';
  const view = VIEW_NAMES.find((name) => name === shown?.id);

  useEffect(() => {
    document.title = `${title} · ${contract.name}`;
  }, [title, contract]);

  return (
    <div class="desk">
      <Toasts>
        <div class="desk-inside">
          <button type="button" class="button desk-skip" onClick={() => main.current?.focus()}>
            {words.skip}
          </button>
          <header class="desk-head">
            <h1 class="one-line">{contract.name}</h1>
            <FindButton />
          </header>
          <Navigation entries={entries} shown={shown?.id ?? ''} />
          <Tools />
          <div class={booking === undefined ? 'desk-body' : 'desk-body has-panel'}>
            <Offline />
            <main class="desk-main" ref={main} tabIndex={-1} aria-label={title}>
              {view ? VIEWS[view]?.({ route, worklist }) : further.find(({ name }) => name === shown?.id)?.show()}
            </main>
            {booking !== undefined && (
              <BookingPanel
                key={booking}
                invitationId={booking}
                isChosen={chosen !== undefined}
                close={chosen === undefined && followed ? followed.close : () => go(route)}
              />
            )}
          </div>
        </div>
      </Toasts>
    </div>
  );
}
