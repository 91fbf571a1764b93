import { CHANNEL_TROUBLES } from './channel/channel-health.ts';

/** Where the functions' metrics are in CloudWatch. The dimension `service`, a stack's name, keeps stacks apart. */
export const METRIC_NAMESPACE = 'AppointmentFlow';

/** What is counted as the facts are announced: how far invitations get, and what becomes of bookings. */
export const FACT_METRICS = [
  'InvitationRequested',
  'InvitationAccepted',
  'InvitationRejected',
  'InvitationUndelivered',
  'InvitationUnresolved',
  'MessageSent',
  'MessageDelivered',
  'MessageRead',
  'MessageFailed',
  'BookingIntentDetected',
  'AppointmentBooked',
  'AppointmentChanged',
  'AppointmentCancelled',
  'AttendanceConfirmed',
  'CustomerCame',
  'CustomerNoShow',
  'CustomerTold',
  'CustomerNotTold',
  'CustomerReminded',
  'CustomerNotReminded',
  'CustomerQuestionReceived',
  'CustomerOptedOut',
  'StaffNotTold',
  'WebhookUnmatched',
] as const;
export type FactMetric = (typeof FACT_METRICS)[number];

/** Those of them that are also counted for each reason, under the further dimension `reason`. */
export const FACT_METRICS_BY_REASON = [
  'InvitationRejected',
  'MessageFailed',
  'CustomerNotTold',
  'CustomerNotReminded',
  'StaffNotTold',
  'WebhookUnmatched',
] as const satisfies FactMetric[];
export type FactMetricByReason = (typeof FACT_METRICS_BY_REASON)[number];

/** What one run of reconcile tells of what is due. `OldestDueAge` is in seconds, 0 if nothing was due. */
export const DUE_METRICS = ['DueItems', 'DueItemsFailed', 'OldestDueAge', 'DueBacklogLeft'] as const;

/** Every metric the functions emit, all with the dimension `service`. */
export const METRICS = [...FACT_METRICS, ...DUE_METRICS, ...CHANNEL_TROUBLES] as const;
export type MetricName = (typeof METRICS)[number];

/** What the few alarms count. A stack without metrics of its own writes these, and nothing else, for their filters. */
export const METRICS_OF_FEW_ALARMS = [
  'InvitationRejected',
  'InvitationUnresolved',
  'MessageFailed',
  'CustomerNotTold',
  'CustomerNotReminded',
  'WebhookUnmatched',
  'OldestDueAge',
  ...CHANNEL_TROUBLES,
] as const satisfies MetricName[];
export type MetricOfFewAlarms = (typeof METRICS_OF_FEW_ALARMS)[number];
