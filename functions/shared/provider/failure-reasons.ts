import type { Failure, FailureReason } from '../domain/delivery/failure.ts';
import { reasonsInWords } from './failure-phrases.ts';

/** The reasons of Meta's codes, from the tables of errors in docs/provider.md. */
const REASON_BY_CODE: Readonly<Record<number, FailureReason>> = {
  1: 'temporary',
  2: 'temporary',
  4: 'rate-limited',
  17: 'rate-limited',
  368: 'account-blocked',
  613: 'rate-limited',
  80007: 'rate-limited',
  80008: 'rate-limited',
  130429: 'rate-limited',
  130472: 'experiment',
  130497: 'account-blocked',
  131000: 'temporary',
  131005: 'account-blocked',
  131008: 'invalid-request',
  131009: 'invalid-request',
  131016: 'temporary',
  131021: 'unaddressable',
  131026: 'not-on-whatsapp',
  131030: 'unaddressable',
  131031: 'account-blocked',
  131037: 'misconfigured',
  131042: 'account-blocked',
  131045: 'misconfigured',
  131047: 'window-closed',
  131048: 'account-blocked',
  131049: 'held-back',
  131050: 'opted-out',
  131051: 'invalid-request',
  131052: 'invalid-request',
  131053: 'invalid-request',
  131056: 'too-many-to-person',
  131057: 'temporary',
  131062: 'unaddressable',
  132068: 'flow-blocked',
  132069: 'flow-throttled',
  133004: 'temporary',
  133010: 'misconfigured',
  134011: 'account-blocked',
  134102: 'misconfigured',
  2494100: 'temporary',
};

/** The other codes of this family concern templates, such as paused ones and wrong parameters. */
const isTemplateCode = (code: number) => code >= 132_000 && code <= 132_099;

/** Characters of the provider's words that are stored. */
const TEXT_LIMIT = 500;
/** Characters that are searched for a phrase, as an answer may be a whole page. */
const LOOKED_AT = 4_000;

const reasonOfCode = (code: number | undefined): FailureReason | undefined =>
  code === undefined ? undefined : (REASON_BY_CODE[code] ?? (isTemplateCode(code) ? 'misconfigured' : undefined));

/** Meta's longest codes have seven digits. */
const CODE_LIMIT = 9_999_999;

/** A code from a number or text; undefined for other values, such as 1e20, -1, 0.5, "x". */
function readCode(code: unknown): number | undefined {
  const number = typeof code === 'string' && /^\d{1,7}$/.test(code.trim()) ? Number(code) : code;
  return typeof number === 'number' && Number.isInteger(number) && number >= 0 && number <= CODE_LIMIT
    ? number
    : undefined;
}

/** A code in free text: five to seven separate digits, or any number marked as a code. */
const CODES_IN_TEXT =
  /\(#(\d{1,7})\)|\berror[ _]code["']?[\s:=]*["'#]?(\d{1,7})\b|["']code["']\s*:\s*["']?(\d{1,7})\b|\b(\d{5,7})\b/gi;

function knownCodeIn(text: string): number | undefined {
  return [...text.matchAll(CODES_IN_TEXT)]
    .map((found) => Number(found.slice(1).find((digits) => digits !== undefined)))
    .find((code) => reasonOfCode(code));
}

/** A failure as the provider reported it; `code` in any form. */
export type FailureReport = { code?: unknown; words: string };

/**
 * The reason for a reported failure, from the first of these: a known code, a known code in the words, a specific
 * phrase, `known`, a generic phrase, `otherwise`.
 */
export function failureOf(
  report: FailureReport,
  { known, otherwise = 'unknown-reason' }: { known?: FailureReason | undefined; otherwise?: FailureReason } = {},
): Failure {
  const words = report.words.slice(0, LOOKED_AT).toWellFormed();
  const reported = readCode(report.code);
  const code = reasonOfCode(reported) ? reported : (knownCodeIn(words) ?? reported);
  const { specific, generic } = reasonsInWords(words);
  const text = words.slice(0, TEXT_LIMIT).toWellFormed();
  return {
    reason: reasonOfCode(code) ?? specific ?? known ?? generic ?? otherwise,
    ...(code !== undefined && { code }),
    ...(text && { text }),
  };
}
