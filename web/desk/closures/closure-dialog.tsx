import './closure-dialog.css';
import { useState } from 'preact/hooks';
import { ClosureAnswer } from '../../../functions/shared/http/answers/closures.ts';
import { useSession } from '../../ui/console-session.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { Fault } from '../../ui/states.tsx';
import { useSay } from '../../ui/toasts.tsx';
import { useFaultSentence } from '../../ui/use-fault-sentence.ts';
import { useWords } from '../../ui/words/language.ts';
import { BookingsUnder } from './bookings-under.tsx';
import { CLOSURE_KINDS, type ClosureForm, closedTimeOf, formFor } from './closure-form.ts';
import { CLOSURE_WORDS } from './words.ts';

type DialogProps = { day: string; close(): void };

/** Closes days or hours for everybody or for one, and shows before which bookings lie in that time. */
export function ClosureDialog({ day, close }: DialogProps) {
  const words = useWords(CLOSURE_WORDS);
  const faultSentence = useFaultSentence();
  const { api } = useSession();
  const say = useSay();
  const [form, setForm] = useState(() => formFor(day));
  // Sent again after a lost answer, it is the same closure.
  const [key, setKey] = useState(() => crypto.randomUUID());
  const [isBusy, setBusy] = useState(false);
  const [fault, setFault] = useState<string>();
  const time = closedTimeOf(form);

  function change(part: Partial<ClosureForm>) {
    setForm({ ...form, ...part });
    setKey(crypto.randomUUID());
  }

  async function submit(event: Event) {
    event.preventDefault();
    if (!time) return setFault(words.unfinished);
    setBusy(true);
    setFault(undefined);
    const reason = form.reason.trim();
    const body = reason === '' ? time : { ...time, reason };
    await api.send(ClosureAnswer, 'POST', '/closures', body, { 'idempotency-key': key }).then(
      ({ bookings }) => {
        say(words.saved(bookings.length), bookings.length > 0 ? 'warn' : 'good');
        close();
      },
      (error: unknown) => {
        setFault(faultSentence(error));
        setBusy(false);
      },
    );
  }
  return (
    <Dialog title={words.dialog} close={close}>
      <form class="closure-form" onSubmit={submit}>
        <Choices form={form} change={change} />
        <When form={form} change={change} />
        <label class="ui-tool">
          <span>{words.reason}</span>
          <input
            class="input"
            maxLength={200}
            value={form.reason}
            onInput={({ currentTarget }) => change({ reason: currentTarget.value })}
          />
        </label>
        {time && <BookingsUnder time={time} leave={close} />}
        <Fault>{fault}</Fault>
        <div class="closure-acts">
          <button type="submit" class="button is-primary" disabled={isBusy}>
            {isBusy ? words.saving : words.save}
          </button>
          <button type="button" class="button is-quiet" onClick={close}>
            {words.back}
          </button>
        </div>
      </form>
    </Dialog>
  );
}

type PartProps = { form: ClosureForm; change(part: Partial<ClosureForm>): void };

function Choices({ form, change }: PartProps) {
  const words = useWords(CLOSURE_WORDS);
  const { contract } = useSession();
  return (
    <>
      {contract.resources.length > 0 && (
        <label class="ui-tool">
          <span>{words.whom}</span>
          <select
            class="input"
            value={form.resource}
            onChange={({ currentTarget }) => change({ resource: currentTarget.value })}
          >
            <option value="">{words.everybody}</option>
            {contract.resources.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </select>
        </label>
      )}
      <fieldset class="closure-kinds">
        <legend>{words.what}</legend>
        {CLOSURE_KINDS.map((kind) => (
          <label key={kind}>
            <input type="radio" name="kind" checked={form.kind === kind} onChange={() => change({ kind })} />
            <span>{words.kinds[kind]}</span>
          </label>
        ))}
      </fieldset>
    </>
  );
}

function When({ form, change }: PartProps) {
  const words = useWords(CLOSURE_WORDS);
  const isHours = form.kind === 'hours';
  const field = (label: string, type: 'date' | 'time', name: 'firstDay' | 'lastDay' | 'fromTime' | 'toTime') => (
    <label class="ui-tool">
      <span>{label}</span>
      <input
        class="input"
        type={type}
        required
        value={form[name]}
        onInput={({ currentTarget: { value } }) =>
          // The last day follows the first one, which is filled in before.
          change(name === 'firstDay' && form.lastDay < value ? { firstDay: value, lastDay: value } : { [name]: value })
        }
      />
    </label>
  );
  return (
    <div class="closure-when">
      {field(words.firstDay, 'date', 'firstDay')}
      {field(words.lastDay, 'date', 'lastDay')}
      {form.kind !== 'days' && field(isHours ? words.openFromTime : words.fromTime, 'time', 'fromTime')}
      {form.kind !== 'days' && field(isHours ? words.openToTime : words.toTime, 'time', 'toTime')}
    </div>
  );
}
