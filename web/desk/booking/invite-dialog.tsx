import { useState } from 'preact/hooks';
import { SentInvitation } from '../../../functions/shared/http/answers/invitation-schema.ts';
import { NotGranted } from '../../ui/connection.ts';
import { useSession } from '../../ui/console-session.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { Fault } from '../../ui/states.tsx';
import { useSay } from '../../ui/toasts.tsx';
import { useWords } from '../../ui/words/language.ts';
import { type Caller, CustomerFields } from './customer-fields.tsx';
import { DialogForm } from './dialog-form.tsx';
import { REASON_WORDS } from './reason-words.ts';
import { refusedBy } from './refusal.ts';
import { REFUSAL_WORDS } from './refusal-words.ts';
import { useRequestKey } from './use-request-key.ts';
import { BOOKING_WORDS } from './words.ts';

type InviteProps = {
  customer?: { name?: string | undefined; phone?: string | undefined; language?: string | undefined } | undefined;
  /** Called with the invitation if one was sent. */
  close(invitationId?: string): void;
};

/** Sends somebody the form with the free times. */
export function InviteDialog({ customer = {}, close }: InviteProps) {
  const { api, contract } = useSession();
  const words = useWords(BOOKING_WORDS);
  const refusals = useWords(REFUSAL_WORDS);
  const { failures } = useWords(REASON_WORDS);
  const say = useSay();
  const requestKey = useRequestKey();
  const [caller, setCaller] = useState<Caller>({
    name: customer.name ?? '',
    phone: customer.phone ?? '',
    language: customer.language ?? contract.languages[0] ?? '',
  });
  const [isBusy, setBusy] = useState(false);
  const [fault, setFault] = useState<string>();

  const whyNot = (error: unknown): string =>
    error instanceof NotGranted && error.reason
      ? words.invite.failed(failures[error.reason])
      : refusedBy(error, refusals).sentence;

  async function invite() {
    const { name, phone, language } = caller;
    const body = { phone, customerName: name, ...(language !== '' && { language }) };
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
        <CustomerFields caller={caller} set={setCaller} isPhoneNeeded />
        <Fault>{fault}</Fault>
      </DialogForm>
    </Dialog>
  );
}
