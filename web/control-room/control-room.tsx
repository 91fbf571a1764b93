import './control-room.css';
import { useEffect, useState } from 'preact/hooks';
import * as z from 'zod/mini';
import { countOf, useAttention } from '../ui/attention-list.ts';
import { connect, wordsOf } from '../ui/connection.ts';
import { type ConsoleSession, SessionContext } from '../ui/console-session.ts';
import { AgendaView } from '../ui/views/agenda-view.tsx';
import { AttentionView } from '../ui/views/attention-view.tsx';
import { InvitationsDesk } from '../ui/views/invitations-page.tsx';
import { Tabs } from '../ui/views/tabs.tsx';
import { countFaults } from './fault-switches.ts';
import { openLocalSession } from './local-session.ts';
import { useBehaviours } from './use-behaviours.ts';
import { ClockView } from './views/clock-view.tsx';
import { EventsView } from './views/events-view.tsx';
import { FaultsView } from './views/faults-view.tsx';
import { InsideView } from './views/inside-view.tsx';

const Settings = z.object({ timeZone: z.string() });

/** Shows, beside the phone, every step, the bookings and the due items, and switches for faults. */
export function ControlRoom() {
  const [session, setSession] = useState<ConsoleSession>();
  const [fault, setFault] = useState('');
  useEffect(() => {
    connect('')
      .get(Settings, '/page.json')
      .then(({ timeZone }) => openLocalSession(timeZone))
      .then(setSession)
      .catch((error: unknown) => setFault(wordsOf(error)));
  }, []);
  if (!session) return <p class="ui-empty">{fault || 'Opening the control room …'}</p>;
  return (
    <SessionContext.Provider value={session}>
      <Room />
    </SessionContext.Provider>
  );
}

type TabId = 'invitations' | 'agenda' | 'attention' | 'events' | 'inside' | 'faults';
const TITLES: Record<TabId, string> = {
  invitations: 'Invitations',
  agenda: 'Agenda',
  attention: 'Attention',
  events: 'Events',
  inside: 'Inside',
  faults: 'Make it fail',
};
const isTabId = (id: string): id is TabId => id in TITLES;

function Room() {
  const [tab, setTab] = useState<TabId>('invitations');
  const [opened, setOpened] = useState<string>();
  const attention = useAttention();
  const control = useBehaviours();

  function open(invitationId: string) {
    setOpened(invitationId);
    setTab('invitations');
  }
  function choose(id: string) {
    if (isTabId(id)) setTab(id);
  }

  const counts: Partial<Record<TabId, { value: number; of: string }>> = {
    attention: { value: countOf(attention.value), of: 'to look at' },
    faults: { value: control.behaviours ? countFaults(control.behaviours) : 0, of: 'in force' },
  };
  const tabs = Object.entries(TITLES).map(([id, title]) => ({
    id,
    title,
    count: isTabId(id) ? counts[id] : undefined,
  }));
  return (
    <div class="room">
      <header class="room-head">
        <h2>Control room</h2>
        <ClockView />
      </header>
      <Tabs name="room" label="Control room" tabs={tabs} chosen={tab} choose={choose}>
        {tab === 'invitations' && <InvitationsDesk opened={opened} open={setOpened} />}
        {tab === 'agenda' && <AgendaView open={open} />}
        {tab === 'attention' && <AttentionView attention={attention} open={open} />}
        {tab === 'events' && <EventsView open={open} />}
        {tab === 'inside' && <InsideView open={open} />}
        {tab === 'faults' && <FaultsView control={control} />}
      </Tabs>
    </div>
  );
}
