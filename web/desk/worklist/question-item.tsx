import type { WishView } from '../../../functions/shared/http/answers/lists.ts';
import { useTimes } from '../../ui/use-times.ts';
import { useWords } from '../../ui/words/language.ts';
import { CustomerLinks } from '../booking/panel/customer-links.tsx';
import { DoneButton } from '../booking/panel/done-button.tsx';
import { WORKLIST_WORDS } from './words.ts';

type QuestionProps = {
  item: WishView;
  /** Called after the answer was noted, with the text to show. */
  answered(words: string): void;
};

/** A customer who waits for a person to answer. What they wrote is in the chat only. */
export function QuestionItem({ item, answered }: QuestionProps) {
  const words = useWords(WORKLIST_WORDS);
  const times = useTimes();
  const { questionId, chatId, customerName = words.nameless, wish, since } = item;
  return (
    <li class="worklist-item">
      <div class="worklist-who">
        <strong>{customerName}</strong>
        <p>
          <time dateTime={since}>{times.dayAndTime(since)}</time>
        </p>
      </div>
      <p>{words.wishes[wish]}</p>
      <CustomerLinks recipient={{ chatId }} />
      <DoneButton id={questionId} body={{ what: 'answered' }} done={() => answered(words.noted.answered(customerName))}>
        {words.answered}
        <span class="spoken"> {customerName}</span>
      </DoneButton>
    </li>
  );
}
