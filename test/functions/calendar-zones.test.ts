import ICAL from 'ical.js';
import { expect, it } from 'vitest';
import { calendarFeed } from '../../functions/shared/calendar/calendar-feed.ts';
import { invitationIdFor } from '../../functions/shared/domain/invitation/invitation-id.ts';
import { type Instant, instantAt, later } from '../../functions/shared/domain/time/instant.ts';
import { BEFORE_CHANGES, timesAroundChanges } from '../support/clock-changes.ts';

const MINUTE_MS = 60_000;
const MINUTES_AROUND = [-180, -61, -60, -31, -30, -1, 0, 1, 30, 59, 60, 61, 90, 180];

const bookedAt = (startsAt: Instant, timeZone: string) => ({
  type: 'invitation' as const,
  invitationId: invitationIdFor('channel', { kind: 'event', value: startsAt }),
  revision: 1,
  overlapsWith: undefined,
  booking: { state: 'booked' as const, startsAt, endsAt: later(startsAt, 30 * MINUTE_MS), timeZone, attention: [] },
});

/** The times that a program finds in a feed which knows no zone but by the rules in it. */
function timesIn(feed: string): Map<string, string[]> {
  const calendar = new ICAL.Component(ICAL.parse(feed));
  ICAL.TimezoneService.reset();
  for (const zone of calendar.getAllSubcomponents('vtimezone')) ICAL.TimezoneService.register(new ICAL.Timezone(zone));
  const events = calendar.getAllSubcomponents('vevent').map((component) => new ICAL.Event(component));
  return new Map(
    events.map(({ uid, startDate, endDate }) => [
      uid,
      [startDate, endDate].map((time) => instantAt(time.toUnixTime() * 1_000)),
    ]),
  );
}

it.each([
  'Europe/Madrid',
  'Europe/Dublin',
  'Africa/Casablanca',
  'America/New_York',
  'America/St_Johns',
  'America/Nuuk',
  'America/Santiago',
  'Asia/Gaza',
  'Asia/Kathmandu',
  'Australia/Lord_Howe',
  'Pacific/Chatham',
  'Pacific/Apia',
  'Antarctica/Troll',
])('the feed says when a booking in %s is, on the days the clock changes too', (timeZone) => {
  const entries = timesAroundChanges(timeZone, 2, MINUTES_AROUND).map((startsAt) => bookedAt(startsAt, timeZone));
  const shown = timesIn(calendarFeed(entries, { name: 'x', writtenAt: instantAt(BEFORE_CHANGES.epochMilliseconds) }));
  for (const { invitationId, booking } of entries) {
    expect(shown.get(invitationId), booking.startsAt).toEqual([booking.startsAt, booking.endsAt]);
  }
});
