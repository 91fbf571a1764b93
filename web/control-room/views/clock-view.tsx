import './clock-view.css';
import { useEffect, useState } from 'preact/hooks';
import { Ignored, NotGranted } from '../../ui/connection.ts';
import { useSession } from '../../ui/console-session.ts';
import { dayOf } from '../../ui/times.ts';
import { useFaultSentence } from '../../ui/use-fault-sentence.ts';
import { useTimes } from '../../ui/use-times.ts';
import { useWords } from '../../ui/words/language.ts';
import { room } from '../local-session.ts';
import { type ClockStep, ROOM_WORDS } from '../words.ts';

const STEPS = [
  { step: 'minute', body: { passSeconds: 60 } },
  { step: 'hour', body: { passSeconds: 3600 } },
  { step: 'day', body: { passSeconds: 86_400 } },
  { step: 'reminder', body: { to: 'next-reminder' } },
] as const satisfies { step: ClockStep; body: object }[];

/** The local stack's time, with buttons that let it pass. What is due on the way happens on the way. */
export function ClockView() {
  const session = useSession();
  const times = useTimes();
  const words = useWords(ROOM_WORDS);
  const faultSentence = useFaultSentence();
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

  /** The clock stays where it is without a reminder to go to. */
  const whyNot = (error: unknown) =>
    error instanceof NotGranted && error.status === 409 ? words.noReminder : faultSentence(error);

  async function pass(body: object, step: ClockStep) {
    setIsPassing(true);
    setFault('');
    setFault(await room.send(Ignored, 'POST', '/clock', body).then(() => '', whyNot));
    setSaid(words.steps[step].said);
    setIsPassing(false);
  }
  return (
    <fieldset class="room-clock" aria-label={words.clock}>
      <time dateTime={new Date(now).toISOString()} title={words.timeIn(session.timeZone)}>
        <span>{times.dayName(dayOf(now, session.timeZone))}</span> {times.exactTime(now)}
      </time>
      <div class="room-clock-steps">
        {STEPS.map(({ step, body }) => (
          <button
            key={step}
            type="button"
            aria-label={words.steps[step].name}
            aria-disabled={isPassing}
            onClick={() => !isPassing && pass(body, step)}
          >
            {words.steps[step].label}
          </button>
        ))}
      </div>
      <span class={fault ? 'room-clock-fault' : 'spoken'} role="status">
        {fault || said}
      </span>
    </fieldset>
  );
}
