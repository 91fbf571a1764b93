import {
  type Bindings,
  type Item,
  MalformedExpression,
  type Operand,
  type Path,
  readOperandFrom,
  readPathFrom,
  resolvePath,
  type Tokens,
  tokensOf,
  valueAt,
} from './expressions.ts';

/** Makes a new item from an old one; the old one stays as it is. */
export type Update = (item: Item, bindings: Bindings) => Item;

type Action = (target: Item, source: Item, bindings: Bindings) => Item;

const isMap = (value: unknown): value is Item =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Set);

/** A copy with the value at the path replaced, or taken away where it is `undefined`. */
function replaced(item: Item, [first = '', ...rest]: Path, value: unknown): Item {
  if (rest.length > 0) {
    const inner = item[first];
    if (!isMap(inner)) throw new MalformedExpression('The document path in the update does not exist in the item.');
    return { ...item, [first]: replaced(inner, rest, value) };
  }
  const copy = { ...item };
  if (value === undefined) delete copy[first];
  else copy[first] = value;
  return copy;
}

function readRightSide(tokens: Tokens): Operand {
  const left = readSummand(tokens);
  if (!tokens.take('+')) return left;
  const right = readSummand(tokens);
  return (item, bindings) => {
    const [one, other] = [left(item, bindings), right(item, bindings)];
    if (typeof one === 'number' && typeof other === 'number') return one + other;
    throw new MalformedExpression('Only numbers can be added.');
  };
}

function readSummand(tokens: Tokens): Operand {
  if (tokens.peek() !== 'IF_NOT_EXISTS') return readOperandFrom(tokens);
  tokens.next();
  tokens.expect('(');
  const path = readPathFrom(tokens);
  tokens.expect(',');
  const otherwise = readOperandFrom(tokens);
  tokens.expect(')');
  return (item, bindings) => valueAt(item, resolvePath(path, bindings)) ?? otherwise(item, bindings);
}

function readSet(tokens: Tokens): Action {
  const path = readPathFrom(tokens);
  tokens.expect('=');
  const value = readRightSide(tokens);
  return (target, source, bindings) => {
    const result = value(source, bindings);
    if (result === undefined) throw new MalformedExpression('An update refers to an attribute that does not exist.');
    return replaced(target, resolvePath(path, bindings), result);
  };
}

function readRemove(tokens: Tokens): Action {
  const path = readPathFrom(tokens);
  return (target, _, bindings) => {
    const resolved = resolvePath(path, bindings);
    // To remove what is not there is no fault, unless the way to it is not there either.
    return valueAt(target, resolved) === undefined && resolved.length === 1
      ? target
      : replaced(target, resolved, undefined);
  };
}

const asSet = (value: unknown): Set<unknown> => {
  if (value === undefined) return new Set();
  if (value instanceof Set) return value;
  throw new MalformedExpression('ADD and DELETE are modelled for sets only.');
};

function readSetAction(tokens: Tokens, change: (known: Set<unknown>, given: Set<unknown>) => Set<unknown>): Action {
  const path = readPathFrom(tokens);
  const operand = readOperandFrom(tokens);
  return (target, source, bindings) => {
    const resolved = resolvePath(path, bindings);
    const result = change(asSet(valueAt(source, resolved)), asSet(operand(source, bindings)));
    return replaced(target, resolved, result.size > 0 ? result : undefined);
  };
}

const CLAUSES: Record<string, (tokens: Tokens) => Action> = {
  SET: readSet,
  REMOVE: readRemove,
  ADD: (tokens) => readSetAction(tokens, (known, given) => new Set([...known, ...given])),
  DELETE: (tokens) => readSetAction(tokens, (known, given) => new Set([...known].filter((one) => !given.has(one)))),
};

const compiled = new Map<string, Update>();

/** Reads an update expression. Every value in it is worked out from the item as it was before. */
export function compileUpdate(expression: string): Update {
  const known = compiled.get(expression);
  if (known) return known;
  const tokens = tokensOf(expression);
  const actions: Action[] = [];
  while (tokens.peek() !== undefined) {
    const clause = CLAUSES[tokens.next().toUpperCase()];
    if (!clause) throw new MalformedExpression(`Cannot read "${expression}".`);
    do actions.push(clause(tokens));
    while (tokens.take(','));
  }
  const update: Update = (item, bindings) => actions.reduce((target, action) => action(target, item, bindings), item);
  compiled.set(expression, update);
  return update;
}
