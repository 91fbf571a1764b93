import * as z from 'zod/mini';
import { type Instant, instantAt } from '../../domain/time/instant.ts';

/** The provider writes numbers as text here and there. */
const NumberLike = z.pipe(z.union([z.number(), z.string().check(z.regex(/^\d{1,16}(\.\d+)?$/))]), z.transform(Number));

/**
 * A value that only informs: what does not have its form counts as absent, and costs nothing but itself. It does what
 * `z.catch` does, with which zod brings all of its helpers into a bundle.
 */
export const maybe = <Schema extends z.ZodMiniType>(schema: Schema) =>
  z.optional(
    z.pipe(
      z.unknown(),
      z.transform((value): z.output<Schema> | undefined => schema.safeParse(value).data),
    ),
  );

/** Text that only informs. */
export const MaybeText = maybe(z.string());

/** An address, which some write as a number. */
export const MaybeAddress = maybe(z.pipe(z.union([z.string(), z.number()]), z.transform(String)));

/** Own messages are marked with true, 1, "1" or "true", depending on age and dialect. */
export const Flag = z.pipe(
  z.optional(z.nullable(z.union([z.boolean(), z.number(), z.string()]))),
  z.transform((value) => value === true || value === 1 || value === '1' || value === 'true'),
);

/** Codes of Meta are whole numbers of up to six digits; anything beyond is none, and need not fit into the table. */
const MOST_CODE = 9_999_999;

/** An error code, as a number or as text; `undefined` if it is none. */
export function codeOf(code: unknown): number | undefined {
  const number = NumberLike.safeParse(code).data;
  return Number.isInteger(number) && number !== undefined && number >= 0 && number <= MOST_CODE ? number : undefined;
}

/** Counts above this are milliseconds: in seconds they would lie beyond the year 5000. */
const MILLISECONDS_FROM = 100_000_000_000;
const EARLIEST_MS = Date.UTC(2015, 0);
/** Clocks differ a little; a time further ahead than this is a mistake and must not count as the newest for ever. */
const AHEAD_MS = 24 * 3_600_000;

/** A time in unix seconds (number or text); one that cannot be true becomes `undefined`. */
export function instantOf(time: unknown, receivedAt: Instant): Instant | undefined {
  const parsed = NumberLike.safeParse(time);
  if (!parsed.success) return undefined;
  const ms = Math.trunc(parsed.data >= MILLISECONDS_FROM ? parsed.data : parsed.data * 1000);
  return ms >= EARLIEST_MS && ms <= Date.parse(receivedAt) + AHEAD_MS ? instantAt(ms) : undefined;
}
