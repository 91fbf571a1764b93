import * as z from 'zod/mini';
import { changesOf, type Evidence } from './evidence.ts';
import { itemReader } from './items.ts';

const Noted = z.object({
  value: z.enum(['came', 'no-show']),
  at: z.string(),
  actor: z.looseObject({ kind: z.string() }),
});

/** What is known of a customer's coming, and the booking that it is about, read apart from the product's own schemas. */
const Attended = z.looseObject({
  invitationId: z.string(),
  recipient: z.optional(z.looseObject({ chatId: z.string() })),
  booking: z.optional(
    z.looseObject({
      state: z.string(),
      startsAt: z.optional(z.string()),
      attendance: z.optional(Noted),
      confirmedByCustomer: z.optional(z.string()),
    }),
  ),
  attendance: z.optional(z.extend(Noted, { startsAt: z.string() })),
  customerConfirmed: z.optional(z.object({ startsAt: z.string(), at: z.string() })),
});
export type Attended = z.infer<typeof Attended>;
export type Attendance = NonNullable<Attended['attendance']>;

/** Whether staff had noted by a moment that the customer did not come to the appointment that begins then. */
export function isNoShowAt(
  evidence: Evidence,
  { invitationId, startsAt }: { invitationId: string; startsAt: string },
  at: number,
): boolean {
  const newest = changesOf(evidence, `invitation#${invitationId}`).findLast((change) => change.at <= at);
  const { attendance } = attendedIn(newest?.after) ?? {};
  return attendance?.startsAt === startsAt && attendance.value === 'no-show';
}

/** An invitation as it is stored; `undefined` for any other item. */
export const attendedIn = itemReader('invitation', Attended);
