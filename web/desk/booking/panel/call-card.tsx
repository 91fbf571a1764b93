import { useId } from 'preact/hooks';
import type { InvitationSummary, NotToldView } from '../../../../functions/shared/http/answers/invitation-schema.ts';
import { useSession } from '../../../ui/console-session.ts';
import { dayAndTime } from '../../../ui/times.ts';
import { newsOf } from '../labels.ts';
import { CustomerLinks } from './customer-links.tsx';
import { DoneButton } from './done-button.tsx';

type CallProps = {
  invitation: InvitationSummary;
  notTold: NotToldView;
  /** Called after the call was noted, with the text to show. */
  called(words: string): void;
};

/** Whom to call about a booking, why no message reached them, and what to say. */
export function CallCard({ invitation, notTold, called }: CallProps) {
  const { timeZone } = useSession();
  const titleId = useId();
  const { invitationId, recipient, language } = invitation;
  const { revision, purpose, reason, explanation, since, call } = notTold;
  // A booking that has to be corrected first may not be as the text says.
  const say = reason === 'needs-attention' ? undefined : notTold.say;
  return (
    <section class="ui-card ui-call" aria-labelledby={titleId}>
      <h4 id={titleId}>Not told: call</h4>
      <p>
        {call.name} {newsOf(purpose)}.
      </p>
      <CustomerLinks recipient={recipient} />
      <dl class="ui-facts">
        <dt>Why</dt>
        <dd>{explanation}</dd>
        {say && <dt>Say</dt>}
        {say && <dd lang={language.replace('_', '-')}>{say}</dd>}
        <dt>Since</dt>
        <dd>
          <time dateTime={since}>{dayAndTime(since, timeZone)}</time>
        </dd>
      </dl>
      <DoneButton
        id={invitationId}
        body={{ what: 'called', revision }}
        done={() => called(`Noted: ${call.name} was called.`)}
      >
        Called<span class="spoken"> {call.name}</span>
      </DoneButton>
    </section>
  );
}
