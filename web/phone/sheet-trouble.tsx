import './sheet-trouble.css';
import { useWords } from '../ui/words/language.ts';
import type { FormState, Trouble } from './form-state.ts';
import type { FormWords } from './words/form-words.ts';
import { PHONE_WORDS, type PhoneWords } from './words/phone-words.ts';
import { useFormWords } from './words/use-form-words.ts';

/** What did not work, and a button that repeats it where that may help. */
export function SheetTrouble({ form: { trouble } }: { form: FormState }) {
  const words = useFormWords();
  const phoneWords = useWords(PHONE_WORDS);
  const { value } = trouble;
  const again = value && 'again' in value ? value.again : undefined;
  return (
    <div class="sheet-trouble" role="alert">
      {value && <p>{sentenceOf(value, words, phoneWords)}</p>}
      {again && (
        <button class="button" type="button" onClick={again}>
          {words.tryAgain}
        </button>
      )}
    </div>
  );
}

/** A customer would read the form's own words; what is about this page is said as the page speaks. */
function sentenceOf(trouble: Trouble, { failed, flowFaults }: FormWords, { faults }: PhoneWords): string {
  switch (trouble.kind) {
    case 'failed':
      return failed;
    case 'unsupported':
      return flowFaults[trouble.fault.kind](trouble.fault.of);
    case 'simulator':
      return faults[trouble.fault.kind](trouble.fault);
  }
}
