import * as z from 'zod/mini';
import { foldWording } from '../text/wording.ts';
import { DAY_MS, epochMs, Instant, later, latestOf } from '../time/instant.ts';

/** Names of one customer that are kept to find them by; people book for others, too. */
const NAMES_LIMIT = 4;
/** Words of one name, and letters of one word, that it is found by. */
const WORDS_LIMIT = 8;
const LETTERS_LIMIT = 24;
/** Somebody who books again within this stands near enough to the front of what is found. */
const REFRESH_MS = 30 * DAY_MS;
/** Entries are made to last longer than they have to, so that not every booking makes them anew. */
const SPARE_MS = 60 * DAY_MS;

/** The names that a customer is found by. It lists their entries in the index: whoever erases the one erases the others. */
export const KnownNames = z.object({
  /** As written, the newest first. */
  names: z.array(z.string()),
  /** When the customer was last heard of, for the order in which they are found. */
  at: Instant,
  /** Until when they are found. */
  until: Instant,
  /** Counts the writes. */
  rev: z.number(),
});
export type KnownNames = z.infer<typeof KnownNames>;

/** The words of a name, or of what somebody typed to find one: without case, accents and punctuation. */
export function nameWords(name: string): string[] {
  const words = foldWording(name).split(' ');
  const cut = words.map((word) => [...word].slice(0, LETTERS_LIMIT).join(''));
  return [...new Set(cut.filter((word) => word !== ''))].slice(0, WORDS_LIMIT);
}

/** All words of some names, each once. */
export const wordsOf = (names: readonly string[]): string[] => [...new Set(names.flatMap(nameWords))];

/** Whether each of the typed words begins a word of one of the names. */
export const isFoundBy = (names: readonly string[], typed: readonly string[]): boolean =>
  names.some((name) => {
    const words = nameWords(name);
    return typed.every((start) => words.some((word) => word.startsWith(start)));
  });

const folded = (name: string): string => nameWords(name).join(' ');

/** Names that have words, each once. */
function distinct(names: readonly string[]): string[] {
  const byWords = new Map<string, string>();
  for (const name of names) if (folded(name) !== '' && !byWords.has(folded(name))) byWords.set(folded(name), name);
  return [...byWords.values()].slice(0, NAMES_LIMIT);
}

const areSame = (one: readonly string[], other: readonly string[]): boolean =>
  JSON.stringify(one.map(folded)) === JSON.stringify(other.map(folded));

/** What was heard of a customer: their names, the likeliest first, when, and until when they are to be found. */
export type HeardNames = { names: readonly string[]; at: Instant; until: Instant };

const written = (known: KnownNames | undefined, names: string[], { at, until }: HeardNames): KnownNames => ({
  names,
  at: latestOf([at, known?.at]) ?? at,
  until: latestOf([later(until, SPARE_MS), known?.until]) ?? until,
  rev: (known?.rev ?? 0) + 1,
});

/**
 * The names after a customer was heard of; `undefined` if that changes nothing: they are known under all of these names,
 * were heard of a short time before, or later, and are found long enough.
 */
export function withNames(known: KnownNames | undefined, heard: HeardNames): KnownNames | undefined {
  const kept = known?.names ?? [];
  const isNewer = known === undefined || heard.at > known.at;
  const names = distinct(isNewer ? [...heard.names, ...kept] : [...kept, ...heard.names]);
  if (names.length === 0) return undefined;
  const isNews = names.some((name) => kept.every((one) => folded(one) !== folded(name)));
  const isLate = known !== undefined && epochMs(heard.at) >= epochMs(known.at) + REFRESH_MS;
  const isShort = known !== undefined && known.until < heard.until;
  return isNews || isLate || isShort ? written(known, names, heard) : undefined;
}

/** The names after all others became wrong: these count alone. `undefined` if they do already. */
export function withOnly(known: KnownNames | undefined, heard: HeardNames): KnownNames | undefined {
  const names = distinct(heard.names);
  const isShort = known !== undefined && known.until < heard.until;
  return areSame(names, known?.names ?? []) && !isShort ? undefined : written(known, names, heard);
}

/** The names after staff corrected them, whatever was known before. */
export const correctedNames = (known: KnownNames | undefined, heard: HeardNames): KnownNames =>
  written(known, distinct(heard.names), heard);
