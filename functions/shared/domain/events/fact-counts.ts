import type { DeliveryStatus } from '../delivery/delivery.ts';
import { reasonOf } from '../delivery/failure.ts';
import type { FactMetric, FactMetricByReason } from '../metrics.ts';
import type { Announcement } from './event-details.ts';

/** One fact as a metric counts it. */
export type CountedFact =
  | { metric: Exclude<FactMetric, FactMetricByReason> }
  | { metric: FactMetricByReason; reason: string };

const DELIVERIES: Record<Exclude<DeliveryStatus, 'failed'>, Exclude<FactMetric, FactMetricByReason>> = {
  sent: 'MessageSent',
  delivered: 'MessageDelivered',
  read: 'MessageRead',
};

/** The metric of an announcement; `undefined` for what is no new fact, or none yet. */
export function countedAs({ detailType, detail }: Announcement): CountedFact | undefined {
  switch (detailType) {
    case 'Booking Intent Detected':
      return { metric: 'BookingIntentDetected' };
    case 'Flow Invitation Accepted':
      return { metric: 'InvitationAccepted' };
    case 'Flow Invitation Rejected':
      return detail.stage === 'sending'
        ? { metric: 'InvitationRejected', reason: detail.failure.reason }
        : { metric: 'InvitationUndelivered' };
    case 'Flow Invitation Unresolved':
      return { metric: 'InvitationUnresolved' };
    case 'Delivery Status Changed':
      return detail.status === 'failed'
        ? { metric: 'MessageFailed', reason: reasonOf(detail) }
        : { metric: DELIVERIES[detail.status] };
    // Counted once its place is decided.
    case 'Appointment Requested':
      return undefined;
    case 'Appointment Booked':
      return { metric: 'AppointmentBooked' };
    case 'Appointment Changed':
      return detail.change.kind === 'attention' ? undefined : { metric: 'AppointmentChanged' };
    case 'Appointment Cancelled':
      return { metric: 'AppointmentCancelled' };
    // A correction counts, too: a metric cannot be lowered.
    case 'Attendance Recorded':
      return { metric: detail.attendance === 'came' ? 'CustomerCame' : 'CustomerNoShow' };
    case 'Attendance Confirmed':
      return { metric: 'AttendanceConfirmed' };
    // Counted as what follows: a cancellation, an invitation, or a question for a person.
    case 'Customer Wish Detected':
      return undefined;
    case 'Appointment Reminded':
      return { metric: 'CustomerReminded' };
    case 'Customer Not Told':
      return { metric: 'CustomerNotTold', reason: detail.reason };
    case 'Customer Question Received':
      return { metric: 'CustomerQuestionReceived' };
    case 'Customer Opted Out':
      return { metric: 'CustomerOptedOut' };
    // What it decides is counted.
    case 'Staff Button Tapped':
      return undefined;
    case 'Unmatched Webhook Received':
      return { metric: 'WebhookUnmatched', reason: detail.reason };
  }
}
