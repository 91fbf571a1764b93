import type { UnmatchedView } from '../../../functions/shared/http/answers/lists.ts';
import { useTimes } from '../../ui/use-times.ts';
import { PayloadView } from '../../ui/views/payload-view.tsx';
import { useWords } from '../../ui/words/language.ts';
import { WORKLIST_WORDS } from './words.ts';

/** Something that came in and belongs to nobody, as it came. */
export function UnmatchedItem({ item: { createdAt, reason, bytes, hash, text } }: { item: UnmatchedView }) {
  const words = useWords(WORKLIST_WORDS);
  const times = useTimes();
  return (
    <li class="worklist-item">
      <div class="worklist-who">
        <strong>{words.reasons[reason]}</strong>
        <p>
          <time dateTime={createdAt}>{times.dayAndTime(createdAt)}</time> · {words.bytes(bytes)}
        </p>
      </div>
      <PayloadView label={words.asItCame} body={text ?? words.tooLarge(hash)} />
    </li>
  );
}
