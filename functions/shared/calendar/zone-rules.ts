import { Temporal } from 'temporal-polyfill';
import { tzlib_get_ical_block, tzlib_get_offset } from 'timezones-ical-library';
import type { Instant } from '../domain/time/instant.ts';

/**
 * The rules of a zone as a VTIMEZONE, in the form all calendars understand (yearly rules since 1970: Outlook passes
 * over lists of dates); `undefined` for a zone the library does not know.
 */
export function zoneRules(timeZone: string): string | undefined {
  const [block] = tzlib_get_ical_block(timeZone);
  // Zones that are one today share their rules, under the name of one of them: events name the zone that is meant.
  return block?.replace(/^(TZID|X-LIC-LOCATION):.*$/gm, `$1:${timeZone}`);
}

/**
 * Whether the time of day in the zone says exactly which instant is meant to everybody who follows the rules above.
 * Not so in an hour that a DST change repeats, nor where yearly rules cannot say it (Morocco, Gaza) or are outdated.
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
