import * as z from 'zod/mini';

/**
 * What somebody may do: `owner` everything; `desk` everything but keys and erasure; `backend` invitations, bookings, slots
 * and customers; `read` may look and change nothing.
 */
export const Role = z.enum(['owner', 'desk', 'backend', 'read']);
export type Role = z.infer<typeof Role>;
