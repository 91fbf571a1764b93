import { useSession } from '../../ui/console-session.ts';
import { useWords } from '../../ui/words/language.ts';
import { useLanguageName } from '../../ui/words/use-language-name.ts';
import { LABEL_WORDS } from './label-words.ts';
import type { KnownCaller } from './use-caller.ts';
import { BOOKING_WORDS } from './words.ts';

type FieldProps = { known: KnownCaller; isPhoneNeeded?: boolean };

/** Name, number and language of a customer; whoever is known already is offered after the first letters or digits. */
export function CustomerFields({ known, isPhoneNeeded = false }: FieldProps) {
  const { caller, setCaller: set } = known;
  const words = useWords(BOOKING_WORDS);
  const { contract } = useSession();
  return (
    <>
      <div class="booking-form-pair">
        <label class="ui-tool">
          <span>{words.name}</span>
          <input
            class="input"
            autocomplete="off"
            required
            maxLength={200}
            value={caller.name}
            onInput={({ currentTarget: { value } }) => set({ ...caller, name: value })}
          />
        </label>
        <label class="ui-tool">
          <span>
            {words.phone} {!isPhoneNeeded && `(${words.optional})`}
          </span>
          <input
            class="input"
            type="tel"
            autocomplete="off"
            required={isPhoneNeeded}
            maxLength={40}
            placeholder={words.phoneExample}
            value={caller.phone}
            onInput={({ currentTarget: { value } }) => set({ ...caller, phone: value })}
          />
        </label>
      </div>
      <Suggested known={known} />
      {contract.languages.length > 1 && (
        <LanguageChoice value={caller.language} choose={(language) => set({ ...caller, language })} />
      )}
    </>
  );
}

/** Customers who fit what is written so far; the words are read out as they come. */
function Suggested({ known: { suggested, recognise } }: { known: KnownCaller }) {
  const words = useWords(BOOKING_WORDS);
  const { noName } = useWords(LABEL_WORDS);
  return (
    <div class="booking-suggested" role="status">
      {suggested.length > 0 && <p class="booking-form-hint">{words.knownCustomers}</p>}
      {suggested.map((customer) => (
        <button key={customer.phone} type="button" class="button" onClick={() => recognise(customer)}>
          {customer.name ?? noName} <small>+{customer.phone}</small>
        </button>
      ))}
    </div>
  );
}

/** In which of the business's languages the customer is written to. */
export function LanguageChoice({ value, choose }: { value: string; choose(language: string): void }) {
  const words = useWords(BOOKING_WORDS);
  const { contract } = useSession();
  const languageName = useLanguageName();
  return (
    <label class="ui-tool">
      <span>{words.writtenIn}</span>
      <select class="input" value={value} onChange={(event) => choose(event.currentTarget.value)}>
        {contract.languages.map((language) => (
          <option key={language} value={language}>
            {languageName(language)}
          </option>
        ))}
      </select>
    </label>
  );
}
