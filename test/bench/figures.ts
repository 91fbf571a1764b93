/** The middle of what was measured, and between what the middle half lies. */
export type Figure = { median: number; low: number; high: number };

/** The number that this part of all numbers does not exceed: 0.9 for the slowest but one of eleven. Throws without numbers. */
export function percentile(numbers: readonly number[], part: number): number {
  const sorted = numbers.toSorted((one, other) => one - other);
  const number = sorted[Math.floor((sorted.length - 1) * part)];
  if (number === undefined) throw new Error('Nothing was measured.');
  return number;
}

/** Throws if there is nothing to take the middle of. */
export const figureOf = (numbers: readonly number[]): Figure => ({
  median: percentile(numbers, 0.5),
  low: percentile(numbers, 0.25),
  high: percentile(numbers, 0.75),
});

/** "12.3 (11.8–13.1)" */
export const spread = ({ median, low, high }: Figure, digits = 1): string =>
  `${median.toFixed(digits)} (${low.toFixed(digits)}–${high.toFixed(digits)})`;

/** A ratio beside what it is to be at most: "0.71 ≤ 0.75" or "**0.81 > 0.75**". */
export const against = (value: number, target: number, digits = 2): string =>
  value <= target
    ? `${value.toFixed(digits)} ≤ ${target.toFixed(digits)}`
    : `**${value.toFixed(digits)} > ${target.toFixed(digits)}**`;

/** A Markdown table. */
export function tableOf(heads: string[], rows: string[][]): string {
  const line = (cells: string[]) => `| ${cells.join(' | ')} |`;
  return [line(heads), line(heads.map((_, index) => (index === 0 ? '---' : '---:'))), ...rows.map(line)].join('\n');
}
