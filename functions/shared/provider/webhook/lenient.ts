import * as z from 'zod/mini';
import { type Instant, instantAt } from '../../domain/time/instant.ts';

/** A number. The provider writes some numbers as text. */
const NumberLike = z.pipe(z.union([z.number(), z.string().check(z.regex(/^\d{1,16}(\.\d+)?$/))]), z.transform(Number));

/**
 * An optional value that counts as absent if its form is wrong, so that the rest stays readable. Replaces `z.catch`,
 * which adds all helpers of zod to a bundle.
 */
export const maybe = <Schema extends z.ZodMiniType>(schema: Schema) =>
  z.optional(
    z.pipe(
      z.unknown(),
      z.transform((value): z.output<Schema> | undefined => schema.safeParse(value).data),
    ),
  );

/** Optional text. */
export const MaybeText = maybe(z.string());

/** An optional address, which may be a number. */
export const MaybeAddress = maybe(z.pipe(z.union([z.string(), z.number()]), z.transform(String)));

/** The mark of the business's own messages: true, 1, "1" or "true", depending on API version and dialect. */
export const Flag = z.pipe(
  z.optional(z.nullable(z.union([z.boolean(), z.number(), z.string()]))),
  z.transform((value) => value === true || value === 1 || value === '1' || value === 'true'),
);

/** Meta's longest codes have seven digits. Larger numbers are no codes. */
const MOST_CODE = 9_999_999;

/** An error code from a number or text; `undefined` if it is none. */
export function codeOf(code: unknown): number | undefined {
  const number = NumberLike.safeParse(code).data;
  return Number.isInteger(number) && number !== undefined && number >= 0 && number <= MOST_CODE ? number : undefined;
}

/** Numbers from here on are milliseconds, because in seconds they would lie beyond the year 5000. */
const MILLISECONDS_FROM = 100_000_000_000;
const EARLIEST_MS = Date.UTC(2015, 0);
/** Clocks differ. A time further in the future is an error and must not stay the newest. */
const AHEAD_MS = 24 * 3_600_000;

/** The instant of Unix seconds or milliseconds (number or text); `undefined` before 2015 or too far in the future. */
export function instantOf(time: unknown, receivedAt: Instant): Instant | undefined {
  const parsed = NumberLike.safeParse(time);
  if (!parsed.success) return undefined;
  const ms = Math.trunc(parsed.data >= MILLISECONDS_FROM ? parsed.data : parsed.data * 1000);
  return ms >= EARLIEST_MS && ms <= Date.parse(receivedAt) + AHEAD_MS ? instantAt(ms) : undefined;
}
