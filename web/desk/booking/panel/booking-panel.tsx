import './booking-panel.css';
import { useEffect, useRef, useState } from 'preact/hooks';
import { InvitationView as Invitation } from '../../../../functions/shared/http/answers/invitation-schema.ts';
import { type Evidence, useSession } from '../../../ui/console-session.ts';
import { Icon } from '../../../ui/icon.tsx';
import { STAGES } from '../../../ui/step.ts';
import { useLoaded } from '../../../ui/use-loaded.ts';
import { PayloadView } from '../../../ui/views/payload-view.tsx';
import { Tag } from '../../../ui/views/tag.tsx';
import { useLanguage } from '../../../ui/words/language.ts';
import { countsSentence } from '../attendance.ts';
import { addressOf, statusOf } from '../labels.ts';
import { inOrder, progressOf, timelineOf } from '../steps/invitation-steps.ts';
import { lineWordsIn } from '../steps/line-words.ts';
import { ProgressStrip } from '../steps/progress-strip.tsx';
import { TimeLine } from '../steps/time-line.tsx';
import { BookingCard } from './booking-card.tsx';
import { CallCard } from './call-card.tsx';

type InvitationProps = { invitationId: string; back(): void; open(invitationId: string): void };

/** One invitation: its progress, its booking with the forms to change it, and every step. */
export function BookingPanel({ invitationId, back, open }: InvitationProps) {
  const { api, evidenceOf } = useSession();
  const { value, fault, reload } = useLoaded(invitationId, async () => {
    const [invitation, evidence] = await Promise.all([
      api.get(Invitation, `/invitations/${invitationId}`),
      evidenceOf?.(invitationId).catch(() => undefined),
    ]);
    return { invitation, evidence };
  });
  const heading = useRef<HTMLHeadingElement>(null);
  const [said, setSaid] = useState('');
  const isLoaded = value !== undefined;
  const notTold = value?.invitation.notTold;
  useEffect(() => {
    if (isLoaded) heading.current?.focus();
  }, [invitationId, isLoaded]);

  function changed(words: string) {
    setSaid(words);
    reload();
  }
  return (
    <article class="ui-invitation">
      <button type="button" class="ui-link ui-back" onClick={back}>
        <Icon name="arrow-left" /> All invitations
      </button>
      {fault && (
        <p class="ui-fault ui-invitation-fault" role="alert">
          {fault}
        </p>
      )}
      {value && (
        <>
          <Head invitation={value.invitation} heading={heading} />
          <Steps {...value} />
          <div class="ui-beside">
            <p class="ui-edited" role="status">
              {said}
            </p>
            {notTold && <CallCard invitation={value.invitation} notTold={notTold} called={changed} />}
            {value.invitation.booking && (
              <BookingCard
                invitationId={invitationId}
                booking={value.invitation.booking}
                changed={changed}
                open={open}
              />
            )}
            <Facts invitation={value.invitation} evidence={value.evidence} />
          </div>
        </>
      )}
    </article>
  );
}

type HeadProps = { invitation: Invitation; heading: { current: HTMLHeadingElement | null } };

function Head({ invitation, heading }: HeadProps) {
  const { label, tone } = statusOf(invitation);
  return (
    <header class="ui-invitation-head">
      <h3 ref={heading} tabIndex={-1}>
        {invitation.customerName}
      </h3>
      <Tag tone={tone}>{label}</Tag>
      <p>{addressOf(invitation)}</p>
    </header>
  );
}

function Steps({ invitation, evidence }: { invitation: Invitation; evidence: Evidence | undefined }) {
  const words = lineWordsIn(useLanguage());
  const steps = inOrder([...timelineOf(invitation, words), ...(evidence?.further ?? [])]);
  const stages = evidence ? STAGES : STAGES.slice(0, STAGES.indexOf('announced'));
  return (
    <div class="ui-steps">
      <ProgressStrip progress={progressOf(steps, stages)} />
      <TimeLine steps={steps} handlings={evidence?.handlings ?? {}} />
    </div>
  );
}

function Facts({ invitation, evidence }: { invitation: Invitation; evidence: Evidence | undefined }) {
  const { invitationId, language, attempts, revision, rejection, customer } = invitation;
  const counts = customer && countsSentence(customer);
  return (
    <section class="ui-card ui-about" aria-labelledby="ui-facts">
      <h4 id="ui-facts">Invitation</h4>
      <dl class="ui-facts">
        <dt>Id</dt>
        <dd class="ui-id">{invitationId}</dd>
        <dt>Language</dt>
        <dd>{new Intl.DisplayNames('en', { type: 'language' }).of(language.replace('_', '-'))}</dd>
        <dt>Attempts</dt>
        <dd>{attempts.length}</dd>
        {revision > 0 && <dt>Revision</dt>}
        {revision > 0 && <dd>{revision}</dd>}
        {counts && <dt>This customer</dt>}
        {counts && <dd>{counts}</dd>}
        {rejection && <dt>Why it ended</dt>}
        {rejection && <dd>{rejection.explanation}</dd>}
      </dl>
      <PayloadView label={evidence ? 'As it is stored' : 'As the API tells it'} body={evidence?.item ?? invitation} />
    </section>
  );
}
