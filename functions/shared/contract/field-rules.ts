import * as z from 'zod/mini';

/** A part of the contract with exactly these fields. */
export const section = <Shape extends z.core.$ZodLooseShape>(shape: Shape) =>
  z.strictObject(shape, 'must be an object');

/** Text of a given form. One rule says all, whether the value is missing, no text, or text of another form. */
export const matching = (form: RegExp, rule: string) => z.string(rule).check(z.regex(form, rule));

export const oneOf = <const Words extends readonly [string, ...string[]]>(...words: Words) =>
  z.enum(words, `must be ${words.map((word) => `"${word}"`).join(' or ')}`);

export const text = (limit: number) =>
  z
    .string('must be text')
    .check(z.trim(), z.minLength(1, 'must not be empty'), z.maxLength(limit, `must be at most ${limit} characters`));

export const wholeNumber = (least: number, most: number) => {
  const rule = `must be a whole number from ${least} to ${most}`;
  return z.int(rule).check(z.gte(least, rule), z.lte(most, rule));
};
