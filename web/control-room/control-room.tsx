import './control-room.css';
import { useEffect, useState } from 'preact/hooks';
import { Desk, type FurtherView } from '../desk/shell/desk.tsx';
import { openBooking } from '../desk/shell/route.ts';
import { wordsOf } from '../ui/connection.ts';
import { type ConsoleSession, SessionContext } from '../ui/console-session.ts';
import { InChosenLanguage } from '../ui/words/chosen-language.tsx';
import { countFaults } from './fault-switches.ts';
import { openLocalSession } from './local-session.ts';
import { useBehaviours } from './use-behaviours.ts';
import { ClockView } from './views/clock-view.tsx';
import { EventsView } from './views/events-view.tsx';
import { FaultsView } from './views/faults-view.tsx';
import { InsideView } from './views/inside-view.tsx';

/** The desk beside the phone, with the stack's clock, its inside, and switches for faults. */
export function ControlRoom() {
  const [session, setSession] = useState<ConsoleSession>();
  const [fault, setFault] = useState('');
  useEffect(() => {
    openLocalSession().then(setSession, (error: unknown) => setFault(wordsOf(error)));
  }, []);
  if (!session) return <p class="ui-empty">{fault || 'Opening the control room …'}</p>;
  return (
    <SessionContext.Provider value={session}>
      <InChosenLanguage>
        <Room />
      </InChosenLanguage>
    </SessionContext.Provider>
  );
}

function Room() {
  const control = useBehaviours();
  const faults = control.behaviours ? countFaults(control.behaviours) : 0;
  const further: FurtherView[] = [
    { name: 'events', title: 'Events', icon: 'list', show: () => <EventsView open={openBooking} /> },
    { name: 'inside', title: 'Inside', icon: 'inside', show: () => <InsideView open={openBooking} /> },
    {
      name: 'faults',
      title: 'Make it fail',
      icon: 'warning',
      count: { value: faults, said: `${faults} in force` },
      show: () => <FaultsView control={control} />,
    },
  ];
  return (
    <div class="room">
      <header class="room-head">
        <h2>Control room</h2>
        <ClockView />
      </header>
      <Desk further={further} />
    </div>
  );
}
