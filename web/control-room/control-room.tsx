import './control-room.css';
import { useEffect, useState } from 'preact/hooks';
import { Desk, type FurtherView } from '../desk/shell/desk.tsx';
import { openBooking, useRoute } from '../desk/shell/route.ts';
import { SessionContext } from '../ui/console-session.ts';
import { PhoneLinkContext, usePhoneLink } from '../ui/phone-link.ts';
import { useFaultSentence } from '../ui/use-fault-sentence.ts';
import { useWords } from '../ui/words/language.ts';
import { countFaults } from './fault-switches.ts';
import { FollowButton } from './follow-button.tsx';
import { type LocalSession, openLocalSession } from './local-session.ts';
import type { RoomLink } from './phone-link.ts';
import { useBehaviours } from './use-behaviours.ts';
import { useFollowing } from './use-following.ts';
import { ClockView } from './views/clock-view.tsx';
import { EventsView } from './views/events-view.tsx';
import { FaultsView } from './views/faults-view.tsx';
import { InsideView } from './views/inside-view.tsx';
import { ROOM_WORDS } from './words.ts';

/** The desk beside the phone, with the stack's clock, its inside, and switches for faults. */
export function ControlRoom({ link }: { link: RoomLink }) {
  const { opening } = useWords(ROOM_WORDS);
  const [session, setSession] = useState<LocalSession>();
  const faultSentence = useFaultSentence();
  const [fault, setFault] = useState<{ error: unknown }>();
  useEffect(() => {
    openLocalSession().then(setSession, (error: unknown) => setFault({ error }));
  }, []);
  if (!session) return <p class="ui-empty">{fault ? faultSentence(fault.error) : opening}</p>;
  return (
    <SessionContext.Provider value={session}>
      <PhoneLinkContext.Provider value={{ show: link.show, pressed: link.pressed.value }}>
        <Room session={session} />
      </PhoneLinkContext.Provider>
    </SessionContext.Provider>
  );
}

/** Opens the invitation of a message that was pressed on the phone, unless it is shown. */
function useOpenedByPress(followed: string | undefined) {
  const pressed = usePhoneLink()?.pressed;
  const { booking = followed } = useRoute();
  useEffect(() => {
    if (pressed && pressed.invitationId !== booking) openBooking(pressed.invitationId);
  }, [pressed]);
}

function Room({ session }: { session: LocalSession }) {
  const following = useFollowing(session);
  const { followed, putAway } = following;
  useOpenedByPress(followed);
  const words = useWords(ROOM_WORDS);
  const control = useBehaviours();
  const faults = control.behaviours ? countFaults(control.behaviours) : 0;
  const further: FurtherView[] = [
    { name: 'events', title: words.views.events, icon: 'list', show: () => <EventsView open={openBooking} /> },
    { name: 'inside', title: words.views.inside, icon: 'inside', show: () => <InsideView open={openBooking} /> },
    {
      name: 'faults',
      title: words.views.faults,
      icon: 'warning',
      count: { value: faults, said: words.faultsInForce(faults) },
      show: () => <FaultsView control={control} />,
    },
  ];
  return (
    <div class="room">
      <header class="room-head">
        <h2>{words.parts.room}</h2>
        <FollowButton following={following} />
        <ClockView />
      </header>
      <Desk
        further={further}
        followed={followed === undefined ? undefined : { invitationId: followed, close: putAway }}
      />
    </div>
  );
}
