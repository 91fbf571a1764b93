import type { Template } from './channel-state.ts';

/** How long WhatsApp's review takes here. In truth it takes minutes to a day. */
export const REVIEW_MS = 60_000;

/** The status of a template at a time: one that was submitted is pending until WhatsApp has reviewed it. */
export const statusOf = ({ status, approvedFrom }: Template, now: Date): Template['status'] =>
  status === 'pending' && approvedFrom !== undefined && now.getTime() >= approvedFrom ? 'approved' : status;
