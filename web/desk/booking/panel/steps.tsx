import type { InvitationView } from '../../../../functions/shared/http/answers/invitation-schema.ts';
import type { Evidence } from '../../../ui/console-session.ts';
import { STAGES } from '../../../ui/step.ts';
import { useLanguage } from '../../../ui/words/language.ts';
import { inOrder, progressOf, timelineOf } from '../steps/invitation-steps.ts';
import { lineWordsIn } from '../steps/line-words.ts';
import { ProgressStrip } from '../steps/progress-strip.tsx';
import { TimeLine } from '../steps/time-line.tsx';

type StepsProps = { invitation: InvitationView; evidence: Evidence | undefined };

/** How far it got, where somebody was invited, and every step. */
export function Steps({ invitation, evidence }: StepsProps) {
  const language = useLanguage();
  const { handlings = {}, further = [] } = evidence?.writtenIn(language) ?? {};
  const steps = inOrder([...timelineOf(invitation, lineWordsIn(language)), ...further]);
  const stages = evidence ? STAGES : STAGES.slice(0, STAGES.indexOf('announced'));
  return (
    <div class="booking-view-steps">
      {invitation.origin !== 'desk' && <ProgressStrip progress={progressOf(steps, stages)} />}
      <TimeLine steps={steps} handlings={handlings} messages={evidence?.messages} />
    </div>
  );
}
