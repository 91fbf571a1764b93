import * as z from 'zod/mini';

/** A delivery to the receiver that replaces a CRM, and its answer; status 0 means no answer. */
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
