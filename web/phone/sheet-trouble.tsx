import './sheet-trouble.css';
import type { FormState } from './form-state.ts';
import { useWords } from './words/use-words.ts';

/** What did not work, and a button that repeats it where that may help. */
export function SheetTrouble({ form: { trouble } }: { form: FormState }) {
  const words = useWords();
  const { text, again } = trouble.value ?? {};
  return (
    <div class="sheet-trouble" role="alert">
      {text && <p>{text}</p>}
      {again && (
        <button class="button" type="button" onClick={again}>
          {words.tryAgain}
        </button>
      )}
    </div>
  );
}
