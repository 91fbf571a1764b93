import type { InvitationView } from '../../../../functions/shared/http/answers/invitation-schema.ts';
import type { Step } from '../../../ui/step.ts';

/** What is known of the customer's coming to the appointment as it is booked now. */
export function stepsOfAttendance({ booking }: InvitationView): Step[] {
  const { confirmedByCustomer, attendance } = booking ?? {};
  const steps: Step[] = [];
  if (confirmedByCustomer) {
    const title = 'The customer says that they come';
    steps.push({ key: 'attendance/confirmed', stage: 'completed', title, at: confirmedByCustomer, tone: 'good' });
  }
  if (attendance) {
    const { value, at, by } = attendance;
    const hasCome = value === 'came';
    steps.push({
      key: 'attendance/noted',
      stage: 'completed',
      title: `${hasCome ? 'The customer came' : 'The customer did not come'}, noted by ${by}`,
      at,
      tone: hasCome ? 'good' : 'bad',
    });
  }
  return steps;
}
