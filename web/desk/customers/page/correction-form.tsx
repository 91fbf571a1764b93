import { useEffect, useRef, useState } from 'preact/hooks';
import { CustomerView } from '../../../../functions/shared/http/answers/customers.ts';
import { NotGranted } from '../../../ui/connection.ts';
import { useSession } from '../../../ui/console-session.ts';
import { Fault } from '../../../ui/states.tsx';
import { useSay } from '../../../ui/toasts.tsx';
import { useFaultSentence } from '../../../ui/use-fault-sentence.ts';
import { useWords } from '../../../ui/words/language.ts';
import { LanguageChoice } from '../../booking/customer-fields.tsx';
import { CUSTOMERS_WORDS } from '../words.ts';

type CorrectionProps = { customer: CustomerView; close(isSaved: boolean): void };

/** Corrects the name and the language of a customer in their place; what stays as it was is not sent. */
export function CorrectionForm({ customer, close }: CorrectionProps) {
  const { api, contract } = useSession();
  const { page: words } = useWords(CUSTOMERS_WORDS);
  const faultSentence = useFaultSentence();
  const say = useSay();
  const [name, setName] = useState(customer.name ?? '');
  const [language, setLanguage] = useState(customer.language ?? contract.defaultLanguage);
  const [isBusy, setBusy] = useState(false);
  const [fault, setFault] = useState<string>();
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => field.current?.focus(), []);

  async function save(event: Event) {
    event.preventDefault();
    const correction = {
      ...(name.trim() !== '' && name.trim() !== customer.name && { name }),
      ...(language !== (customer.language ?? contract.defaultLanguage) && { language }),
    };
    if (isBusy) return;
    if (Object.keys(correction).length === 0) return close(false);
    setBusy(true);
    setFault(undefined);
    try {
      const path = `/customers?chatId=${encodeURIComponent(customer.chatId ?? '')}`;
      const seen = { 'if-match': `"${customer.revision ?? 0}"` };
      await api.send(CustomerView, 'PATCH', path, correction, seen);
      say(words.corrected);
      close(true);
    } catch (error) {
      const isStale = error instanceof NotGranted && error.status === 412;
      setFault(isStale ? words.correctedMeanwhile : faultSentence(error));
      setBusy(false);
    }
  }
  return (
    <form
      class="customer-correction"
      aria-busy={isBusy}
      onSubmit={save}
      onKeyDown={(event) => {
        if (event.key === 'Escape') close(false);
      }}
    >
      <label class="ui-tool">
        <span>{words.name}</span>
        <input
          ref={field}
          class="input"
          autocomplete="off"
          required
          maxLength={200}
          value={name}
          onInput={(event) => setName(event.currentTarget.value)}
        />
      </label>
      {contract.languages.length > 1 && <LanguageChoice value={language} choose={setLanguage} />}
      <div class="customer-acts">
        <button type="submit" class="button is-primary" disabled={isBusy}>
          {words.save}
        </button>
        <button type="button" class="button is-quiet" onClick={() => close(false)}>
          {words.cancel}
        </button>
      </div>
      <Fault>{fault}</Fault>
    </form>
  );
}
