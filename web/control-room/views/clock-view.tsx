import './clock-view.css';
import { useEffect, useState } from 'preact/hooks';
import { Ignored, wordsOf } from '../../ui/connection.ts';
import { useSession } from '../../ui/console-session.ts';
import { dayName, dayOf, exactTime } from '../../ui/times.ts';
import { simulator } from '../local-session.ts';

const STEPS = [
  { label: '+1 min', spoken: 'One minute forward', seconds: 60 },
  { label: '+1 h', spoken: 'One hour forward', seconds: 3600 },
  { label: '+1 day', spoken: 'One day forward', seconds: 86_400 },
];

/** The local stack's time, with buttons that move it forward. */
export function ClockView() {
  const session = useSession();
  const [now, setNow] = useState(session.now);
  const [said, setSaid] = useState('');
  useEffect(() => {
    const tick = () => setNow(session.now());
    const timer = setInterval(tick, 1000);
    const unsubscribe = session.onChange(tick);
    return () => {
      clearInterval(timer);
      unsubscribe();
    };
  }, [session]);

  async function advance(advanceSeconds: number, words: string) {
    const failure = await simulator.send(Ignored, 'POST', '/clock', { advanceSeconds }).then(() => '', wordsOf);
    setSaid(failure || `${words}.`);
  }
  return (
    <fieldset class="room-clock" aria-label="Clock">
      <time dateTime={new Date(now).toISOString()} title={`${session.timeZone} time`}>
        <span>{dayName(dayOf(now, session.timeZone))}</span> {exactTime(now, session.timeZone)}
      </time>
      <div class="room-clock-steps">
        {STEPS.map(({ label, spoken, seconds }) => (
          <button key={label} type="button" onClick={() => advance(seconds, spoken)}>
            {label}
            <span class="spoken"> forward</span>
          </button>
        ))}
      </div>
      <span class="spoken" role="status">
        {said}
      </span>
    </fieldset>
  );
}
