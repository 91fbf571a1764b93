import type { InvitationView } from '../../../../functions/shared/http/answers/invitation-schema.ts';
import type { Evidence } from '../../../ui/console-session.ts';
import { PayloadView } from '../../../ui/views/payload-view.tsx';
import { useLanguage, useWords } from '../../../ui/words/language.ts';
import { countsSentence } from '../attendance.ts';
import { LABEL_WORDS } from '../label-words.ts';
import { REASON_WORDS } from '../reason-words.ts';
import { PANEL_WORDS } from './words.ts';

type FactsProps = { invitation: InvitationView; evidence: Evidence | undefined };

/** What is seldom asked for: how often the customer came, why an invitation ended, and what is stored. */
export function Facts({ invitation, evidence }: FactsProps) {
  const words = useWords(PANEL_WORDS);
  const labels = useWords(LABEL_WORDS);
  const { failures } = useWords(REASON_WORDS);
  const names = new Intl.DisplayNames(useLanguage(), { type: 'language' });
  const { invitationId, language, attempts, revision, rejection, customer } = invitation;
  const facts = [
    [words.customer, customer && countsSentence(customer, labels)],
    [words.whyEnded, rejection && failures[rejection.reason]],
    [words.language, names.of(language.replace('_', '-'))],
    [words.attempts, attempts.length > 0 && String(attempts.length)],
    [words.revision, revision > 0 && String(revision)],
    [words.id, <span class="ui-id">{invitationId}</span>],
  ].filter(([, value]) => value);
  return (
    <section class="ui-card ui-about" aria-labelledby="booking-facts">
      <h4 id="booking-facts">{words.invitation}</h4>
      <dl class="ui-facts">
        {facts.map(([name, value]) => [<dt key={`${name} name`}>{name}</dt>, <dd key={name}>{value}</dd>])}
      </dl>
      <PayloadView label={evidence ? words.asStored : words.asTold} body={evidence?.item ?? invitation} />
    </section>
  );
}
