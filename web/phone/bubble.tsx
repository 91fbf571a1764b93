import './bubble.css';
import { useId } from 'preact/hooks';
import { Icon } from '../ui/icon.tsx';
import { dayOf } from '../ui/times.ts';
import { useWords } from '../ui/words/language.ts';
import { FailedSign } from './failed-sign.tsx';
import { deliveryOf, failureOf } from './message-delivery.ts';
import type { PhoneState } from './phone-state.ts';
import { Replies } from './replies.tsx';
import type { ChatMessage } from './simulator-calls.ts';
import { usePhoneTimes } from './use-phone-times.ts';
import { PHONE_WORDS } from './words/phone-words.ts';

type BubbleProps = {
  message: ChatMessage;
  /** The text of the message that it answers. */
  quoted: string | undefined;
  phone: Pick<PhoneState, 'timeZone' | 'now' | 'pointedOut'>;
  /** Opens the form behind its button. */
  open(): void;
  /** Taps a button under it. */
  choose(reply: string): void;
  openList(): void;
  /** Asks what the message is about. */
  press(): void;
  /** Whether the Tab key stops at what is pressed. */
  isStop: boolean;
};

/**
 * One message of the chat, with its time on the business's clocks. As on a real phone, what the business wrote has no
 * ticks; tests find in `data-delivery` how far it came.
 */
export function Bubble({ message, quoted, phone, open, choose, openList, press, isStop }: BubbleProps) {
  const words = useWords(PHONE_WORDS);
  const textId = useId();
  const isOwn = message.from === 'customer';
  const isPointedOut = phone.pointedOut.value?.messageId === message.id;
  const delivery = deliveryOf(message);
  const isOver = message.flow?.isOver === true;
  const hasFailed = !isOwn && delivery === 'failed';
  return (
    <article
      class={`bubble ${isOwn ? 'is-own' : 'is-business'} ${hasFailed ? 'has-failed' : ''} ${isPointedOut ? 'is-pointed-out' : ''}`}
      data-delivery={isOwn ? undefined : delivery}
    >
      <div class="bubble-body">
        <button
          class="bubble-press"
          type="button"
          tabIndex={isStop ? 0 : -1}
          data-message-id={message.id}
          title={words.showInRoom}
          aria-label={words.showInRoom}
          aria-describedby={textId}
          onClick={press}
        />
        <p class="spoken">{isOwn ? words.customerSays : words.businessSays}</p>
        {message.template && <p class="bubble-kind">{words.template(message.template.name)}</p>}
        {quoted !== undefined && <p class="bubble-quote one-line">{quoted}</p>}
        <Words message={message} id={textId} />
        <p class="bubble-foot">
          <Time at={message.at} phone={phone} />
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

function Words({ message: { kind, text, fields }, id }: { message: ChatMessage; id: string }) {
  const { whatWasSent } = useWords(PHONE_WORDS);
  if (kind !== 'completion')
    return (
      <p class="bubble-text" id={id}>
        {text}
      </p>
    );
  return (
    <>
      <p class="bubble-text bubble-sent" id={id}>
        <Icon name="check" />
        {text}
      </p>
      {fields && (
        <details class="bubble-fields">
          <summary>{whatWasSent}</summary>
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
  const { notDelivered } = useWords(PHONE_WORDS);
  return (
    <p class="bubble-failure">
      <strong>{notDelivered}.</strong> {failure && `${failure.details} (${failure.title}, ${failure.code})`}
    </p>
  );
}

function Time({ at, phone }: { at: string; phone: BubbleProps['phone'] }) {
  const times = usePhoneTimes(phone);
  return (
    <time dateTime={at} title={`${times.longDay(dayOf(at, phone.timeZone.value))}, ${times.exactTime(at)}`}>
      {times.clockTime(at)}
    </time>
  );
}
