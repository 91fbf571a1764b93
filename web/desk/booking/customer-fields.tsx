import { useSession } from '../../ui/console-session.ts';
import { useLanguage, useWords } from '../../ui/words/language.ts';
import { BOOKING_WORDS } from './words.ts';

/** Who somebody is, as they say it on the phone. `language`: the one in which they are written to. */
export type Caller = { name: string; phone: string; language: string };

type FieldProps = { caller: Caller; set(caller: Caller): void; isPhoneNeeded?: boolean };

/** Name, number and language of a customer. */
export function CustomerFields({ caller, set, isPhoneNeeded = false }: FieldProps) {
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
      {contract.languages.length > 1 && (
        <LanguageChoice value={caller.language} choose={(language) => set({ ...caller, language })} />
      )}
    </>
  );
}

/** In which of the business's languages the customer is written to. */
function LanguageChoice({ value, choose }: { value: string; choose(language: string): void }) {
  const words = useWords(BOOKING_WORDS);
  const { contract } = useSession();
  const shown = useLanguage();
  const names = new Intl.DisplayNames(shown, { type: 'language' });
  return (
    <label class="ui-tool">
      <span>{words.writtenIn}</span>
      <select class="input" value={value} onChange={(event) => choose(event.currentTarget.value)}>
        {contract.languages.map((language) => (
          <option key={language} value={language}>
            {names.of(language.replace('_', '-')) ?? language}
          </option>
        ))}
      </select>
    </label>
  );
}
