/**
 * The connections between the stack's functions, as the simulation has them. A test compares them with the synthesized
 * template, so that neither changes alone.
 */
const exists = [{ exists: true }];
const announced = (newImage: object) => ({ eventName: ['INSERT', 'MODIFY'], dynamodb: { NewImage: newImage } });
const BOOKED = { type: { S: ['invitation'] }, booking: { M: { state: { S: exists } } } };

/** The stream's readers, with the patterns of the records that reach them. */
export const STREAM_READERS = {
  'publish-events': [
    announced({
      type: { S: ['invitation', 'intent', 'wish', 'question', 'staff-tap', 'unmatched', 'notice', 'reminder'] },
    }),
    announced({
      type: { S: ['message'] },
      invitationId: { S: exists },
      $or: ['sentAt', 'failedAt', 'deliveredAt', 'readAt'].map((fact) => ({ [fact]: { S: exists } })),
    }),
    announced({ type: { S: ['message'] }, reminds: { M: { key: { S: exists } } } }),
    announced({
      failedAt: { S: exists },
      $or: [{ type: { S: ['confirmation'] } }, { toStaff: { M: { memberId: { S: exists } } } }],
    }),
    announced({ type: { S: ['chat'] }, optedOutAt: { S: exists } }),
  ],
  'settle-bookings': [
    { dynamodb: { NewImage: BOOKED } },
    { userIdentity: { principalId: [{ exists: false }] }, dynamodb: { OldImage: BOOKED } },
    { dynamodb: { NewImage: { type: { S: ['closure', 'question'] } } } },
  ],
} as const;

/** Tries of a stream batch before it counts as failed. */
export const STREAM_TRIES = 11;

/** The rules whose events reach the queue of requests. */
export const QUEUE_RULES = [
  { 'detail-type': ['Flow Invitation Requested'] },
  { source: ['appointment-flow'], 'detail-type': ['Booking Intent Detected'] },
] as const;

export const QUEUE = { batch: 10, visibilityMs: 360_000, receives: 5, concurrency: 6 } as const;

/** The rule whose events reach the queue of bookings to tell. That two of them overlap is no customer's business. */
export const TOLD_RULE = {
  detail: { change: { kind: [{ 'anything-but': ['attention'] }] } },
  'detail-type': ['Appointment Booked', 'Appointment Changed', 'Appointment Cancelled', 'Appointment Requested'],
  source: ['appointment-flow'],
} as const;

/** The rule whose events reach the queue of what customers wrote and tapped. The queue is like the one of bookings. */
export const WISH_RULE = { 'detail-type': ['Customer Wish Detected'], source: ['appointment-flow'] } as const;

export const TOLD_QUEUE = { batch: 1, visibilityMs: 72_000, receives: 5, concurrency: 2 } as const;

/** Each simulated function's time-out, in seconds. */
export const TIMEOUT_SECONDS = {
  'send-flow': 12,
  'send-requested-flow': 60,
  'tell-customer': 12,
  'answer-customer': 12,
  'receive-webhook': 10,
  'record-inbound-message': 10,
  'record-delivery-status': 10,
  'record-flow-completion': 10,
  'create-booking': 10,
  'change-booking': 10,
  'note-attendance': 10,
  'resend-notice': 12,
  'query-slots': 10,
  'change-closures': 25,
  'exchange-flow-data': 9,
  'erase-customer': 25,
  'publish-events': 30,
  'settle-bookings': 30,
  reconcile: 80,
  'plan-reminders': 300,
} as const;
export type FunctionName = keyof typeof TIMEOUT_SECONDS;
