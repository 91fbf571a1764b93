import type { CustomerTable, Table } from '../table/table.ts';

/*
 * The index of names. A word of a name has an entry in the partition of its first two letters, and one in that of its
 * first four, so that a search that typed more reads less. Nothing of a name stands in a key but hashes of its
 * beginnings, which need the stack's secret.
 */

/** How many letters of a word choose the partition of an entry. */
const LEVELS = [2, 4] as const;
type Level = (typeof LEVELS)[number];

/** Nobody can be found by fewer letters. */
export const LEAST_LETTERS = LEVELS[0];

/** Further letters hardly tell names apart: a search reads the names themselves as well. */
const LETTERS_IN_KEY = 10;
/** Of the hash of each beginning, in base64url: 18 bits. */
const CHARACTERS_OF_HASH = 3;
/** Stands in a key before the hashes of the word's beginnings, and nowhere else. */
const BEFORE_HASHES = '~';

const lettersOf = (word: string): string[] => [...word];
const beginningOf = (word: string, letters: number): string => lettersOf(word).slice(0, letters).join('');

/** An address has no line end: the hash of a beginning is never that of an address. */
const hashOf = ({ pseudonym }: CustomerTable, beginning: string): Promise<string> => pseudonym(`name\n${beginning}`);

/** What the keys of all entries have in them whose words begin like this one. */
async function hashesOf(table: CustomerTable, word: string, level: Level): Promise<string> {
  const last = Math.min(lettersOf(word).length, LETTERS_IN_KEY);
  const lengths = Array.from({ length: last - level + 1 }, (_, index) => level + index);
  const hashes = await Promise.all(lengths.map((letters) => hashOf(table, beginningOf(word, letters))));
  return BEFORE_HASHES + hashes.map((whole) => whole.slice(0, CHARACTERS_OF_HASH)).join('');
}

/** The partition of the `customer` index that has the words that begin like this one. */
const partitionOf = async (table: CustomerTable, word: string, level: Level): Promise<string> =>
  `${table.channelId}#name#${await hashOf(table, beginningOf(word, level))}`;

const levelsOf = (word: string): Level[] => LEVELS.filter((level) => lettersOf(word).length >= level);

/** Where to look for the words that begin like this one, which has two letters at least. */
export async function searchFor(table: CustomerTable, word: string): Promise<{ partition: string; inKey: string }> {
  const level = levelsOf(word).at(-1) ?? LEAST_LETTERS;
  const [partition, inKey] = await Promise.all([partitionOf(table, word, level), hashesOf(table, word, level)]);
  return { partition, inKey };
}

/** The keys and index attributes of all entries of a word that lead to an item: a chat, or the booking of somebody without one. */
export function nameEntries(
  table: CustomerTable,
  named: { pk: string },
  word: string,
): Promise<{ pk: string; customer: string }[]> {
  const [kind, ...rest] = named.pk.split('#');
  return Promise.all(
    levelsOf(word).map(async (level) => ({
      pk: `name#${table.channelId}#${kind}#${rest.at(-1)}#${level}${await hashesOf(table, word, level)}`,
      customer: await partitionOf(table, word, level),
    })),
  );
}

/** The key of the item that an entry leads to. */
export function namedBy({ channelId }: Table, entryPk: string): { pk: string } {
  const [kind, who] = entryPk.slice(`name#${channelId}#`.length).split('#');
  return { pk: kind === 'chat' ? `chat#${channelId}#${who}` : `invitation#${who}` };
}
