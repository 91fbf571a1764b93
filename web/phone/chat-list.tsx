import './chat-list.css';
import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { Icon } from '../ui/icon.tsx';
import { useWords } from '../ui/words/language.ts';
import { Avatar } from './avatar.tsx';
import { deliveryOf } from './message-delivery.ts';
import { readPhoneNumber } from './phone-number.ts';
import type { PhoneState } from './phone-state.ts';
import type { ChatSummary } from './simulator-calls.ts';
import { PHONE_WORDS } from './words/phone-words.ts';

/** With this many customers or more, the list has a search field. */
const SEARCH_FROM = 8;

/** Selects the phone's customer: a list of customers, and a field to add one. */
export function ChatList({ phone }: { phone: PhoneState }) {
  const { listed, hiddenChats, search, customer } = phone;
  const words = useWords(PHONE_WORDS);
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  const isSearchable = listed.value.length + hiddenChats.value >= SEARCH_FROM || search.value !== '';
  return (
    <div class="chat-list">
      <header class="phone-head">
        <h2 class="phone-title one-line" ref={heading} tabIndex={-1}>
          {words.customers}
        </h2>
        <p class="phone-subtitle one-line">{words.chooseCustomer}</p>
      </header>
      <div class="chat-list-body">
        {isSearchable && (
          <input
            class="input"
            type="search"
            aria-label={words.find}
            placeholder={words.nameOrNumber}
            value={search.value}
            onInput={({ currentTarget }) => void phone.find(currentTarget.value)}
          />
        )}
        <ul class="chat-rows">
          {listed.value.map((chat) => (
            <li key={chat.address}>
              <ChatRow
                chat={chat}
                isCurrent={chat.address === customer.value.address}
                choose={() => void phone.choose(chat)}
              />
            </li>
          ))}
        </ul>
        {listed.value.length === 0 && <p class="chat-list-note">{words.nobodyFound}</p>}
        {hiddenChats.value > 0 && <p class="chat-list-note">{words.more(hiddenChats.value)}</p>}
        <AddCustomer phone={phone} />
      </div>
    </div>
  );
}

function ChatRow({ chat, isCurrent, choose }: { chat: ChatSummary; isCurrent: boolean; choose(): void }) {
  const { name, shownAs, lastMessage } = chat;
  const { notWrittenYet, isNew: newLabel } = useWords(PHONE_WORDS);
  const isNew = lastMessage?.from === 'business' && deliveryOf(lastMessage) === 'delivered';
  return (
    <button class="chat-row" type="button" onClick={choose} aria-current={isCurrent}>
      <Avatar customer={chat} />
      <span class="chat-row-words">
        <span class="chat-row-name one-line">{name ?? shownAs}</span>
        <span class="chat-row-number">{name ? shownAs : ''}</span>
        <span class="chat-row-last one-line">{lastMessage ? lastMessage.text : notWrittenYet}</span>
      </span>
      {isNew && <span class="tag is-info">{newLabel}</span>}
    </button>
  );
}

function AddCustomer({ phone }: { phone: PhoneState }) {
  const words = useWords(PHONE_WORDS);
  const isRefused = useSignal(false);
  async function add(event: SubmitEvent & { currentTarget: HTMLFormElement }) {
    event.preventDefault();
    const entered = new FormData(event.currentTarget);
    const address = readPhoneNumber(String(entered.get('number')));
    const name = String(entered.get('name')).trim() || undefined;
    isRefused.value = address === undefined;
    if (address) await phone.add(address, name);
  }
  return (
    <form class="add-customer" onSubmit={(event) => void add(event)} noValidate>
      <h3 class="add-customer-title">{words.addCustomer}</h3>
      <label class="add-customer-field">
        {words.number}
        <input
          class="input"
          name="number"
          type="tel"
          autoComplete="off"
          placeholder="+34 600 000 009"
          aria-invalid={isRefused.value}
          aria-describedby="add-customer-fault"
        />
      </label>
      <label class="add-customer-field">
        {words.name}
        <input class="input" name="name" type="text" autoComplete="off" maxLength={100} />
      </label>
      <p id="add-customer-fault" class="field-fault" role="alert">
        {isRefused.value && words.badNumber}
      </p>
      <button class="button" type="submit">
        <Icon name="person" />
        {words.add}
      </button>
    </form>
  );
}
