import './clock-view.css';
import { useEffect, useState } from 'preact/hooks';
import { Ignored, wordsOf } from '../../ui/connection.ts';
import { useSession } from '../../ui/console-session.ts';
import { dayOf } from '../../ui/times.ts';
import { useTimes } from '../../ui/use-times.ts';
import { room } from '../local-session.ts';

const STEPS = [
  { label: '+1 min', name: '+1 min forward', said: 'One minute forward.', body: { passSeconds: 60 } },
  { label: '+1 h', name: '+1 h forward', said: 'One hour forward.', body: { passSeconds: 3600 } },
  { label: '+1 day', name: '+1 day forward', said: 'One day forward.', body: { passSeconds: 86_400 } },
  {
    label: 'Next reminder',
    name: 'Next reminder',
    said: 'Forward to the next reminder.',
    body: { to: 'next-reminder' },
  },
];

/** The local stack's time, with buttons that let it pass. What is due on the way happens on the way. */
export function ClockView() {
  const session = useSession();
  const times = useTimes();
  const [now, setNow] = useState(session.now);
  const [said, setSaid] = useState('');
  const [fault, setFault] = useState('');
  const [isPassing, setIsPassing] = useState(false);
  useEffect(() => {
    const tick = () => setNow(session.now());
    const timer = setInterval(tick, 1000);
    const unsubscribe = session.onChange(tick);
    return () => {
      clearInterval(timer);
      unsubscribe();
    };
  }, [session]);

  async function pass(body: object, words: string) {
    setIsPassing(true);
    setFault('');
    setFault(await room.send(Ignored, 'POST', '/clock', body).then(() => '', wordsOf));
    setSaid(words);
    setIsPassing(false);
  }
  return (
    <fieldset class="room-clock" aria-label="Clock">
      <time dateTime={new Date(now).toISOString()} title={`${session.timeZone} time`}>
        <span>{times.dayName(dayOf(now, session.timeZone))}</span> {times.exactTime(now)}
      </time>
      <div class="room-clock-steps">
        {STEPS.map(({ label, name, said: words, body }) => (
          <button
            key={label}
            type="button"
            aria-label={name}
            aria-disabled={isPassing}
            onClick={() => !isPassing && pass(body, words)}
          >
            {label}
          </button>
        ))}
      </div>
      <span class={fault ? 'room-clock-fault' : 'spoken'} role="status">
        {fault || said}
      </span>
    </fieldset>
  );
}
