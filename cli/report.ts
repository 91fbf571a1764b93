import type { ExitCode } from './exit-codes.ts';
import { type Io, printable } from './io.ts';

/** A verb's result: lines for a person, JSON for a script, an exit code for a shell. */
export type Report = { exitCode: ExitCode; lines: string[]; json: unknown };

export const json = (value: unknown): string => `${JSON.stringify(value, undefined, 2)}\n`;

/** The report with `complete` applied to each of its texts. */
export const completedReport = (
  { exitCode, lines, json: value }: Report,
  complete: (text: string) => string,
): Report => ({
  exitCode,
  lines: lines.map(complete),
  json: JSON.parse(JSON.stringify(value, (_, one) => (typeof one === 'string' ? complete(one) : one))),
});

export function printReport({ stdout }: Io, { lines, json: value }: Report, asJson: boolean): void {
  stdout.write(asJson ? json(value) : lines.map((line) => `${printable(line)}\n`).join(''));
}

/** Lines of two columns. */
export function columns(rows: readonly (readonly [string, string])[]): string[] {
  const width = Math.max(...rows.map(([name]) => name.length));
  return rows.map(([name, value]) => `${name.padEnd(width)}  ${value}`);
}
