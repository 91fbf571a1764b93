import type { Instant } from '../../domain/time/instant.ts';
import type { CustomerTable, Table } from '../table/table.ts';

/*
 * The index of names. A word of a name has one entry, in the partition of its first two letters, and in that of its
 * first four, so that a search that typed more reads less. Each kind of partition is in an index of its own, because an
 * item has one place in an index. Nothing of a name stands in a key but hashes of its beginnings, which need the stack's
 * secret.
 */

/** By how many letters of a word an index has its entry, and the attributes that put it there. */
const LEVELS = [
  { letters: 2, index: 'customer', partition: 'customer', time: 'createdAt' },
  { letters: 4, index: 'worklist', partition: 'worklistDay', time: 'worklistAt' },
] as const;
export type NameLevel = (typeof LEVELS)[number];

/** Nobody can be found by fewer letters. */
export const LEAST_LETTERS = LEVELS[0].letters;

/** Further letters hardly tell names apart: a search reads the names themselves as well. */
const LETTERS_IN_KEY = 10;
/** Of the hash of each beginning, in base64url: 18 bits. */
const CHARACTERS_OF_HASH = 3;
/** Of the hash that names a partition: 132 bits. */
const CHARACTERS_OF_PARTITION = 22;
/** Stands in a key before the hashes of the word's beginnings, and nowhere else. */
const BEFORE_HASHES = '~';

const lettersOf = (word: string): string[] => [...word];
const beginningOf = (word: string, letters: number): string => lettersOf(word).slice(0, letters).join('');

/** An address has no line end: the hash of a beginning is never that of an address. */
const hashOf = ({ pseudonym }: CustomerTable, beginning: string): Promise<string> => pseudonym(`name\n${beginning}`);

/** What the keys of all entries have in them whose words begin like this one. */
async function hashesOf(table: CustomerTable, word: string): Promise<string> {
  const last = Math.min(lettersOf(word).length, LETTERS_IN_KEY);
  const lengths = Array.from({ length: last - LEAST_LETTERS + 1 }, (_, index) => LEAST_LETTERS + index);
  const hashes = await Promise.all(lengths.map((letters) => hashOf(table, beginningOf(word, letters))));
  return BEFORE_HASHES + hashes.map((whole) => whole.slice(0, CHARACTERS_OF_HASH)).join('');
}

/** The partition that has the words that begin like this one. */
async function partitionOf(table: CustomerTable, word: string, { letters }: NameLevel): Promise<string> {
  const hash = await hashOf(table, beginningOf(word, letters));
  return `${table.channelId}#name#${hash.slice(0, CHARACTERS_OF_PARTITION)}`;
}

const levelsOf = (word: string): NameLevel[] => LEVELS.filter(({ letters }) => lettersOf(word).length >= letters);

/** Where to look for the words that begin like this one, which has two letters at least. */
export async function searchFor(
  table: CustomerTable,
  word: string,
): Promise<{ level: NameLevel; partition: string; inKey: string }> {
  const level = levelsOf(word)[1] ?? LEVELS[0];
  const [partition, inKey] = await Promise.all([partitionOf(table, word, level), hashesOf(table, word)]);
  return { level, partition, inKey };
}

/**
 * The key and the index attributes of the entry of a word that leads to an item: a chat, or the booking of somebody without
 * one. `at` places it among the entries of others. `undefined` for a word that is too short.
 */
export async function nameEntry(
  table: CustomerTable,
  named: { pk: string },
  word: string,
  at: Instant,
): Promise<({ pk: string } & Record<string, string>) | undefined> {
  const levels = levelsOf(word);
  if (levels.length === 0) return undefined;
  const [kind, ...rest] = named.pk.split('#');
  const [hashes, ...places] = await Promise.all([
    hashesOf(table, word),
    ...levels.map(async (level) => ({ [level.partition]: await partitionOf(table, word, level), [level.time]: at })),
  ]);
  return Object.assign({ pk: `name#${table.channelId}#${kind}#${rest.at(-1)}#${hashes}` }, ...places);
}

/** The key of the item that an entry leads to. */
export function namedBy({ channelId }: Table, entryPk: string): { pk: string } {
  const [kind, who] = entryPk.slice(`name#${channelId}#`.length).split('#');
  return { pk: kind === 'chat' ? `chat#${channelId}#${who}` : `invitation#${who}` };
}
