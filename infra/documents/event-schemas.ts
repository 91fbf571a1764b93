import type { DetailType } from '../../functions/shared/domain/events/event-details.ts';
import { EVENT_TERMS } from './event-terms.ts';
import type { RecordedEvents } from './recorded-examples.ts';
import { SHARED_TERMS } from './shared-terms.ts';
import { type JsonSchema, toJsonSchemas } from './vocabulary.ts';

const DEFINED_AT = '#/$defs/';

const TERMS = { ...SHARED_TERMS, ...EVENT_TERMS };
type TermName = keyof typeof TERMS;

/** The events on the bus, out and in, each with the term of its detail; and what is said of it if that serves several. */
export const EVENTS: Readonly<Record<DetailType | 'Flow Invitation Requested', { term: TermName; says?: string }>> = {
  'Flow Invitation Requested': { term: 'FlowInvitationRequested' },
  'Booking Intent Detected': { term: 'BookingIntentDetected' },
  'Flow Invitation Accepted': { term: 'FlowInvitationAccepted' },
  'Flow Invitation Rejected': { term: 'FlowInvitationRejected' },
  'Flow Invitation Unresolved': { term: 'FlowInvitationUnresolved' },
  'Delivery Status Changed': { term: 'DeliveryStatusChanged' },
  'Appointment Requested': {
    term: 'AppointmentDetail',
    says: 'A customer asked for an appointment by a form. It waits for approval (state "to-approve"), or has no place, or none yet: wait for what follows.',
  },
  'Appointment Booked': {
    term: 'AppointmentDetail',
    says: 'A booking has its place: a customer booked, or booked again after a cancellation, or the business booked by hand or approved what waited for it.',
  },
  'Appointment Changed': {
    term: 'AppointmentDetail',
    says: 'A booking changed: by a form the customer sent again, by the business, or in what needs attention.',
  },
  'Appointment Cancelled': {
    term: 'AppointmentDetail',
    says: 'The business cancelled a booking, or refused what waited for approval (change.declined), or the customer cancelled in the chat (actor).',
  },
  'Attendance Recorded': { term: 'AttendanceRecorded' },
  'Attendance Confirmed': { term: 'AttendanceConfirmed' },
  'Customer Wish Detected': { term: 'CustomerWishDetected' },
  'Appointment Reminded': { term: 'AppointmentReminded' },
  'Customer Not Told': { term: 'CustomerNotTold' },
  'Customer Question Received': { term: 'CustomerQuestionReceived' },
  'Customer Opted Out': { term: 'CustomerOptedOut' },
  'Staff Button Tapped': { term: 'StaffButtonTapped' },
  'Unmatched Webhook Received': { term: 'UnmatchedWebhookReceived' },
};

/** The names of the definitions that a schema needs, with those they need themselves. */
function namesIn(value: unknown, definitions: Record<string, JsonSchema>, found = new Set<string>()): Set<string> {
  for (const [, name = ''] of JSON.stringify(value).matchAll(/"#\/\$defs\/([^"]+)"/g)) {
    if (found.has(name)) continue;
    found.add(name);
    namesIn(definitions[name], definitions, found);
  }
  return found;
}

/** The file in which an event's schema stands. */
export const eventFileName = (detailType: string): string =>
  `${detailType.toLowerCase().replaceAll(' ', '-')}.schema.json`;

/** A JSON Schema (draft 2020-12) for the detail of each event, by the name of its file. */
export function eventSchemas(recorded: RecordedEvents): Record<string, JsonSchema> {
  const all = toJsonSchemas(TERMS, DEFINED_AT);
  const schemas = Object.entries(EVENTS).map(([title, { term, says }]) => {
    const { description, ...schema } = all[term] ?? {};
    const names = [...namesIn(schema, all)].sort();
    return [
      eventFileName(title),
      {
        $schema: 'https://json-schema.org/draft/2020-12/schema',
        $id: `urn:appointment-flow:event:${title.toLowerCase().replaceAll(' ', '-')}`,
        title,
        description: says ?? description,
        ...schema,
        examples: recorded[title] ?? [],
        ...(names.length > 0 && { $defs: Object.fromEntries(names.map((name) => [name, all[name]])) }),
      },
    ];
  });
  return Object.fromEntries(schemas);
}
