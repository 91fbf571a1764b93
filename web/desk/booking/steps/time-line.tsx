import './time-line.css';
import { type Handling, useSession } from '../../../ui/console-session.ts';
import type { Step } from '../../../ui/step.ts';
import { dayOf, duration } from '../../../ui/times.ts';
import { useTimes } from '../../../ui/use-times.ts';
import { PayloadView } from '../../../ui/views/payload-view.tsx';
import { useWords } from '../../../ui/words/language.ts';
import { STEP_WORDS } from './words.ts';

type TimeLineProps = { steps: readonly Step[]; handlings: Readonly<Record<string, Handling>> };

/** Every step with its time, its function, and its input. */
export function TimeLine({ steps, handlings }: TimeLineProps) {
  const words = useWords(STEP_WORDS);
  return (
    <ol class="ui-line" aria-label={words.whatHappened}>
      {steps.map((step) => (
        <StepItem key={step.key} step={step} handling={handlings[step.key]} />
      ))}
    </ol>
  );
}

function StepItem({ step, handling }: { step: Step; handling: Handling | undefined }) {
  const { now } = useSession();
  const { title, at, tone, detail } = step;
  return (
    <li class={`is-${tone}`}>
      <div class="ui-step">
        <span class="ui-step-title">{title}</span>
        <StepTime at={at} isPlanned={Date.parse(at) > now() + 1000} />
      </div>
      {detail && <p class="ui-detail">{detail}</p>}
      {handling && (
        <div class="ui-handled">
          {handling.function && (
            <span class="ui-function">
              {handling.function}
              {handling.durationMs !== undefined && <span class="ui-took"> {duration(handling.durationMs)}</span>}
            </span>
          )}
          {handling.payloads.map(({ label, body }) => (
            <PayloadView key={label} label={label} body={body} />
          ))}
        </div>
      )}
    </li>
  );
}

function StepTime({ at, isPlanned }: { at: string; isPlanned: boolean }) {
  const { timeZone, now } = useSession();
  const times = useTimes();
  const isToday = dayOf(at, timeZone) === dayOf(now(), timeZone);
  const written = isToday ? times.exactTime(at) : times.dayAndTime(at);
  return <time dateTime={at}>{isPlanned ? `${times.fromNow(at)}, ${written}` : written}</time>;
}
