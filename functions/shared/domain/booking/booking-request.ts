import { createHash } from 'node:crypto';
import * as z from 'zod/mini';
import { LEAST_MINUTES, MOST_MINUTES } from '../business-terms.ts';
import { readRequest } from '../malformed.ts';
import { givenText } from '../text/given-text.ts';
import { DATE_RULE } from '../time/date-rule.ts';
import { readDate, readTime } from '../time/local-time.ts';
import { TEXT_LIMITS } from './booking.ts';
import type { WaitingPlace } from './waiting-place.ts';

const REASON_LIMIT = 500;

const written = (read: (value: string) => unknown, rule: string) =>
  z.string(rule).check(z.refine((value) => read(value) !== undefined, rule));

const DURATION_RULE = `must be a whole number from ${LEAST_MINUTES} to ${MOST_MINUTES}`;

/** What a request may say of a booking. */
export const BOOKING_FIELDS = {
  date: z.optional(written(readDate, DATE_RULE)),
  time: z.optional(written(readTime, 'must be a time such as "09:30"')),
  durationMinutes: z.optional(
    z.int(DURATION_RULE).check(z.gte(LEAST_MINUTES, DURATION_RULE), z.lte(MOST_MINUTES, DURATION_RULE)),
  ),
  service: z.optional(givenText(TEXT_LIMITS.service)),
  customerName: z.optional(givenText(TEXT_LIMITS.name)),
  notes: z.optional(givenText(TEXT_LIMITS.notes)),
  /** Who is to give the service, by the id in the contract. */
  resource: z.optional(z.string('must be the id of a resource')),
  /** Lifts opening hours, taken places, steps and the past; what it lifted stands on the booking. */
  override: z.optional(z.boolean('must be true or false')),
};

/** An override changes nothing by itself. */
const CHANGED = Object.keys(BOOKING_FIELDS).filter((name) => name !== 'override');

// As in the contract, the rule between two fields is checked as soon as these two can be read.
const WithTimes = z.object({ date: BOOKING_FIELDS.date, time: BOOKING_FIELDS.time });

/**
 * What corrects a booking over HTTP: date and time by the business's own clock, always together, so that the outcome
 * does not depend on what the booking was before.
 */
export const BookingChangeBody = z.strictObject(BOOKING_FIELDS).check(
  z.refine(({ override: _, ...changes }) => Object.values(changes).some((value) => value !== undefined), {
    error: `must change at least one of ${CHANGED.join(', ')}`,
  }),
  z.refine(({ date, time }) => date === undefined || time !== undefined, {
    path: ['time'],
    error: 'must be given together with date',
    when: ({ value }) => WithTimes.safeParse(value).success,
  }),
  z.refine(({ date, time }) => time === undefined || date !== undefined, {
    path: ['date'],
    error: 'must be given together with time',
    when: ({ value }) => WithTimes.safeParse(value).success,
  }),
);
export type BookingChangeBody = z.infer<typeof BookingChangeBody>;

/** What cancels a booking over HTTP. */
export const CancellationBody = z.strictObject({ reason: z.optional(givenText(REASON_LIMIT)) });
export type CancellationBody = z.infer<typeof CancellationBody>;

/** What approves a booking over HTTP: there is nothing to say. */
export const ApprovalBody = z.strictObject({});
export type ApprovalBody = z.infer<typeof ApprovalBody>;

/**
 * What was decided about a booking, as it was asked for. `seen` is what was decided on, where that is known: a booking that
 * has another place since is another request.
 */
export type Decision =
  | { kind: 'cancellation'; asked: CancellationBody }
  | { kind: 'change'; asked: BookingChangeBody }
  | { kind: 'approval'; asked: ApprovalBody; seen?: WaitingPlace }
  /** Refuses what waits for approval. */
  | { kind: 'refusal'; asked: CancellationBody; seen?: WaitingPlace };

/** Reads the body of a cancellation. Throws Refusal `malformed`, naming each field. */
export const readCancellation = (body: unknown): Decision => ({
  kind: 'cancellation',
  asked: readRequest(CancellationBody, body),
});

/** Reads the body of a change. Throws Refusal `malformed`, naming each field. */
export const readBookingChange = (body: unknown): Decision => ({
  kind: 'change',
  asked: readRequest(BookingChangeBody, body),
});

/** Reads the body of an approval. Throws Refusal `malformed`, naming each field. */
export const readApproval = (body: unknown): Decision => ({ kind: 'approval', asked: readRequest(ApprovalBody, body) });

/** Reads the body of a refusal. Throws Refusal `malformed`, naming each field. */
export const readRefusal = (body: unknown): Decision => ({
  kind: 'refusal',
  asked: readRequest(CancellationBody, body),
});

/** Tells a repeat from another request under the same key. */
export function decisionHash({ kind, asked }: Decision): string {
  const canonical = JSON.stringify([kind, Object.entries(asked).sort(([a], [b]) => (a < b ? -1 : 1))]);
  return createHash('sha256').update(canonical).digest('base64url');
}
