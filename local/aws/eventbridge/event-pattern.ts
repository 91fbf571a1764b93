import { StartFailure } from '../../start-failure.ts';
import { compileMatcher, type Leaf } from './pattern-matchers.ts';

/** Whether an event matches a pattern. */
export type EventMatcher = (event: unknown) => boolean;

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/**
 * Compiles an event pattern, as EventBridge rules and Lambda's filter criteria use it (Amazon EventBridge User Guide,
 * "Comparison operators for use in event patterns").
 * @param owner the rule or mapping with the pattern, for the error
 * @throws StartFailure for an operator that the runner does not support
 */
export function compilePattern(pattern: unknown, owner: string): EventMatcher {
  if (!isObject(pattern)) throw new StartFailure(`The event pattern of ${owner} is not an object.`);
  const conditions = Object.entries(pattern).map(([key, value]) => compileKey(key, value, owner));
  return (event) => {
    // An array matches if one of its elements does; a missing value counts as an object without keys.
    if (Array.isArray(event)) return event.some((element) => conditions.every((holds) => holds(element)));
    return conditions.every((holds) => holds(event));
  };
}

function compileKey(key: string, value: unknown, owner: string): EventMatcher {
  if (key === '$or') {
    if (!Array.isArray(value)) throw new StartFailure(`The event pattern of ${owner} has a $or that is not a list.`);
    const alternatives = value.map((alternative) => compilePattern(alternative, owner));
    return (event) => alternatives.some((matches) => matches(event));
  }
  const valueIn = (event: unknown): unknown => (isObject(event) ? event[key] : undefined);
  if (isObject(value)) {
    const matches = compilePattern(value, owner);
    return (event) => matches(valueIn(event));
  }
  if (!Array.isArray(value) || value.length === 0) {
    throw new StartFailure(`The event pattern of ${owner} must give ${key} a list of values.`);
  }
  const matchers = value.map((one) => compileMatcher(one, owner));
  return (event) => {
    const leaves = leavesOf(valueIn(event));
    return matchers.some((matches) => matches(leaves));
  };
}

/** The plain values of one field: none if it is missing or an object, several if it is an array. */
function leavesOf(value: unknown): Leaf[] {
  if (Array.isArray(value)) return value.flatMap(leavesOf);
  if (value === null || typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') {
    return [value];
  }
  return [];
}
