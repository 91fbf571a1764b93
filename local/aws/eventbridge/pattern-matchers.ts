import * as z from 'zod/mini';
import { StartFailure } from '../../start-failure.ts';

/** A plain value of an event. */
export type Leaf = string | number | boolean | null;

/** Whether the values of one field match; an empty list means that the field is missing. */
export type LeafMatcher = (leaves: Leaf[]) => boolean;

type LeafTest = (leaf: Leaf) => boolean;

const IgnoringCase = z.strictObject({ 'equals-ignore-case': z.string() });
const Affix = z.union([z.string(), IgnoringCase]);
type Affix = z.infer<typeof Affix>;
const Texts = z.union([z.string(), z.array(z.string())]);

const Comparison = z.enum(['<', '<=', '=', '>=', '>']);
type Comparison = z.infer<typeof Comparison>;

const Operator = z.union([
  z.strictObject({ exists: z.boolean() }),
  z.strictObject({ prefix: Affix }),
  z.strictObject({ suffix: Affix }),
  IgnoringCase,
  z.strictObject({ wildcard: z.string() }),
  z.strictObject({ numeric: z.array(z.union([Comparison, z.number()])) }),
  z.strictObject({
    'anything-but': z.union([
      z.string(),
      z.number(),
      z.array(z.union([z.string(), z.number()])),
      z.strictObject({ prefix: Texts }),
      z.strictObject({ suffix: Texts }),
      z.strictObject({ wildcard: Texts }),
      z.strictObject({ 'equals-ignore-case': Texts }),
    ]),
  }),
]);
type Operator = z.infer<typeof Operator>;
type AnythingBut = Extract<Operator, { 'anything-but': unknown }>['anything-but'];

/**
 * Compiles one element of a field's list in a pattern: a plain value or an operator.
 * @throws StartFailure for an operator that the runner does not support
 */
export function compileMatcher(element: unknown, owner: string): LeafMatcher {
  if (typeof element !== 'object' || element === null) return (leaves) => leaves.some((leaf) => leaf === element);
  const operator = Operator.safeParse(element).data;
  if (!operator) {
    throw new StartFailure(
      `The local runner does not support ${JSON.stringify(element)} in the event pattern of ${owner}.`,
    );
  }
  if ('exists' in operator) return (leaves) => leaves.length > 0 === operator.exists;
  const test = compileTest(operator);
  return (leaves) => leaves.some(test);
}

function compileTest(operator: Exclude<Operator, { exists: boolean }>): LeafTest {
  if ('prefix' in operator) return affixTest(operator.prefix, (text, affix) => text.startsWith(affix));
  if ('suffix' in operator) return affixTest(operator.suffix, (text, affix) => text.endsWith(affix));
  if ('wildcard' in operator) return wildcardTest(operator.wildcard);
  if ('numeric' in operator) return numericTest(operator.numeric);
  if ('anything-but' in operator) return anythingBut(operator['anything-but']);
  return ignoringCase(operator['equals-ignore-case']);
}

const onText =
  (test: (text: string) => boolean): LeafTest =>
  (leaf) =>
    typeof leaf === 'string' && test(leaf);

function affixTest(affix: Affix, fits: (text: string, affix: string) => boolean): LeafTest {
  if (typeof affix === 'string') return onText((text) => fits(text, affix));
  const wanted = affix['equals-ignore-case'].toLowerCase();
  return onText((text) => fits(text.toLowerCase(), wanted));
}

function ignoringCase(wanted: string): LeafTest {
  return onText((text) => text.toLowerCase() === wanted.toLowerCase());
}

/** `*` matches any run of characters; `\*` and `\\` match a literal `*` and `\`. */
function wildcardTest(wildcard: string): LeafTest {
  const source = wildcard.replaceAll(/\\([*\\])|\*|[^*\\]+|\\/g, (part, escaped: string | undefined) => {
    return part === '*' ? '.*' : (escaped ?? part).replaceAll(/[\\^$.*+?()[\]{}|]/g, '\\$&');
  });
  const expression = new RegExp(`^${source}$`, 's');
  return onText((text) => expression.test(text));
}

const COMPARISONS: Record<Comparison, (left: number, right: number) => boolean> = {
  '<': (left, right) => left < right,
  '<=': (left, right) => left <= right,
  '=': (left, right) => left === right,
  '>=': (left, right) => left >= right,
  '>': (left, right) => left > right,
};

/** `[">", 0, "<=", 5]`: all comparisons must hold. */
function numericTest(parts: (Comparison | number)[]): LeafTest {
  const tests = parts.flatMap((part, index) => {
    const bound = parts[index + 1];
    return typeof part === 'string' && typeof bound === 'number' ? [{ compare: COMPARISONS[part], bound }] : [];
  });
  return (leaf) => typeof leaf === 'number' && tests.every(({ compare, bound }) => compare(leaf, bound));
}

function anythingBut(exception: AnythingBut): LeafTest {
  if (typeof exception !== 'object' || Array.isArray(exception)) {
    const exceptions: Leaf[] = [exception].flat();
    return (leaf) => !exceptions.includes(leaf);
  }
  const tests = exceptionTests(exception);
  return (leaf) => !tests.some((test) => test(leaf));
}

function exceptionTests(exception: Exclude<AnythingBut, string | number | unknown[]>): LeafTest[] {
  if ('prefix' in exception)
    return [exception.prefix].flat().map((prefix) => onText((text) => text.startsWith(prefix)));
  if ('suffix' in exception) return [exception.suffix].flat().map((suffix) => onText((text) => text.endsWith(suffix)));
  if ('wildcard' in exception) return [exception.wildcard].flat().map(wildcardTest);
  return [exception['equals-ignore-case']].flat().map(ignoringCase);
}
