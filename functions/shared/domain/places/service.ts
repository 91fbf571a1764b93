import * as z from 'zod/mini';
import type { WeeklyHours } from '../business-terms.ts';

/** Ids stand in the keys of items and in URLs: letters, digits, `-` and `_`. */
const NAME = /^[A-Za-z0-9][A-Za-z0-9_-]{0,39}$/;
const NAME_RULE = 'must be letters, digits, - and _, starting with a letter or digit, at most 40';

const name = () => z.string(NAME_RULE).check(z.regex(NAME, NAME_RULE));

export const ServiceId = name().brand<'ServiceId'>();
export type ServiceId = z.infer<typeof ServiceId>;

export const ResourceId = name().brand<'ResourceId'>();
export type ResourceId = z.infer<typeof ResourceId>;

/** What is booked. Times are in minutes of real time. */
export type Service = {
  readonly id: ServiceId;
  /** By language. */
  readonly title: Readonly<Record<string, string>>;
  readonly minutes: number;
  /** Buffers keep other claims away before and after the appointment; they may lie outside opening hours. */
  readonly bufferBefore?: number | undefined;
  readonly bufferAfter?: number | undefined;
  /** What one booking takes at once: one resource of each list. A customer may choose from the first list. */
  readonly needs: readonly (readonly ResourceId[])[];
};

/** Who or what is booked. */
export type Resource = {
  readonly id: ResourceId;
  readonly name: string;
  /** How many bookings it bears at once: 1 unless given; Infinity where nothing limits it. */
  readonly capacity?: number | undefined;
  /** Those of the business unless given. */
  readonly openingHours?: WeeklyHours | undefined;
};

export type BookingRules = {
  /** A start is a multiple of this since local midnight. */
  readonly slotEveryMinutes: number;
  /** The least time from now to the start. */
  readonly leadMinutes: number;
  /** The last day that can be booked is so many local dates after today. */
  readonly horizonDays: number;
  readonly holdMinutes: number;
};

export const DEFAULT_RULES: BookingRules = { slotEveryMinutes: 15, leadMinutes: 60, horizonDays: 60, holdMinutes: 10 };

/** How many bookings ahead one customer may have, unless the contract says otherwise. */
export const DEFAULT_OPEN_PER_CUSTOMER = 3;

/** What does not depend on who asks. */
export type Business = {
  /** An IANA time zone. */
  readonly zone: string;
  readonly resources: readonly Resource[];
  /** Always open unless given. */
  readonly hours?: WeeklyHours | undefined;
  readonly rules: BookingRules;
};

/** The part of the contract that says what can be booked, and when. Without services nothing is placed. */
export type PlaceTerms = {
  readonly services?: readonly Service[] | undefined;
  readonly resources?: readonly Resource[] | undefined;
  readonly openingHours?: WeeklyHours | undefined;
  readonly slotEveryMinutes?: number | undefined;
  readonly leadMinutes?: number | undefined;
  readonly horizonDays?: number | undefined;
  readonly openPerCustomer?: number | undefined;
  readonly approval?: 'automatic' | 'manual' | undefined;
  readonly approveWithinMinutes?: number | undefined;
};
