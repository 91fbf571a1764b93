import type { InvitationView } from '../../../../functions/shared/http/answers/invitation-schema.ts';
import type { Step } from '../../../ui/step.ts';
import { actorName } from '../../../ui/words/actor-words.ts';
import type { LineWords } from './line-words.ts';

/** What is known of the customer's coming to the appointment as it is booked now. */
export function stepsOfAttendance({ booking }: InvitationView, { steps: words, actors }: LineWords): Step[] {
  const { confirmedByCustomer, attendance } = booking ?? {};
  const steps: Step[] = [];
  if (confirmedByCustomer) {
    steps.push({
      key: 'attendance/confirmed',
      stage: 'completed',
      title: words.coming,
      at: confirmedByCustomer,
      tone: 'good',
    });
  }
  if (attendance) {
    const { value, at, actor } = attendance;
    const by = actorName(actor, actors);
    const hasCome = value === 'came';
    steps.push({
      key: 'attendance/noted',
      stage: 'completed',
      title: hasCome ? words.came(by) : words.didNotCome(by),
      at,
      tone: hasCome ? 'good' : 'bad',
    });
  }
  return steps;
}
