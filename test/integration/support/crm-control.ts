import * as z from 'zod/mini';
import { request } from './request.ts';

/** What came to the receiver, as far as tests look at it. */
const Delivery = z.object({
  type: z.string(),
  eventId: z.string(),
  invitationId: z.string(),
  status: z.number(),
  body: z.unknown(),
});
export type Delivery = z.infer<typeof Delivery>;

/** What tests do to the receiver that stands in for a CRM, and see of it. */
export function createCrmControl(receiver: string) {
  return {
    /** Changes how it behaves, until `calm`. */
    async behave(fields: Record<string, unknown>): Promise<void> {
      const { status } = await request('PUT', `${receiver}/behaviour`, fields);
      if (status !== 200) throw new Error(`The receiver answered ${status}.`);
    },
    calm: () => request('DELETE', `${receiver}/behaviour`),
    /** What came for one invitation, oldest first; only what was answered with one of these statuses, if any are given. */
    async deliveries(invitationId: string, ...statuses: number[]): Promise<Delivery[]> {
      const { text } = await request('GET', `${receiver}/deliveries`);
      return z
        .array(Delivery)
        .parse(JSON.parse(text))
        .filter((delivery) => delivery.invitationId === invitationId)
        .filter(({ status }) => statuses.length === 0 || statuses.includes(status));
    },
  };
}
