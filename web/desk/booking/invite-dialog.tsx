import { useState } from 'preact/hooks';
import { sessionWindow, windowEnd } from '../../../functions/shared/domain/customer/customer.ts';
import { instantAt } from '../../../functions/shared/domain/time/instant.ts';
import { SentInvitation } from '../../../functions/shared/http/answers/invitation-schema.ts';
import { NotGranted } from '../../ui/connection.ts';
import { useSession } from '../../ui/console-session.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { Fault } from '../../ui/states.tsx';
import { useSay } from '../../ui/toasts.tsx';
import { useTimes } from '../../ui/use-times.ts';
import { useWords } from '../../ui/words/language.ts';
import { CustomerFields } from './customer-fields.tsx';
import { DialogForm } from './dialog-form.tsx';
import { REASON_WORDS } from './reason-words.ts';
import { refusedBy } from './refusal.ts';
import { REFUSAL_WORDS } from './refusal-words.ts';
import { type CallerStart, type KnownCaller, useCaller } from './use-caller.ts';
import { useRequestKey } from './use-request-key.ts';
import { BOOKING_WORDS } from './words.ts';

type InviteProps = {
  customer?: CallerStart | undefined;
  /** Called with the invitation if one was sent. */
  close(invitationId?: string): void;
};

/** Sends somebody the form with the free times. */
export function InviteDialog({ customer = {}, close }: InviteProps) {
  const { api } = useSession();
  const words = useWords(BOOKING_WORDS);
  const refusals = useWords(REFUSAL_WORDS);
  const { failures } = useWords(REASON_WORDS);
  const say = useSay();
  const requestKey = useRequestKey();
  const known = useCaller(customer);
  const [isBusy, setBusy] = useState(false);
  const [fault, setFault] = useState<string>();

  const whyNot = (error: unknown): string =>
    error instanceof NotGranted && error.reason
      ? words.invite.failed(failures[error.reason])
      : refusedBy(error, refusals).sentence;

  async function invite() {
    const { name, language } = known.caller;
    const body = { ...known.address, customerName: name, ...(language !== '' && { language }) };
    setBusy(true);
    setFault(undefined);
    try {
      const { invitationId } = await api.send(SentInvitation, 'POST', '/invitations', body, requestKey(body));
      say(words.invite.done(name.trim()));
      close(invitationId);
    } catch (error) {
      setFault(whyNot(error));
      setBusy(false);
    }
  }
  return (
    <Dialog title={words.invite.title} close={() => close()}>
      <DialogForm verb={words.invite.act} isBusy={isBusy} submit={invite} close={() => close()}>
        <p class="booking-form-hint">{words.invite.note}</p>
        <CustomerFields known={known} isPhoneNeeded={customer.chatId === undefined} />
        <WindowHint known={known} />
        <Fault>{fault}</Fault>
      </DialogForm>
    </Dialog>
  );
}

/** How the invitation would reach the customer now, before it is sent. */
function WindowHint({ known: { isRead, customer } }: { known: KnownCaller }) {
  const words = useWords(BOOKING_WORDS);
  const { now } = useSession();
  const { dayAndTime } = useTimes();
  if (!isRead) return null;
  if (customer?.optedOut) return <p class="booking-form-hint is-bad">{words.invite.optedOut}</p>;
  const closesAt = customer?.lastInboundAt && windowEnd(customer.lastInboundAt);
  if (!closesAt) return <p class="booking-form-hint">{words.invite.windowUnknown}</p>;
  const isOpen = sessionWindow(customer, instantAt(now())) === 'open';
  return (
    <p class={isOpen ? 'booking-form-hint is-good' : 'booking-form-hint'}>
      {isOpen ? words.invite.windowOpen(dayAndTime(closesAt)) : words.invite.windowClosed}
    </p>
  );
}
