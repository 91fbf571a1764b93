import type { Mutant, Position } from './mutants.ts';

function offsetOf(text: string, { line, column }: Position): number {
  const before = text.split('\n').slice(0, line);
  return before.reduce((offset, { length }) => offset + length + 1, 0) + column;
}

/** The text of a mutant's file as the mutant has it. */
export function mutatedText(text: string, { location: { start, end }, replacement }: Mutant): string {
  return text.slice(0, offsetOf(text, start)) + replacement + text.slice(offsetOf(text, end));
}

/** The lines that a mutant changes, as they stand and as it has them. */
export function changedLines(text: string, mutant: Mutant): { before: string[]; after: string[] } {
  const { start, end } = mutant.location;
  const after = mutatedText(text, mutant).split('\n');
  const lines = text.split('\n');
  const last = after.length - (lines.length - end.line) + 1;
  return { before: lines.slice(start.line, end.line + 1), after: after.slice(start.line, last) };
}
