import { useId } from 'preact/hooks';
import type { InvitationSummary, NotToldView } from '../../../../functions/shared/http/answers/invitation-schema.ts';
import { useTimes } from '../../../ui/use-times.ts';
import { useWords } from '../../../ui/words/language.ts';
import { REASON_WORDS } from '../reason-words.ts';
import { CustomerLinks } from './customer-links.tsx';
import { DoneButton } from './done-button.tsx';
import { ResendButton } from './resend-button.tsx';
import { PANEL_WORDS } from './words.ts';

type CallProps = {
  invitation: InvitationSummary;
  notTold: NotToldView;
  /** Called after the call was noted, or the message was sent again, with the text to show. */
  done(words: string): void;
};

/** Whom to call about a booking, why no message reached them, and what to say. */
export function CallCard({ invitation, notTold, done }: CallProps) {
  const words = useWords(PANEL_WORDS);
  const reasons = useWords(REASON_WORDS);
  const { dayAndTime } = useTimes();
  const titleId = useId();
  const { invitationId, recipient, language } = invitation;
  const { revision, purpose, reason, since, call } = notTold;
  // A booking that has to be corrected first may not be as the text says.
  const say = reason === 'needs-attention' ? undefined : notTold.say;
  return (
    <section class="ui-card ui-call" aria-labelledby={titleId}>
      <h4 id={titleId}>{words.call}</h4>
      <p>
        {call.name} {reasons.news[purpose]}.
      </p>
      <CustomerLinks recipient={recipient} text={say} />
      <dl class="ui-facts">
        <dt>{words.why}</dt>
        <dd>{reasons.notTold[reason]}</dd>
        {say && <dt>{words.say}</dt>}
        {say && <dd lang={language.replace('_', '-')}>{say}</dd>}
        <dt>{words.since}</dt>
        <dd>
          <time dateTime={since}>{dayAndTime(since)}</time>
        </dd>
      </dl>
      <DoneButton
        id={invitationId}
        body={{ what: 'called', revision }}
        done={() => done(words.notedCall(call.name))}
        beside={<ResendButton invitation={invitation} notTold={notTold} sent={done} />}
      >
        {words.called}
        <span class="spoken"> {call.name}</span>
      </DoneButton>
    </section>
  );
}
