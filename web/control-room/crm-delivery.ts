import * as z from 'zod/mini';

/** What the small receiver, which stands in for a CRM, got and answered; status 0 is no answer at all. */
export const Delivery = z.object({
  at: z.string(),
  type: z.string(),
  eventId: z.string(),
  invitationId: z.string(),
  attempt: z.number(),
  status: z.number(),
  body: z.unknown(),
});
export type Delivery = z.infer<typeof Delivery>;

export const wasTaken = ({ status }: Pick<Delivery, 'status'>): boolean => status >= 200 && status < 300;
