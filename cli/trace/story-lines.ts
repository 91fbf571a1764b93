import type { Instant } from '../../functions/shared/domain/time/instant.ts';
import type { Happening } from './happening.ts';

/** How a business's clock shows a moment: "2026-12-01 11:30:00". */
function localTime(at: Instant, timeZone: string): string {
  const style = { dateStyle: 'short', timeStyle: 'medium', timeZone } as const;
  // Sweden writes dates as ISO 8601 does.
  return new Intl.DateTimeFormat('sv-SE', style).format(new Date(at));
}

/**
 * The story as lines for a person: the time by the business's clock, the time in UTC, and what happened. What is planned for
 * later stands at the end under a heading of its own.
 */
export function storyLines(happenings: readonly Happening[], timeZone: string, now: Instant): string[] {
  const line = ({ at, what, function: name }: Happening) =>
    `${localTime(at, timeZone)}  ${at}  ${name === undefined ? '' : `[${name}] `}${what}${what.endsWith('.') ? '' : '.'}`;
  // What a log or a queue tells has happened, also if the clock that it was written by is ahead of this one.
  const isPlanned = ({ at, from }: Happening) => from === 'table' && at > now;
  const planned = happenings.filter(isPlanned);
  return [
    `Times: by the clock of ${timeZone}, then in UTC.`,
    ...happenings.filter((one) => !isPlanned(one)).map(line),
    ...(planned.length > 0 ? ['Planned:', ...planned.map(line)] : []),
  ];
}
