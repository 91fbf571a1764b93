import {
  type Bindings,
  compilerOf,
  copyOf,
  type Item,
  isMap,
  MalformedExpression,
  type Operand,
  type Path,
  readOperandFrom,
  readPathFrom,
  type Tokens,
  valueAt,
} from './expressions.ts';

/**
 * Makes a new item from an old one; the old one stays as it is. What is not touched stands in both, and neither shares
 * anything with the bindings.
 */
export type Update = (item: Item, bindings: Bindings) => Item;

/** Does its part on a draft, which nobody else holds; what is inside of it the source holds, too. */
type Action = (draft: Item, source: Item, bindings: Bindings) => Item;

/** A copy of a map, but for one attribute if there is such. Whoever reads it gets on faster than after a spread or `delete`. */
function copyBut(map: Item, left?: string): Item {
  const copy: Item = {};
  for (const name in map) if (name !== left) copy[name] = map[name];
  return copy;
}

/** The draft with the value at the path replaced, or taken away where it is `undefined`. */
function replaced(draft: Item, path: Path, value: unknown, at = 0): Item {
  const name = path[at] ?? '';
  if (at === path.length - 1 && value === undefined) return copyBut(draft, name);
  draft[name] = at === path.length - 1 ? value : replaced(copyOfMap(draft[name]), path, value, at + 1);
  return draft;
}

function copyOfMap(value: unknown): Item {
  if (isMap(value)) return copyBut(value);
  throw new MalformedExpression('The document path in the update does not exist in the item.');
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
  return (item, bindings) => valueAt(item, path(bindings)) ?? otherwise(item, bindings);
}

function readSet(tokens: Tokens): Action {
  const path = readPathFrom(tokens);
  tokens.expect('=');
  const value = readRightSide(tokens);
  return (draft, source, bindings) => {
    const result = value(source, bindings);
    if (result === undefined) throw new MalformedExpression('An update refers to an attribute that does not exist.');
    return replaced(draft, path(bindings), copyOf(result));
  };
}

function readRemove(tokens: Tokens): Action {
  const path = readPathFrom(tokens);
  return (draft, _, bindings) => {
    const resolved = path(bindings);
    // Removing a missing attribute is no error, unless its parent is missing too.
    return valueAt(draft, resolved) === undefined && resolved.length === 1
      ? draft
      : replaced(draft, resolved, undefined);
  };
}

const asSet = (value: unknown): Set<unknown> => {
  if (value === undefined) return new Set();
  if (value instanceof Set) return value;
  throw new MalformedExpression('ADD and DELETE take sets here, and ADD takes numbers.');
};

const asNumber = (value: unknown): number => {
  if (value === undefined) return 0;
  if (typeof value === 'number') return value;
  throw new MalformedExpression('A number is added to numbers only.');
};

/** Takes members out of a set; an empty one is gone. */
function readDelete(tokens: Tokens): Action {
  const path = readPathFrom(tokens);
  const operand = readOperandFrom(tokens);
  return (draft, source, bindings) => {
    const resolved = path(bindings);
    const taken = asSet(operand(source, bindings));
    const result = new Set([...asSet(valueAt(source, resolved))].filter((one) => !taken.has(one)));
    return replaced(draft, resolved, result.size > 0 ? result : undefined);
  };
}

/** Adds to a set or to a number, which begins at nothing or at 0. */
function readAdd(tokens: Tokens): Action {
  const path = readPathFrom(tokens);
  const operand = readOperandFrom(tokens);
  return (draft, source, bindings) => {
    const resolved = path(bindings);
    const [known, given] = [valueAt(source, resolved), operand(source, bindings)];
    if (typeof given === 'number') return replaced(draft, resolved, asNumber(known) + given);
    return replaced(draft, resolved, new Set([...asSet(known), ...asSet(given)]));
  };
}

const CLAUSES: Record<string, (tokens: Tokens) => Action> = {
  SET: readSet,
  REMOVE: readRemove,
  ADD: readAdd,
  DELETE: readDelete,
};

/** Parses an update expression. Every value in it is computed from the old item. */
export const compileUpdate = compilerOf((tokens, expression): Update => {
  const actions: Action[] = [];
  while (tokens.peek() !== undefined) {
    const clause = CLAUSES[tokens.next().toUpperCase()];
    if (!clause) throw new MalformedExpression(`Cannot read "${expression}".`);
    do actions.push(clause(tokens));
    while (tokens.take(','));
  }
  return (item, bindings) => actions.reduce((draft, action) => action(draft, item, bindings), copyBut(item));
});
