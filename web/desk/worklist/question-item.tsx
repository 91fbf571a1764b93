import type { WishView } from '../../../functions/shared/http/answers/lists.ts';
import { useSession } from '../../ui/console-session.ts';
import { dayAndTime } from '../../ui/times.ts';
import { wishSentence } from '../booking/labels.ts';
import { CustomerLinks } from '../booking/panel/customer-links.tsx';
import { DoneButton } from '../booking/panel/done-button.tsx';

type QuestionProps = {
  item: WishView;
  /** Called after the answer was noted, with the text to show. */
  answered(words: string): void;
};

/** A customer who waits for a person to answer. What they wrote is in the chat only. */
export function QuestionItem({ item, answered }: QuestionProps) {
  const { timeZone } = useSession();
  const { questionId, chatId, customerName = 'No name', wish, since } = item;
  return (
    <li class="ui-work-item ui-card">
      <p class="ui-work-who">
        <strong>{customerName}</strong>
        <time dateTime={since}>{dayAndTime(since, timeZone)}</time>
      </p>
      <p>{wishSentence(wish)}</p>
      <CustomerLinks recipient={{ chatId }} />
      <DoneButton
        id={questionId}
        body={{ what: 'answered' }}
        done={() => answered(`Noted: ${customerName} was answered.`)}
      >
        Answered<span class="spoken"> {customerName}</span>
      </DoneButton>
    </li>
  );
}
