import './bubble.css';
import { Icon } from '../ui/icon.tsx';
import { clockTime, dayOf, exactTime, longDay } from '../ui/times.ts';
import { DELIVERY_WORDS, deliveryOf, failureOf } from './message-delivery.ts';
import type { ChatMessage } from './simulator-calls.ts';
import { Ticks } from './ticks.tsx';

/** One message of the chat, with its time on the clocks of `timeZone`. `open` opens the form behind its button. */
export function Bubble({ message, timeZone, open }: { message: ChatMessage; timeZone: string; open(): void }) {
  const isOwn = message.from === 'customer';
  const delivery = deliveryOf(message);
  const isOver = message.flow?.isOver === true;
  const hasFailed = !isOwn && delivery === 'failed';
  const who = isOwn ? 'Customer' : 'Business';
  return (
    <article class={`bubble ${isOwn ? 'is-own' : 'is-business'} ${hasFailed ? 'has-failed' : ''}`}>
      <div class="bubble-body">
        <p class="spoken">{who}:</p>
        {message.template && <p class="bubble-kind">Template {message.template.name}</p>}
        <Words message={message} />
        <p class="bubble-foot">
          <Time at={message.at} timeZone={timeZone} />
          {!isOwn && <Ticks delivery={delivery} />}
        </p>
      </div>
      {message.flow && (
        <button class="bubble-button" type="button" onClick={open} disabled={hasFailed || isOver}>
          <Icon name="form" />
          {message.flow.cta}
        </button>
      )}
      {hasFailed && <FailureWords message={message} />}
    </article>
  );
}

function Words({ message: { kind, text, fields } }: { message: ChatMessage }) {
  if (kind !== 'completion') return <p class="bubble-text">{text}</p>;
  return (
    <>
      <p class="bubble-text bubble-sent">
        <Icon name="check" />
        {text}
      </p>
      {fields && (
        <details class="bubble-fields">
          <summary>What was sent</summary>
          <dl>
            {Object.entries(fields).map(([name, value]) => (
              <div key={name}>
                <dt>{name}</dt>
                <dd>{typeof value === 'string' ? value : JSON.stringify(value)}</dd>
              </div>
            ))}
          </dl>
        </details>
      )}
    </>
  );
}

function FailureWords({ message }: { message: ChatMessage }) {
  const failure = failureOf(message);
  return (
    <p class="bubble-failure">
      <strong>{DELIVERY_WORDS.failed}.</strong> {failure && `${failure.details} (${failure.title}, ${failure.code})`}
    </p>
  );
}

function Time({ at, timeZone }: { at: string; timeZone: string }) {
  return (
    <time dateTime={at} title={`${longDay(dayOf(at, timeZone))}, ${exactTime(at, timeZone)}`}>
      {clockTime(at, timeZone)}
    </time>
  );
}
