import * as z from 'zod/mini';

/** A text that a caller may leave out: without blanks around it, not empty, at most so many characters. */
export const givenText = (limit: number) =>
  z.string('must be text').check(
    z.overwrite((value) => value.trim().toWellFormed()),
    z.minLength(1, 'must not be empty when it is given'),
    z.maxLength(limit, `must be at most ${limit} characters`),
  );
