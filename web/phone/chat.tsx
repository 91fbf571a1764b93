import './chat.css';
import { useComputed } from '@preact/signals';
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import { dayOf } from '../ui/times.ts';
import { useWords } from '../ui/words/language.ts';
import './avatar.css';
import { Bubble } from './bubble.tsx';
import { arrange, type Entry } from './chat-timeline.ts';
import { Composer } from './composer.tsx';
import { moveAmongMessages, usePointedOut } from './message-focus.ts';
import type { PhoneState } from './phone-state.ts';
import { RefusalNotice } from './refusal-notice.tsx';
import type { ChatMessage } from './simulator-calls.ts';
import { usePhoneTimes } from './use-phone-times.ts';
import { PHONE_WORDS } from './words/phone-words.ts';

type ChatProps = { phone: PhoneState; press(messageId: string): void; takesFocus: boolean };

/** One customer's chat with the business; `takesFocus` if the user has just selected it. */
export function Chat({ phone, press, takesFocus }: ChatProps) {
  const { thread, businessName, timeZone } = phone;
  const words = useWords(PHONE_WORDS);
  const entries = useComputed(() =>
    arrange(thread.value.messages, thread.value.refusals, (at) => dayOf(at, timeZone.value)),
  );
  const log = useRef<HTMLDivElement>(null);
  useFollowedEnd(log, entries.value);
  useReading(log, phone);
  usePointedOut(log, phone, entries.value);
  const newest = entries.value.findLast(({ kind }) => kind === 'message');
  return (
    <div class="chat">
      <header class="phone-head chat-head">
        <span class="avatar tint-1" aria-hidden="true">
          {businessName.value.charAt(0)}
        </span>
        <div class="phone-names">
          <h3 class="phone-title one-line">{businessName.value}</h3>
          <p class="phone-subtitle one-line">{words.businessAccount}</p>
        </div>
      </header>
      <div
        class="chat-log"
        role="log"
        aria-label={words.chatWith(businessName.value)}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by the keyboard
        tabIndex={0}
        ref={log}
        onKeyDown={moveAmongMessages}
      >
        {phone.isThreadKnown.value && entries.value.length === 0 && <Welcome phone={phone} />}
        {entries.value.map((entry) => (
          <EntryView key={entry.key} entry={entry} phone={phone} press={press} isStop={entry === newest} />
        ))}
      </div>
      <Composer phone={phone} takesFocus={takesFocus} />
    </div>
  );
}

function Welcome({ phone }: { phone: PhoneState }) {
  const { welcome, howToBegin } = useWords(PHONE_WORDS);
  return (
    <div class="chat-welcome">
      <p class="chat-welcome-title">{welcome(phone.customer.value.name)}</p>
      <p>{howToBegin}</p>
    </div>
  );
}

type EntryProps = Omit<ChatProps, 'takesFocus'> & { entry: Entry; isStop: boolean };

function EntryView({ entry, phone, press, isStop }: EntryProps) {
  switch (entry.kind) {
    case 'day':
      return <Day day={entry.day} phone={phone} />;
    case 'refusal':
      return <RefusalNotice refusal={entry.refusal} count={entry.count} />;
    case 'message':
      return (
        <Bubble
          message={entry.message}
          phone={phone}
          quoted={quotedIn(phone, entry.message)}
          open={() => void phone.openForm(entry.message)}
          choose={(reply) => void phone.tap(entry.message.id, reply)}
          openList={() => phone.openList(entry.message)}
          press={() => press(entry.message.id)}
          isStop={isStop}
        />
      );
  }
}

function Day({ day, phone }: { day: string; phone: PhoneState }) {
  const { today } = useWords(PHONE_WORDS);
  const times = usePhoneTimes(phone);
  return <p class="chat-day">{day === phone.today.value ? today : times.longDay(day)}</p>;
}

/** The text that a tap answers. */
function quotedIn({ thread }: PhoneState, { kind, quotedMessageId }: ChatMessage): string | undefined {
  if (kind !== 'button' || quotedMessageId === undefined) return undefined;
  return thread.value.messages.find(({ id }) => id === quotedMessageId)?.text;
}

/** Distance from the end, in pixels, within which the newest message counts as read. */
const NEAR_END_PX = 120;

/** Scrolls to the newest message, unless the user is reading further up. */
function useFollowedEnd(log: { current: HTMLElement | null }, entries: readonly Entry[]) {
  const isAtEnd = useRef(true);
  useEffect(() => {
    const element = log.current;
    const note = () => {
      if (element) isAtEnd.current = element.scrollHeight - element.scrollTop - element.clientHeight < NEAR_END_PX;
    };
    element?.addEventListener('scroll', note);
    return () => element?.removeEventListener('scroll', note);
  }, [log]);
  useLayoutEffect(() => {
    if (isAtEnd.current && log.current) log.current.scrollTop = log.current.scrollHeight;
  }, [entries]);
}

/** Marks delivered messages as read while the chat is visible. */
function useReading(log: { current: HTMLElement | null }, phone: PhoneState) {
  const messages = phone.thread.value.messages;
  useEffect(() => {
    const element = log.current;
    if (!element) return;
    const look = () => {
      if (!document.hidden && element.checkVisibility()) void phone.look();
    };
    look();
    document.addEventListener('visibilitychange', look);
    // The chat becomes visible when the user selects its tab.
    const sight = new IntersectionObserver(look);
    sight.observe(element);
    return () => {
      document.removeEventListener('visibilitychange', look);
      sight.disconnect();
    };
  }, [messages]);
}
