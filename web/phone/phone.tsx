import './phone.css';
import { useEffect, useMemo, useRef } from 'preact/hooks';
import { Chat } from './chat.tsx';
import { ChatList } from './chat-list.tsx';
import { FlowSheet } from './flow-sheet.tsx';
import { ListSheet } from './list-sheet.tsx';
import { createPhoneState } from './phone-state.ts';

/** A customer's phone with the booking chat. */
export function Phone() {
  const phone = useMemo(createPhoneState, []);
  useEffect(phone.follow, [phone]);
  const form = phone.form.value;
  const list = phone.list.value;
  const cameFromList = useRef(false);
  cameFromList.current ||= phone.isListShown.value;
  return (
    <div class="phone">
      <div class="phone-screen" inert={form !== undefined || list !== undefined}>
        {phone.isListShown.value ? (
          <ChatList phone={phone} />
        ) : (
          <Chat phone={phone} takesFocus={cameFromList.current} />
        )}
      </div>
      {form && <FlowSheet key={form.messageId} form={form} today={phone.today.value} close={phone.closeSheets} />}
      {list && <ListSheet list={list} choose={(id) => void phone.tap(list.messageId, id)} close={phone.closeSheets} />}
      <Notices phone={phone} />
    </div>
  );
}

function Notices({ phone }: { phone: ReturnType<typeof createPhoneState> }) {
  return (
    <div class="phone-notices" role="status">
      {!phone.isConnected.value && <p class="phone-notice">No connection to the local stack. Trying again …</p>}
      {phone.isConnected.value && phone.fault.value && <p class="phone-notice">{phone.fault.value}</p>}
    </div>
  );
}
