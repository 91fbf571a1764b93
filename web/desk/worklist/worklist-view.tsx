import './worklist-view.css';
import type { ComponentChildren } from 'preact';
import { useRef, useState } from 'preact/hooks';
import type { InvitationSummary } from '../../../functions/shared/http/answers/invitation-schema.ts';
import type { WishView } from '../../../functions/shared/http/answers/lists.ts';
import { Empty, Reading, Unread } from '../../ui/states.tsx';
import { useSay } from '../../ui/toasts.tsx';
import { useTimes } from '../../ui/use-times.ts';
import { useWords } from '../../ui/words/language.ts';
import { BookingItems } from './booking-items.tsx';
import { CallItem } from './call-item.tsx';
import { QuestionItem } from './question-item.tsx';
import { UnmatchedItem } from './unmatched-item.tsx';
import { WORKLIST_WORDS } from './words.ts';
import { countOf, type Worklist } from './worklist.ts';

/** A message that is sent again in vain is another entry. */
const callKey = ({ invitationId, notTold }: InvitationSummary) => `${invitationId} ${notTold?.since}`;
const questionKey = ({ questionId, since }: WishView) => `${questionId} ${since}`;

/** What waits for a person: whom to call, what to settle, whom to answer. */
export function WorklistView({ worklist: { value, fault, reload, lookBack } }: { worklist: Worklist }) {
  const words = useWords(WORKLIST_WORDS);
  const times = useTimes();
  const say = useSay();
  // An entry goes at once: the list may show it a little longer, because its index lags behind.
  const [finished, setFinished] = useState<readonly string[]>([]);
  const whole = useRef<HTMLDivElement>(null);
  if (!value) return fault ? <Unread fault={fault} again={reload} /> : <Reading />;

  const calls = value.calls.filter((item) => !finished.includes(callKey(item)));
  const questions = value.questions.filter((item) => !finished.includes(questionKey(item)));
  const { since, bookings, unmatched } = value;
  const isAllWell = countOf({ since, calls, bookings, questions, unmatched }) === 0;

  function finish(key: string, sentence: string) {
    setFinished([...finished, key]);
    // The button that had the focus is gone.
    whole.current?.focus();
    say(sentence);
    reload();
  }
  return (
    <div class="sections worklist" ref={whole} tabIndex={-1}>
      <header class="view-head">
        <h2>{words.title}</h2>
        <p>{words.since(times.dayName(since))}</p>
        <button type="button" class="ui-link" onClick={lookBack}>
          {words.lookBack}
        </button>
      </header>
      {fault && (
        <p class="ui-fault" role="alert">
          {fault}
        </p>
      )}
      {isAllWell && (
        <Empty title={words.nothing}>
          <p>{words.nothingSince(times.dayName(since))}</p>
        </Empty>
      )}
      <Section id="work-calls" title={words.calls} count={calls.length}>
        {calls.map((invitation) => (
          <CallItem
            key={callKey(invitation)}
            invitation={invitation}
            done={(sentence) => finish(callKey(invitation), sentence)}
          />
        ))}
      </Section>
      <Section id="work-bookings" title={words.bookings} count={bookings.length}>
        <BookingItems bookings={bookings} />
      </Section>
      <Section id="work-questions" title={words.questions} count={questions.length}>
        {questions.map((item) => (
          <QuestionItem
            key={questionKey(item)}
            item={item}
            answered={(sentence) => finish(questionKey(item), sentence)}
          />
        ))}
      </Section>
      <Section id="work-unmatched" title={words.unmatched} count={unmatched.length}>
        {unmatched.map((item) => (
          <UnmatchedItem key={item.hash} item={item} />
        ))}
      </Section>
    </div>
  );
}

type SectionProps = { id: string; title: string; count: number; children: ComponentChildren };

function Section({ id, title, count, children }: SectionProps) {
  if (count === 0) return null;
  return (
    <section aria-labelledby={id}>
      <h3 id={id}>
        {title} <span class="worklist-count">{count}</span>
      </h3>
      <ul class="worklist-items">{children}</ul>
    </section>
  );
}
