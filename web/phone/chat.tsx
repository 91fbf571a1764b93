import './chat.css';
import { useComputed } from '@preact/signals';
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import { dayOf } from '../ui/times.ts';
import './avatar.css';
import { Bubble } from './bubble.tsx';
import { arrange, type Entry } from './chat-timeline.ts';
import { Composer } from './composer.tsx';
import { nameDay } from './flow/calendar.ts';
import type { PhoneState } from './phone-state.ts';
import { RefusalNotice } from './refusal-notice.tsx';
import type { ChatMessage } from './simulator-calls.ts';
import { ENGLISH } from './words/english.ts';

/** One customer's chat with the business; `takesFocus` if the user has just selected it. */
export function Chat({ phone, takesFocus }: { phone: PhoneState; takesFocus: boolean }) {
  const { thread, businessName, timeZone } = phone;
  const entries = useComputed(() =>
    arrange(thread.value.messages, thread.value.refusals, (at) => dayOf(at, timeZone.value)),
  );
  const log = useRef<HTMLDivElement>(null);
  useFollowedEnd(log, entries.value);
  useReading(log, phone);
  return (
    <div class="chat">
      <header class="phone-head chat-head">
        <span class="avatar tint-1" aria-hidden="true">
          {businessName.value.charAt(0)}
        </span>
        <div class="phone-names">
          <h3 class="phone-title one-line">{businessName.value}</h3>
          <p class="phone-subtitle one-line">Business account</p>
        </div>
      </header>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by the keyboard */}
      <div class="chat-log" role="log" aria-label={`Chat with ${businessName.value}`} tabIndex={0} ref={log}>
        {phone.isThreadKnown.value && entries.value.length === 0 && <Welcome phone={phone} />}
        {entries.value.map((entry) => (
          <EntryView key={entry.key} entry={entry} phone={phone} />
        ))}
      </div>
      <Composer phone={phone} takesFocus={takesFocus} />
    </div>
  );
}

function Welcome({ phone }: { phone: PhoneState }) {
  return (
    <div class="chat-welcome">
      <p class="chat-welcome-title">This is {phone.customer.value.name ?? 'the customer'}’s phone.</p>
      <p>Ask for an appointment, and the invitation with the form arrives here.</p>
    </div>
  );
}

function EntryView({ entry, phone }: { entry: Entry; phone: PhoneState }) {
  switch (entry.kind) {
    case 'day':
      return <p class="chat-day">{entry.day === phone.today.value ? 'Today' : nameDay(entry.day, ENGLISH.names)}</p>;
    case 'refusal':
      return <RefusalNotice refusal={entry.refusal} count={entry.count} />;
    case 'message':
      return (
        <Bubble
          message={entry.message}
          timeZone={phone.timeZone.value}
          quoted={quotedIn(phone, entry.message)}
          open={() => void phone.openForm(entry.message)}
          choose={(reply) => void phone.tap(entry.message.id, reply)}
          openList={() => phone.openList(entry.message)}
        />
      );
  }
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
