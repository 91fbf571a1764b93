import * as z from 'zod/mini';
import type { Weekday } from '../../domain/business-terms.ts';
import { Actor } from '../../domain/people/actor.ts';
import { Role } from '../../domain/people/role.ts';
import { ResourceId, ServiceId } from '../../domain/places/service.ts';
import { OpenSpans } from '../../domain/time/open-spans.ts';

const spans = z.optional(OpenSpans);
/** By the business's own clock. A weekday that is not named is closed. */
const OpeningHours = z.object({
  monday: spans,
  tuesday: spans,
  wednesday: spans,
  thursday: spans,
  friday: spans,
  saturday: spans,
  sunday: spans,
} satisfies Record<Weekday, typeof spans>);

/** A service as the desk needs it: how long it takes, and what it takes. */
const SessionService = z.object({
  id: ServiceId,
  /** By language. */
  title: z.record(z.string(), z.string()),
  minutes: z.int(),
  /** Minutes that stay free of other bookings before and after it. */
  bufferBefore: z.optional(z.int()),
  bufferAfter: z.optional(z.int()),
  /** Of whom a customer may have it. */
  resources: z.array(ResourceId),
  /** What one booking takes at once: one of each list, of which `resources` is the first. */
  needs: z.array(z.array(ResourceId)),
});

/** Who or what is booked. Without hours of its own it has those of the business. */
const SessionResource = z.object({
  id: ResourceId,
  name: z.string(),
  /** How many bookings it bears at once: 1 unless given. */
  capacity: z.optional(z.int()),
  openingHours: z.optional(OpeningHours),
});

/**
 * What `POST /session` and `GET /session` answer: who has signed in, what they may do, and what the desk needs to know of
 * the business. Nothing of it is secret or about a customer.
 */
export const SessionView = z.object({
  role: Role,
  actor: Actor,
  /** The business: the contract's name. */
  name: z.string(),
  /** An IANA time zone. */
  timeZone: z.string(),
  defaultLanguage: z.string(),
  languages: z.array(z.string()),
  services: z.array(SessionService),
  resources: z.array(SessionResource),
  /** Left out: always open. */
  openingHours: z.optional(OpeningHours),
  slotEveryMinutes: z.int(),
  /** `manual`: what a customer books waits until somebody approves it. */
  approval: z.enum(['automatic', 'manual']),
  /** Phone numbers without a country code belong to this country, by ISO 3166-1: `ES`. Left out: to none. */
  country: z.optional(z.string()),
});
export type SessionView = z.infer<typeof SessionView>;
