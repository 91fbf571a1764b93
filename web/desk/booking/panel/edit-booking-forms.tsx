import type { ComponentChildren } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { ReviewedBooking } from '../../../../functions/shared/domain/booking/attention.ts';
import { Ignored, wordsOf } from '../../../ui/connection.ts';
import { useSession } from '../../../ui/console-session.ts';
import { clockTime, dayOf } from '../../../ui/times.ts';

type EditProps = { invitationId: string; close(): void; done(words: string): void };

/** Sets date and time, in the business's time zone. */
export function MoveForm({ invitationId, booking, close, done }: EditProps & { booking: ReviewedBooking }) {
  const { api, now, timeZone } = useSession();
  const [date, setDate] = useState(dayOf(booking.startsAt ?? now(), booking.timeZone || timeZone));
  const [time, setTime] = useState(booking.startsAt ? clockTime(booking.startsAt, booking.timeZone) : '');
  const save = () => api.send(Ignored, 'PATCH', `/bookings/${invitationId}`, { date, time });
  return (
    <EditForm verb="Save time" act={save} close={close} done={() => done('The time is saved.')}>
      <div class="ui-edit-when">
        <WhenField label="Date" type="date" value={date} enter={setDate} />
        <WhenField label="Time" type="time" value={time} enter={setTime} />
      </div>
    </EditForm>
  );
}

type WhenFieldProps = { label: string; type: 'date' | 'time'; value: string; enter(value: string): void };

const WhenField = ({ label, type, value, enter }: WhenFieldProps) => (
  <label class="ui-tool">
    <span>{label}</span>
    <input class="input" type={type} required value={value} onInput={(event) => enter(event.currentTarget.value)} />
  </label>
);

/** Cancels the booking, with an optional reason. */
export const CancelForm = (props: EditProps) => (
  <EndForm {...props} call="cancel" verb="Cancel booking" words="The booking is cancelled." label="Reason (optional)" />
);

/** Refuses what waits for approval, with an optional reason, which the customer reads. */
export const RefuseForm = (props: EditProps) => (
  <EndForm
    {...props}
    call="refuse"
    verb="Refuse it"
    words="The appointment is refused."
    label="Reason for the customer (optional)"
  />
);

type EndProps = EditProps & { call: 'cancel' | 'refuse'; verb: string; words: string; label: string };

function EndForm({ invitationId, close, done, call, verb, words, label }: EndProps) {
  const { api } = useSession();
  const [reason, setReason] = useState('');
  const end = () => {
    const body = reason.trim() === '' ? {} : { reason };
    return api.send(Ignored, 'POST', `/bookings/${invitationId}/${call}`, body);
  };
  return (
    <EditForm verb={verb} act={end} close={close} done={() => done(words)}>
      <label class="ui-tool">
        <span>{label}</span>
        <input class="input" maxLength={500} value={reason} onInput={(event) => setReason(event.currentTarget.value)} />
      </label>
    </EditForm>
  );
}

type FormProps = {
  verb: string;
  act(): Promise<unknown>;
  close(): void;
  done(): void;
  children: ComponentChildren;
};

function EditForm({ verb, act, close, done, children }: FormProps) {
  const [isBusy, setBusy] = useState(false);
  const [fault, setFault] = useState('');
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => form.current?.querySelector('input')?.focus(), []);

  async function submit(event: Event) {
    event.preventDefault();
    setBusy(true);
    setFault('');
    const words = await act().then(
      () => '',
      (error: unknown) => wordsOf(error),
    );
    setBusy(false);
    if (words === '') done();
    else setFault(words);
  }

  return (
    <form
      ref={form}
      class="ui-edit"
      onSubmit={submit}
      onKeyDown={(event) => {
        if (event.key === 'Escape') close();
      }}
    >
      {children}
      {fault && (
        <p class="ui-fault" role="alert">
          {fault}
        </p>
      )}
      <div class="ui-acts">
        <button type="submit" class="button is-primary" disabled={isBusy}>
          {verb}
        </button>
        <button type="button" class="button is-quiet" onClick={close}>
          Back
        </button>
      </div>
    </form>
  );
}
