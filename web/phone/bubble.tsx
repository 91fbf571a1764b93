import './bubble.css';
import { Icon } from '../ui/icon.tsx';
import { dayOf, timesIn } from '../ui/times.ts';
import { FailedSign } from './failed-sign.tsx';
import { deliveryOf, failureOf, NOT_DELIVERED } from './message-delivery.ts';
import { Replies } from './replies.tsx';
import type { ChatMessage } from './simulator-calls.ts';

type BubbleProps = {
  message: ChatMessage;
  /** The text of the message that it answers. */
  quoted: string | undefined;
  timeZone: string;
  /** Opens the form behind its button. */
  open(): void;
  /** Taps a button under it. */
  choose(reply: string): void;
  openList(): void;
};

/**
 * One message of the chat, with its time on the clocks of `timeZone`. As on a real phone, what the business wrote has no
 * ticks; tests find in `data-delivery` how far it came.
 */
export function Bubble({ message, quoted, timeZone, open, choose, openList }: BubbleProps) {
  const isOwn = message.from === 'customer';
  const delivery = deliveryOf(message);
  const isOver = message.flow?.isOver === true;
  const hasFailed = !isOwn && delivery === 'failed';
  const who = isOwn ? 'Customer' : 'Business';
  return (
    <article
      class={`bubble ${isOwn ? 'is-own' : 'is-business'} ${hasFailed ? 'has-failed' : ''}`}
      data-delivery={isOwn ? undefined : delivery}
    >
      <div class="bubble-body">
        <p class="spoken">{who}:</p>
        {message.template && <p class="bubble-kind">Template {message.template.name}</p>}
        {quoted !== undefined && <p class="bubble-quote one-line">{quoted}</p>}
        <Words message={message} />
        <p class="bubble-foot">
          <Time at={message.at} timeZone={timeZone} />
          {hasFailed && <FailedSign />}
        </p>
      </div>
      {message.flow && (
        <button class="bubble-button" type="button" onClick={open} disabled={hasFailed || isOver}>
          <Icon name="form" />
          {message.flow.cta}
        </button>
      )}
      {message.replies && (
        <Replies replies={message.replies} isDisabled={hasFailed} choose={choose} openList={openList} />
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
      <strong>{NOT_DELIVERED}.</strong> {failure && `${failure.details} (${failure.title}, ${failure.code})`}
    </p>
  );
}

/** The phone's owner counts hours to 24, as most who use WhatsApp do. */
function Time({ at, timeZone }: { at: string; timeZone: string }) {
  const times = timesIn('en-GB', timeZone);
  return (
    <time dateTime={at} title={`${times.longDay(dayOf(at, timeZone))}, ${times.exactTime(at)}`}>
      {times.clockTime(at)}
    </time>
  );
}
