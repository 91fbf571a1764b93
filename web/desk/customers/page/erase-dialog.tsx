import { useState } from 'preact/hooks';
import type { CustomerView } from '../../../../functions/shared/http/answers/customers.ts';
import { ErasureAnswer } from '../../../../functions/shared/http/answers/erasure.ts';
import { useSession } from '../../../ui/console-session.ts';
import { Dialog } from '../../../ui/dialog.tsx';
import { Fault } from '../../../ui/states.tsx';
import { useFaultSentence } from '../../../ui/use-fault-sentence.ts';
import { useWords } from '../../../ui/words/language.ts';
import { LABEL_WORDS } from '../../booking/label-words.ts';
import { go } from '../../shell/route.ts';
import { keyOf } from '../customer-key.ts';
import { ERASE_WORDS } from './erase-words.ts';

type EraseProps = { customer: CustomerView; close(): void };

/** Says what goes before a customer is erased, and afterwards what stays elsewhere. */
export function EraseDialog({ customer, close }: EraseProps) {
  const { api } = useSession();
  const words = useWords(ERASE_WORDS);
  const { noName } = useWords(LABEL_WORDS);
  const faultSentence = useFaultSentence();
  const [isBusy, setBusy] = useState(false);
  const [fault, setFault] = useState<string>();
  const [erasure, setErasure] = useState<ErasureAnswer>();

  async function erase() {
    setBusy(true);
    setFault(undefined);
    try {
      const path = `/customers?${new URLSearchParams(keyOf(customer))}`;
      let answer: ErasureAnswer;
      // Somebody with much of it takes several requests.
      do answer = await api.send(ErasureAnswer, 'DELETE', path);
      while (!answer.complete);
      setErasure(answer);
    } catch (error) {
      setFault(faultSentence(error));
      setBusy(false);
    }
  }
  function leave() {
    close();
    if (erasure) go({ view: 'customers' });
  }
  return (
    <Dialog title={words.title(customer.name ?? noName)} close={leave}>
      {erasure ? (
        <Erased erasure={erasure} leave={leave} />
      ) : (
        <div class="customer-erase" aria-busy={isBusy}>
          <p>{words.goes}</p>
          <ul>
            {words.parts.map((part) => (
              <li key={part}>{part}</li>
            ))}
          </ul>
          <p>{words.stays}</p>
          <p>
            <strong>{words.isFinal}</strong>
          </p>
          <Fault>{fault}</Fault>
          <div class="customer-acts">
            <button type="button" class="button is-danger" disabled={isBusy} onClick={erase}>
              {words.act}
            </button>
            <button type="button" class="button is-quiet" onClick={close}>
              {words.back}
            </button>
          </div>
        </div>
      )}
    </Dialog>
  );
}

/** What became of it, and who else is to be asked. */
function Erased({ erasure, leave }: { erasure: ErasureAnswer; leave(): void }) {
  const words = useWords(ERASE_WORDS);
  const { optedOut, notErasedFromHere } = erasure;
  return (
    <div class="customer-erase">
      <p role="status">
        {words.done} {optedOut && words.optOutStays}
      </p>
      <p>{words.elsewhere}</p>
      <ul>
        {notErasedFromHere.map(({ what, keptFor }) => (
          <li key={what}>
            {words.remainders[what]} {keptFor && `(${words.keptFor(daysOf(keptFor))})`}
          </li>
        ))}
      </ul>
      <div class="customer-acts">
        <button type="button" class="button is-primary" onClick={leave}>
          {words.close}
        </button>
      </div>
    </div>
  );
}

/** Whole days of a period of days or of hours (ISO 8601), rounded up. */
function daysOf(period: string): number {
  const [, days, hours = '0'] = /^P(?:(\d+)D|T(\d+)H)$/.exec(period) ?? [];
  return days === undefined ? Math.ceil(Number(hours) / 24) : Number(days);
}
