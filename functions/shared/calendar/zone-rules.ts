import { Temporal } from 'temporal-polyfill';
import { tzlib_get_ical_block, tzlib_get_offset } from 'timezones-ical-library';
import type { Instant } from '../domain/time/instant.ts';

/**
 * The rules of a zone as a VTIMEZONE; `undefined` for a zone the library does not know. It has yearly rules since 1970,
 * because Outlook ignores lists of dates.
 */
export function zoneRules(timeZone: string): string | undefined {
  const [block] = tzlib_get_ical_block(timeZone);
  // Zones with equal rules share one block under one name. The feed's events name the booking's zone.
  return block?.replace(/^(TZID|X-LIC-LOCATION):.*$/gm, `$1:${timeZone}`);
}

/**
 * Whether the local time in the zone identifies the instant for a calendar with the rules above. It does not in an hour
 * that a DST change repeats, or where yearly rules are wrong (Morocco, Gaza) or outdated.
 */
export function isToldByRules(instant: Instant, timeZone: string): boolean {
  const zoned = Temporal.Instant.from(instant).toZonedDateTimeISO(timeZone);
  const wall = zoned.toPlainDateTime();
  const [first, last] = (['earlier', 'later'] as const).map((disambiguation) =>
    wall.toZonedDateTime(timeZone, { disambiguation }),
  );
  const [date = '', time = ''] = wall.toString({ smallestUnit: 'minute' }).split('T');
  return first?.offset === last?.offset && tzlib_get_offset(timeZone, date, time) === zoned.offset.replace(':', '');
}
