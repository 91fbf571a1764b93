import * as z from 'zod/mini';
import { AttendanceCounts } from '../../domain/booking/attendance.ts';
import { Correction } from '../../domain/customer/customer.ts';
import { ChatId } from '../../domain/customer/recipient.ts';
import { InvitationId } from '../../domain/invitation/invitation-id.ts';
import { Instant } from '../../domain/time/instant.ts';

/** A customer as `GET /customers` lists them: by an address, or somebody without one by their booking. */
export const CustomerView = z.object({
  chatId: z.optional(ChatId),
  /** As digits; left out where WhatsApp hides it. */
  phone: z.optional(z.string()),
  /** The booking of a customer without an address. */
  invitationId: z.optional(InvitationId),
  /** As staff corrected it, as they booked last, or as they call themselves. */
  name: z.optional(z.string()),
  /** One of the contract's. */
  language: z.optional(z.string()),
  /** When they wrote last. */
  lastInboundAt: z.optional(Instant),
  /** They want no messages. */
  optedOut: z.boolean(),
  attendance: AttendanceCounts,
  /** Who of the staff corrected the name or the language last, and when. */
  correction: z.optional(Correction),
  /** How often staff corrected them, for `If-Match`; left out for somebody without an address. */
  revision: z.optional(z.int()),
});
export type CustomerView = z.infer<typeof CustomerView>;

export const CustomerPage = z.object({
  items: z.array(CustomerView),
  cursor: z.optional(z.string()),
  /** The number that was looked for, as digits with its country code, whether or not it is somebody's. */
  phone: z.optional(z.string()),
});
export type CustomerPage = z.infer<typeof CustomerPage>;

/** A part of all that is kept about one customer: each item as it is stored, with its kind as `type`. */
export const CustomerExport = z.object({
  items: z.array(z.looseObject({ type: z.string() })),
  cursor: z.optional(z.string()),
});
export type CustomerExport = z.infer<typeof CustomerExport>;
