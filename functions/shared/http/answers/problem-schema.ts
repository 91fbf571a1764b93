import * as z from 'zod/mini';
import { FailureReason } from '../../domain/delivery/failure.ts';
import { InvitationId } from '../../domain/invitation/invitation-id.ts';
import { SlotView } from './slots.ts';

/** One field of a request and the rule it broke. */
export const FieldFaultView = z.object({ field: z.string(), rule: z.string() });

/** What problems of some kinds say beyond the members common to all. */
export const ProblemMembers = z.object({
  faults: z.optional(z.array(FieldFaultView)),
  invitationId: z.optional(InvitationId),
  reason: z.optional(FailureReason),
  code: z.optional(z.number()),
  alternatives: z.optional(z.array(SlotView)),
  revision: z.optional(z.int()),
});
export type ProblemMembers = z.infer<typeof ProblemMembers>;

/** The body of every answer that is not as asked for (RFC 9457). */
export const Problem = z.extend(ProblemMembers, {
  type: z.string(),
  title: z.string(),
  status: z.int(),
  detail: z.optional(z.string()),
  requestId: z.string(),
});
export type Problem = z.infer<typeof Problem>;
