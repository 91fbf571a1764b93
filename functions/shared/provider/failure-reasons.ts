import type { Failure, FailureReason } from '../domain/failure.ts';

/** Meta's codes, after the table of errors in docs/provider.md. */
const REASON_BY_CODE: Readonly<Record<number, FailureReason>> = {
  1: 'temporary',
  2: 'temporary',
  4: 'rate-limited',
  368: 'account-blocked',
  80007: 'rate-limited',
  130429: 'rate-limited',
  130472: 'experiment',
  131000: 'temporary',
  131016: 'temporary',
  131026: 'not-on-whatsapp',
  131031: 'account-blocked',
  131042: 'account-blocked',
  131047: 'window-closed',
  131048: 'account-blocked',
  131049: 'held-back',
  131050: 'opted-out',
  131056: 'too-many-to-person',
  131057: 'temporary',
  132068: 'flow-blocked',
  132069: 'flow-throttled',
};

/** Other codes of this family speak of paused templates and wrong parameters. */
const isTemplateCode = (code: number) => code >= 132_000 && code <= 132_099;

/** What the provider says in words where it gives no code. */
const REASON_BY_PHRASE: readonly (readonly [RegExp, FailureReason])[] = [
  [/dialog window is closed|outside the allowed window|re-?engagement|24 hours have passed/i, 'window-closed'],
  [/part of an experiment/i, 'experiment'],
  [/invalid token|wrong token|unauthori[sz]ed/i, 'credentials'],
  [/too many request|rate limit/i, 'rate-limited'],
  [/template is not defined|template .{0,200}not found/i, 'misconfigured'],
  [/username is not found|not linked with bsuid|routing is disabled/i, 'unaddressable'],
  [/opted out|stopped marketing|opt-?out/i, 'opted-out'],
];

const TEXT_LIMIT = 500;

const reasonOfCode = (code: number): FailureReason | undefined =>
  REASON_BY_CODE[code] ?? (isTemplateCode(code) ? 'misconfigured' : undefined);

/** A code inside free text: five or six digits on their own, or any number written as `(#4)`. */
function codeIn(text: string): number | undefined {
  for (const [, marked, bare] of text.matchAll(/\(#(\d{1,6})\)|\b(\d{5,6})\b/g)) {
    const code = Number(marked ?? bare);
    if (reasonOfCode(code)) return code;
  }
  return undefined;
}

/**
 * The reason behind what the provider reported: its code if that is known, else a code or known phrase inside its
 * words, else `otherwise`.
 */
export function failureOf(
  report: { code?: number | undefined; words: string },
  otherwise: FailureReason = 'unknown-reason',
): Failure {
  const text = report.words.slice(0, TEXT_LIMIT).toWellFormed();
  const code = report.code ?? codeIn(text);
  const byCode = code === undefined ? undefined : reasonOfCode(code);
  const byPhrase = REASON_BY_PHRASE.find(([phrase]) => phrase.test(text))?.[1];
  return {
    reason: byCode ?? byPhrase ?? otherwise,
    ...(code !== undefined && { code }),
    ...(text && { text }),
  };
}
