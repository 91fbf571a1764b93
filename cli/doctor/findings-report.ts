import { EXIT } from '../exit-codes.ts';
import { columns, type Report } from '../report.ts';
import type { Finding, Verdict } from './check.ts';

const WORDS: Record<Verdict, string> = { ok: 'ok', warning: 'warning', fault: 'FAULT' };

/** One line for each finding; a fault needs a person. */
export function findingsReport(findings: readonly Finding[]): Report {
  const isFaulty = findings.some(({ verdict }) => verdict === 'fault');
  return {
    exitCode: isFaulty ? EXIT.attention : EXIT.fine,
    lines: columns(findings.map(({ check, verdict, says }) => [check, `${WORDS[verdict].padEnd(7)}  ${says}`])),
    json: { findings },
  };
}
