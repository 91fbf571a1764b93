import { DAY_MS, type Instant, later } from '../time/instant.ts';

/** How long is kept what a business has, and what only says how messages travelled; see the contract's `retention`. */
export type Retention = { invitationDays: number; messageDays?: number | undefined };

/** Somebody may still read, answer and ask about a message for a quarter of a year, and the figures of a day follow. */
const DEFAULT_MESSAGE_DAYS = 90;

/** For how many days messages, notices and reminders are kept: never longer than the booking that they are about. */
export const messageDaysOf = ({ invitationDays, messageDays = DEFAULT_MESSAGE_DAYS }: Retention): number =>
  Math.min(messageDays, invitationDays);

/**
 * Until when a message is kept, or what is noted of some: counted from now, or from the end of the appointment that it is
 * about, if that comes later. Until then customers answer it and tap its buttons.
 */
export const messageKeptUntil = (retention: Retention, at: Instant, endsAt: Instant | undefined): Instant =>
  later(endsAt !== undefined && endsAt > at ? endsAt : at, messageDaysOf(retention) * DAY_MS);
