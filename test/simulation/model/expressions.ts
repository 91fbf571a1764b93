import { isDeepStrictEqual } from 'node:util';

/**
 * The part of DynamoDB's expression language that the store uses: conditions, updates, key conditions and filters.
 * Everything else throws, so that the model never guesses.
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Expressions.OperatorsAndFunctions.html
 */
export type Item = Record<string, unknown>;

/** The values of placeholders. */
export type Bindings = { names: Record<string, string>; values: Record<string, unknown> };

type Operand = (item: Item, bindings: Bindings) => unknown;
export type Condition = (item: Item, bindings: Bindings) => boolean;
type Path = string[];

/** A copy as the document client sends it: without `undefined` values. */
export function copyOf<T>(value: T): T {
  if (typeof value !== 'object' || value === null) return value;
  // Each branch returns the type that it received.
  if (Array.isArray(value)) return value.map(copyOf) as T;
  if (value instanceof Set) return new Set(value) as T;
  if (value instanceof Uint8Array) return value;
  const copy: Item = {};
  // All copied objects are plain, so `in` finds nothing inherited; this is by far the fastest way.
  for (const name in value) {
    const inner = (value as Item)[name];
    if (inner !== undefined) copy[name] = typeof inner === 'object' ? copyOf(inner) : inner;
  }
  return copy as T;
}

/** An expression that the service would reject as malformed: never a normal outcome. */
export class MalformedExpression extends Error {
  override readonly name = 'MalformedExpression';
}

/** A parsed expression, and its placeholders. */
export type Compiled<Effect> = Effect & { readonly placeholders: ReadonlySet<string> };

/** Parses each expression once: there are few, and each is used thousands of times. */
export function compilerOf<Effect extends object>(read: (tokens: Tokens, expression: string) => Effect) {
  const compiled = new Map<string, Compiled<Effect>>();
  return (expression: string): Compiled<Effect> => {
    const known = compiled.get(expression);
    if (known) return known;
    const placeholders = new Set(expression.match(/[#:]\w+/g));
    const effect = Object.assign(read(tokensOf(expression), expression), { placeholders });
    compiled.set(expression, effect);
    return effect;
  };
}

const TOKEN = /\s*([#:]?[A-Za-z_]\w*|<>|<=|>=|[=<>(),.+-])/y;

type Tokens = {
  peek(): string | undefined;
  next(): string;
  take(...wanted: string[]): boolean;
  expect(wanted: string): void;
};

function tokensOf(expression: string): Tokens {
  const tokens: string[] = [];
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < expression.trimEnd().length) {
    const from = TOKEN.lastIndex;
    const token = TOKEN.exec(expression)?.[1];
    if (token === undefined) throw new MalformedExpression(`Cannot read "${expression.slice(from)}".`);
    tokens.push(token);
  }
  let at = 0;
  const upper = () => tokens[at]?.toUpperCase();
  function next(): string {
    const token = tokens[at];
    if (token === undefined) throw new MalformedExpression(`"${expression}" ends too early.`);
    at += 1;
    return token;
  }
  return {
    peek: upper,
    next,
    take(...wanted) {
      const isThere = wanted.some((token) => token === upper());
      if (isThere) at += 1;
      return isThere;
    },
    expect(wanted) {
      if (next().toUpperCase() !== wanted) throw new MalformedExpression(`"${expression}" lacks a "${wanted}".`);
    },
  };
}

function bound<T>(bindings: Record<string, T>, placeholder: string): T {
  const value = bindings[placeholder];
  if (value === undefined) throw new MalformedExpression(`Nothing is given for ${placeholder}.`);
  return value;
}

function readPath(tokens: Tokens): Path {
  const path = [tokens.next()];
  while (tokens.take('.')) path.push(tokens.next());
  return path;
}

/** Resolves a parsed path once its placeholders are known. */
function resolverOf(path: Path): (bindings: Bindings) => Path {
  if (!path.some((part) => part.startsWith('#'))) return () => path;
  return ({ names }) => path.map((part) => (part.startsWith('#') ? bound(names, part) : part));
}

export const isMap = (value: unknown): value is Item =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Set);

export function valueAt(item: Item, path: Path): unknown {
  let value: unknown = item;
  for (const part of path) value = isMap(value) ? value[part] : undefined;
  return value;
}

/** Most compared values are primitive. */
export const isSame = (one: unknown, other: unknown): boolean =>
  one === other || (typeof one === 'object' && typeof other === 'object' && isDeepStrictEqual(one, other));

function sizeOf(value: unknown): unknown {
  if (typeof value === 'string') return Buffer.byteLength(value);
  if (value instanceof Set) return value.size;
  if (Array.isArray(value)) return value.length;
  return isMap(value) ? Object.keys(value).length : undefined;
}

function readOperand(tokens: Tokens): Operand {
  if (tokens.peek()?.startsWith(':')) {
    const placeholder = tokens.next();
    return (_, { values }) => bound(values, placeholder);
  }
  const path = readPath(tokens);
  if (path[0]?.toLowerCase() === 'size' && tokens.take('(')) {
    const inner = readOperand(tokens);
    tokens.expect(')');
    return (item, bindings) => sizeOf(inner(item, bindings));
  }
  const resolve = resolverOf(path);
  return (item, bindings) => valueAt(item, resolve(bindings));
}

/** Only two strings or two numbers have an order; strings compare by their bytes. */
function compare(one: unknown, other: unknown): number | undefined {
  if (typeof one === 'number' && typeof other === 'number') return one - other;
  if (typeof one === 'string' && typeof other === 'string') return one < other ? -1 : Number(one > other);
  return undefined;
}

const ORDERS: Record<string, (order: number) => boolean> = {
  '<': (order) => order < 0,
  '<=': (order) => order <= 0,
  '>': (order) => order > 0,
  '>=': (order) => order >= 0,
};

const isThere = (value: unknown) => value !== undefined;

const FUNCTIONS: Record<
  string,
  (item: Item, bindings: Bindings, first: Operand, second: Operand | undefined) => boolean
> = {
  ATTRIBUTE_EXISTS: (item, bindings, path) => isThere(path(item, bindings)),
  ATTRIBUTE_NOT_EXISTS: (item, bindings, path) => !isThere(path(item, bindings)),
  BEGINS_WITH(item, bindings, path, prefix) {
    const [text, start] = [path(item, bindings), prefix?.(item, bindings)];
    return typeof text === 'string' && typeof start === 'string' && text.startsWith(start);
  },
  CONTAINS(item, bindings, path, operand) {
    const [whole, part] = [path(item, bindings), operand?.(item, bindings)];
    if (whole instanceof Set) return whole.has(part);
    if (Array.isArray(whole)) return whole.some((element) => isSame(element, part));
    return typeof whole === 'string' && typeof part === 'string' && whole.includes(part);
  },
};

function readList(tokens: Tokens): Operand[] {
  tokens.expect('(');
  const list = [readOperand(tokens)];
  while (tokens.take(',')) list.push(readOperand(tokens));
  tokens.expect(')');
  return list;
}

function readComparison(tokens: Tokens): Condition {
  const known = FUNCTIONS[tokens.peek() ?? ''];
  if (known) {
    tokens.next();
    const [first, second] = readList(tokens);
    if (!first) throw new MalformedExpression('A function needs an operand.');
    return (item, bindings) => known(item, bindings, first, second);
  }
  const left = readOperand(tokens);
  if (tokens.take('BETWEEN')) {
    const from = readOperand(tokens);
    tokens.expect('AND');
    const to = readOperand(tokens);
    return (item, bindings) => {
      const value = left(item, bindings);
      const [low, high] = [compare(value, from(item, bindings)), compare(value, to(item, bindings))];
      return low !== undefined && high !== undefined && low >= 0 && high <= 0;
    };
  }
  if (tokens.take('IN')) {
    const list = readList(tokens);
    return (item, bindings) => {
      const value = left(item, bindings);
      return isThere(value) && list.some((one) => isSame(one(item, bindings), value));
    };
  }
  const operator = tokens.next();
  const right = readOperand(tokens);
  return (item, bindings) => {
    const [one, other] = [left(item, bindings), right(item, bindings)];
    if (!isThere(one) || !isThere(other)) return operator === '<>' && isThere(one) !== isThere(other);
    if (operator === '=') return isSame(one, other);
    if (operator === '<>') return !isSame(one, other);
    const [order, holds] = [compare(one, other), ORDERS[operator]];
    if (!holds) throw new MalformedExpression(`There is no comparison "${operator}" here.`);
    return order !== undefined && holds(order);
  };
}

function readFactor(tokens: Tokens): Condition {
  if (tokens.take('NOT')) {
    const inner = readFactor(tokens);
    return (item, bindings) => !inner(item, bindings);
  }
  if (!tokens.take('(')) return readComparison(tokens);
  const inner = readAlternatives(tokens);
  tokens.expect(')');
  return inner;
}

function readTerm(tokens: Tokens): Condition {
  const factors = [readFactor(tokens)];
  while (tokens.take('AND')) factors.push(readFactor(tokens));
  return (item, bindings) => factors.every((factor) => factor(item, bindings));
}

function readAlternatives(tokens: Tokens): Condition {
  const terms = [readTerm(tokens)];
  while (tokens.take('OR')) terms.push(readTerm(tokens));
  return (item, bindings) => terms.some((term) => term(item, bindings));
}

/** Parses a condition, key condition or filter. */
export const compileCondition = compilerOf((tokens, expression): Condition => {
  const condition = readAlternatives(tokens);
  if (tokens.peek() !== undefined) throw new MalformedExpression(`"${expression}" goes on after its end.`);
  return condition;
});

export const readOperandFrom = readOperand;
/** Parses a path and returns a function that resolves it once its placeholders are known. */
export const readPathFrom = (tokens: Tokens) => resolverOf(readPath(tokens));
export type { Operand, Path, Tokens };
