import './time-line.css';
import { useEffect, useRef } from 'preact/hooks';
import { type Handling, useSession } from '../../../ui/console-session.ts';
import { Icon } from '../../../ui/icon.tsx';
import { type PressedMessage, usePhoneLink } from '../../../ui/phone-link.ts';
import type { Step } from '../../../ui/step.ts';
import { dayOf, duration } from '../../../ui/times.ts';
import { useTimes } from '../../../ui/use-times.ts';
import { PayloadView } from '../../../ui/views/payload-view.tsx';
import { useWords } from '../../../ui/words/language.ts';
import { STEP_WORDS } from './words.ts';

type TimeLineProps = {
  steps: readonly Step[];
  handlings: Readonly<Record<string, Handling>>;
  /** The messages of the chat that steps are about, by the steps' keys. */
  messages?: Readonly<Record<string, string>> | undefined;
};

const NO_MESSAGES: NonNullable<TimeLineProps['messages']> = {};

/** Every step with its time, its function, and its input. A message that was pressed on the phone has its step marked. */
export function TimeLine({ steps, handlings, messages = NO_MESSAGES }: TimeLineProps) {
  const words = useWords(STEP_WORDS);
  const pressed = usePhoneLink()?.pressed;
  const marked = stepOf(pressed, steps, messages);
  const line = useRef<HTMLOListElement>(null);
  useEffect(() => {
    const step = line.current?.querySelector('[aria-current]');
    step?.scrollIntoView({ block: 'center' });
    step?.querySelector('button')?.focus({ preventScroll: true });
  }, [pressed, marked]);
  return (
    <ol class="ui-line" aria-label={words.whatHappened} ref={line}>
      {steps.map((step) => (
        <StepItem
          key={step.key}
          step={step}
          handling={handlings[step.key]}
          messageId={messages[step.key]}
          isMarked={step.key === marked}
        />
      ))}
    </ol>
  );
}

/** The step that a pressed message belongs to, or else one of the messages that it answers. */
function stepOf(
  pressed: PressedMessage | undefined,
  steps: readonly Step[],
  messages: NonNullable<TimeLineProps['messages']>,
): string | undefined {
  for (const id of pressed?.messageIds ?? []) {
    const step = steps.find(({ key }) => messages[key] === id);
    if (step) return step.key;
  }
  return undefined;
}

type StepItemProps = { step: Step; handling: Handling | undefined; messageId: string | undefined; isMarked: boolean };

function StepItem({ step, handling, messageId, isMarked }: StepItemProps) {
  const { now } = useSession();
  const { title, at, tone, detail } = step;
  return (
    <li class={`is-${tone}`} aria-current={isMarked ? 'step' : undefined}>
      <div class="ui-step">
        <StepTitle title={title} messageId={messageId} />
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

/** What happened; pressed, it shows the message on the phone that it is about. */
function StepTitle({ title, messageId }: { title: string; messageId: string | undefined }) {
  const { showMessage } = useWords(STEP_WORDS);
  const link = usePhoneLink();
  if (!link || messageId === undefined) return <span class="ui-step-title">{title}</span>;
  return (
    <button type="button" class="ui-step-title ui-step-link" title={showMessage} onClick={() => link.show(messageId)}>
      {title}
      <Icon name="phone" />
    </button>
  );
}

function StepTime({ at, isPlanned }: { at: string; isPlanned: boolean }) {
  const { timeZone, now } = useSession();
  const times = useTimes();
  const isToday = dayOf(at, timeZone) === dayOf(now(), timeZone);
  const written = isToday ? times.exactTime(at) : times.dayAndTime(at);
  return <time dateTime={at}>{isPlanned ? `${times.fromNow(at)}, ${written}` : written}</time>;
}
