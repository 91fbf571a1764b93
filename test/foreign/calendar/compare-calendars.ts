import * as z from 'zod/mini';
import type { Comparison, Verdict } from '../comparison.ts';
import { lacksPython, withPython } from '../python.ts';
import { byRulesOnly, type Feed, feedOf, type SeenEvent } from './feeds.ts';

const HERE = import.meta.dirname;

const Seen = z.object({
  start: z.string(),
  end: z.string(),
  title: z.string(),
  notes: z.string(),
  place: z.string(),
  status: z.string(),
  sequence: z.number(),
});
/** `null`: the reader knows zones by their names only. */
const ReadFeed = z.nullable(
  z.union([z.object({ events: z.record(z.string(), Seen) }), z.object({ error: z.string() })]),
);
type ReadFeed = z.infer<typeof ReadFeed>;
const Readings = z.array(z.object({ reader: z.string(), feeds: z.array(ReadFeed) }));

/** `ics` takes the "\n" of an escaped backslash and an "n" for a line end (its issue, not the feed's: RFC 5545, 3.3.11). */
const withKnownFaults = (reader: string, event: SeenEvent): SeenEvent =>
  reader.startsWith('ics ')
    ? {
        ...event,
        ...Object.fromEntries(
          (['title', 'notes', 'place'] as const).map((name) => [name, event[name].replaceAll('\\n', '\\\n')]),
        ),
      }
    : event;

/** The parts of an event that a reader finds otherwise, as it finds them. */
function misread(event: SeenEvent, found: Partial<SeenEvent> = {}): string[] {
  const names = ['start', 'end', 'title', 'notes', 'place', 'status', 'sequence'] as const;
  return names
    .filter((name) => event[name] !== found[name])
    .map((name) => `${name} ${JSON.stringify(event[name])} is read as ${JSON.stringify(found[name])}`);
}

/** How what a reader finds in a feed differs from what is in it. */
function differencesIn(reader: string, { what, events }: Feed, read: ReadFeed | undefined): string[] {
  if (read === null) return [];
  if (!read || 'error' in read) return [`${reader}, ${what}: ${read?.error ?? 'was not read'}`];
  const strange = Object.keys(read.events).filter((uid) => !events.has(uid));
  return [
    ...[...events].flatMap(([uid, event]) =>
      misread(withKnownFaults(reader, event), read.events[uid]).map((fault) => `${reader}, ${what}: ${fault}`),
    ),
    ...strange.map((uid) => `${reader}, ${what}: there is no event ${uid}`),
  ];
}

type Damage = { what: string; damaged: Feed };

/** A feed of Madrid with one mistake after the other. */
function damagedFeeds(): Damage[] {
  const feed = feedOf('Europe/Madrid');
  const damage = (what: string, from: RegExp, to: string, of = feed): Damage => ({
    what,
    damaged: { ...of, text: of.text.replace(from, to) },
  });
  return [
    damage('a zone whose summer is an hour off', /TZOFFSETTO:\+0200/, 'TZOFFSETTO:+0300', byRulesOnly(feed, 'Damaged')),
    damage('an event that begins at another minute', /(DTSTART;TZID=[^:]+:\d+T\d\d)\d\d/, '$117'),
    damage('an event that is missing', /BEGIN:VEVENT[\s\S]*?END:VEVENT\r\n/, ''),
    damage('a note that lacks a backslash', /(DESCRIPTION:.*)\\n/, '$1n'),
    damage('a line that is not folded but broken', /\r\n /, '\r\n'),
    damage('a status that is not that of the booking', /STATUS:CONFIRMED/, 'STATUS:CANCELLED'),
  ];
}

async function compare(): Promise<Verdict> {
  const feeds = Intl.supportedValuesOf('timeZone')
    .map(feedOf)
    .flatMap((feed) => [feed, byRulesOnly(feed)]);
  const damages = damagedFeeds();
  const given = [...feeds, ...damages.map(({ damaged }) => damaged)].map(({ text, isByRules }) => ({
    text,
    isByRules,
  }));
  const readings = Readings.parse(await withPython(HERE, ({ judge }) => judge('read_feeds.py', given)));
  const events = feeds.reduce((sum, feed) => sum + feed.events.size, 0);
  return {
    compared: `${events} events in ${feeds.length} feeds, read by ${readings.map(({ reader }) => reader).join(', ')}`,
    differences: readings.flatMap(({ reader, feeds: read }) =>
      feeds.flatMap((feed, index) => differencesIn(reader, feed, read[index])),
    ),
    planted: readings.flatMap(({ reader, feeds: read }) =>
      damages.flatMap(({ what, damaged }, index) => {
        const found = read[feeds.length + index];
        if (found === null) return [];
        return [{ what: `${what}, to ${reader}`, isSeen: differencesIn(reader, damaged, found).length > 0 }];
      }),
    ),
  };
}

/**
 * Calendar feeds of businesses in every zone, with bookings around the changes of the clock and with odd texts, read by
 * parsers that are not ours: by the names of the zones, and by the rules in the feed.
 */
export const calendars = (): Comparison => ({ lacks: lacksPython, compare });
