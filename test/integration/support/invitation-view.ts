import * as z from 'zod/mini';

const MessageView = z.object({
  messageId: z.string(),
  carrier: z.string(),
  delivery: z.string(),
  sentAt: z.optional(z.string()),
  failedAt: z.optional(z.string()),
  deliveredAt: z.optional(z.string()),
  readAt: z.optional(z.string()),
  failure: z.optional(z.looseObject({ reason: z.string() })),
});

/** What `GET /invitations/{id}` answers, as far as tests look at it. */
export const InvitationView = z.object({
  invitationId: z.string(),
  status: z.string(),
  language: z.string(),
  retryAt: z.optional(z.string()),
  attempts: z.array(z.looseObject({ carrier: z.string(), outcome: z.optional(z.string()) })),
  messages: z.array(MessageView),
  booking: z.optional(z.record(z.string(), z.unknown())),
  revision: z.number(),
  history: z.array(z.looseObject({ id: z.string(), kind: z.string(), form: z.optional(z.unknown()) })),
});
export type InvitationView = z.infer<typeof InvitationView>;

/** The facts of an invitation that do not depend on when, how often and in which order they were reported. */
export const factsOf = ({ status, messages, booking, revision, history }: InvitationView) => ({
  status,
  messages: messages.map(({ carrier, delivery, failure }) => ({ carrier, delivery, failure })),
  booking,
  revision,
  history: history.map(({ kind, form }) => ({ kind, form })),
});
