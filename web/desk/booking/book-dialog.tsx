import { useState } from 'preact/hooks';
import { InvitationView } from '../../../functions/shared/http/answers/invitation-schema.ts';
import { useSession } from '../../ui/console-session.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { dayOf } from '../../ui/times.ts';
import { useSay } from '../../ui/toasts.tsx';
import { useWords } from '../../ui/words/language.ts';
import { CustomerFields } from './customer-fields.tsx';
import { DialogForm, RefusedPart } from './dialog-form.tsx';
import { type Refused, refusedBy } from './refusal.ts';
import { REFUSAL_WORDS } from './refusal-words.ts';
import { choicesOf, ResourceChoice, ServiceChoice } from './service-choice.tsx';
import { type CallerStart, useCaller } from './use-caller.ts';
import { useRequestKey } from './use-request-key.ts';
import type { Wanted } from './when/nearest-times.ts';
import { TimeChoice } from './when/time-choice.tsx';
import { BOOKING_WORDS } from './words.ts';

/** What is known already of a booking to be made: by the business's clock, and by the contract's ids. */
export type BookingStart = {
  service?: string | undefined;
  resource?: string | undefined;
  date?: string | undefined;
  time?: string | undefined;
};

type BookProps = {
  start?: BookingStart | undefined;
  customer?: CallerStart | undefined;
  /** Called with the booking if one was made. */
  close(invitationId?: string): void;
};

/** Books for somebody who phones or stands at the desk: what, with whom, when, and who they are. */
export function BookDialog({ start = {}, customer = {}, close }: BookProps) {
  const { api, contract, now, timeZone } = useSession();
  const words = useWords(BOOKING_WORDS);
  const refusals = useWords(REFUSAL_WORDS);
  const say = useSay();
  const requestKey = useRequestKey();
  const [only] = contract.services.length === 1 ? contract.services : [];
  const [service, setService] = useState<string>(start.service ?? only?.id ?? '');
  const [resource, setResource] = useState(start.resource);
  const [wanted, setWanted] = useState<Wanted>({
    date: start.date ?? dayOf(now(), timeZone),
    time: start.time ?? '',
  });
  const known = useCaller(customer);
  const [notes, setNotes] = useState('');
  const [override, setOverride] = useState(false);
  const [isBusy, setBusy] = useState(false);
  const [refused, setRefused] = useState<Refused>();
  // Who gives one service may not give another.
  const who = choicesOf(service, contract).some(({ id }) => id === resource) ? resource : undefined;

  function choose<Value>(set: (value: Value) => void) {
    return (value: Value) => {
      setRefused(undefined);
      setOverride(false);
      set(value);
    };
  }
  async function book() {
    const { name, language } = known.caller;
    const body = {
      service,
      ...wanted,
      ...(who !== undefined && { resource: who }),
      customerName: name,
      ...known.address,
      ...(language !== '' && { language }),
      ...(notes.trim() !== '' && { notes }),
      ...(override && { override }),
    };
    setBusy(true);
    setRefused(undefined);
    try {
      const { invitationId } = await api.send(InvitationView, 'POST', '/bookings', body, requestKey(body));
      say(words.book.done(name.trim()));
      close(invitationId);
    } catch (error) {
      setRefused(refusedBy(error, refusals));
      setBusy(false);
    }
  }
  return (
    <Dialog title={words.book.title} close={() => close()}>
      <DialogForm verb={words.book.act} isBusy={isBusy} submit={book} close={() => close()}>
        {!only && <ServiceChoice value={service} choose={choose(setService)} />}
        <ResourceChoice service={service} value={who} mayBeAnybody choose={choose(setResource)} />
        <TimeChoice wish={{ service, resource: who }} wanted={wanted} choose={choose(setWanted)} />
        <CustomerFields known={known} />
        <label class="ui-tool">
          <span>
            {words.notes} ({words.optional})
          </span>
          <textarea
            class="input"
            maxLength={2000}
            value={notes}
            onInput={(event) => setNotes(event.currentTarget.value)}
          />
        </label>
        <RefusedPart refused={refused} override={override} setOverride={setOverride} choose={choose(setWanted)} />
      </DialogForm>
    </Dialog>
  );
}
