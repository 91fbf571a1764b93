import { withoutTurns } from '../text/characters.ts';
import type { StaffMailLabel, StaffMailWords } from './staff-mail-words.ts';

/** One line of an e-mail about a booking. Nothing is said of what is neither known now nor was before. */
export type StaffFact = {
  label: StaffMailLabel;
  value: string | undefined;
  /** What it was before, where there is a before. */
  before?: string | undefined;
  hadBefore?: boolean;
};

/** Wide enough for a phone held upright to break it once at most, narrow enough for every mail program. */
const WIDTH = 76;
const LABEL_WIDTH = 12;
const INDENT = ' '.repeat(LABEL_WIDTH);

/** What a customer typed, broken into lines; a word longer than a line is broken too. */
function fold(text: string): string[] {
  const width = WIDTH - LABEL_WIDTH;
  const lines: string[] = [];
  for (const line of withoutTurns(text)
    .replace(/[^\P{Cc}\n]/gu, ' ')
    .split('\n')) {
    const pieces = line.match(new RegExp(`\\S.{0,${width - 1}}(?=\\s|$)|\\S{${width}}`, 'gu')) ?? [];
    lines.push(...pieces.map((piece) => piece.trimEnd()));
  }
  return lines;
}

/** A label and what stands in its line. */
export const labelled = (label: string, text: string): string => `${label}:`.padEnd(LABEL_WIDTH) + text;

function write({ label, value, before, hadBefore }: StaffFact, words: StaffMailWords): string[] {
  const isChanged = hadBefore === true && before !== value;
  if (value === undefined && !isChanged) return [];
  const was = isChanged ? fold(words.before(before ?? words.none)) : [];
  const [first = '', ...rest] = [...fold(value ?? words.none), ...was];
  return [labelled(words.labels[label], first), ...rest.map((line) => `${INDENT}${line}`)];
}

/**
 * Writes the facts one below the other, their values in a column. A value's further lines stand in the same column, so
 * that nothing a customer typed can pass for another fact.
 */
export const factWriter =
  (words: StaffMailWords) =>
  (facts: StaffFact[]): string[] =>
    facts.flatMap((fact) => write(fact, words));
