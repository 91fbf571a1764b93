import './phone.css';
import { useEffect, useRef } from 'preact/hooks';
import { Icon } from '../ui/icon.tsx';
import { useWords } from '../ui/words/language.ts';
import { Avatar } from './avatar.tsx';
import { Chat } from './chat.tsx';
import { ChatList } from './chat-list.tsx';
import { FlowSheet } from './flow-sheet.tsx';
import { ListSheet } from './list-sheet.tsx';
import type { PhoneState } from './phone-state.ts';
import { PHONE_WORDS } from './words/phone-words.ts';

type PhoneProps = {
  phone: PhoneState;
  /** Called for a message that the user presses. */
  press(messageId: string): void;
};

/** A customer's phone with the booking chat; above it, outside its frame, whose phone it is. */
export function Phone({ phone, press }: PhoneProps) {
  useEffect(phone.follow, [phone]);
  const isListShown = phone.isListShown.value;
  const cameFromList = useRef(false);
  cameFromList.current ||= isListShown;
  return (
    <div class="phone-place">
      {isListShown ? (
        <div class="phone-customers">
          <ChatList phone={phone} />
        </div>
      ) : (
        <Device phone={phone} press={press} takesFocus={cameFromList.current} />
      )}
      <Notices phone={phone} />
    </div>
  );
}

function Device({ phone, press, takesFocus }: PhoneProps & { takesFocus: boolean }) {
  const form = phone.form.value;
  const list = phone.list.value;
  const isCovered = form !== undefined || list !== undefined;
  return (
    <>
      <PhoneOwner phone={phone} isInert={isCovered} />
      <div class="phone">
        <div class="phone-screen" inert={isCovered}>
          <Chat phone={phone} press={press} takesFocus={takesFocus} />
        </div>
        {form && <FlowSheet key={form.messageId} form={form} today={phone.today.value} close={phone.closeSheets} />}
        {list && (
          <ListSheet list={list} choose={(id) => void phone.tap(list.messageId, id)} close={phone.closeSheets} />
        )}
      </div>
    </>
  );
}

/** Whose phone it is, and the way to that of somebody else: no phone has these. */
function PhoneOwner({ phone, isInert }: { phone: PhoneState; isInert: boolean }) {
  const { name, shownAs } = phone.customer.value;
  const { allCustomers } = useWords(PHONE_WORDS);
  return (
    <header class="phone-owner" inert={isInert}>
      <button class="icon-button" type="button" onClick={phone.showList} aria-label={allCustomers}>
        <Icon name="chevron-left" />
      </button>
      <Avatar customer={phone.customer.value} />
      <div class="phone-names">
        <h2 class="phone-title one-line">{name ?? shownAs}</h2>
        {name && <p class="phone-subtitle one-line">{shownAs}</p>}
      </div>
    </header>
  );
}

function Notices({ phone: { isConnected, fault, note } }: { phone: PhoneState }) {
  const { noConnection, faults, notes } = useWords(PHONE_WORDS);
  return (
    <div class="phone-notices" role="status">
      {!isConnected.value && <p class="phone-notice">{noConnection}</p>}
      {isConnected.value && fault.value && <p class="phone-notice">{faults[fault.value.kind](fault.value)}</p>}
      {note.value && <p class="phone-notice">{notes[note.value]}</p>}
    </div>
  );
}
