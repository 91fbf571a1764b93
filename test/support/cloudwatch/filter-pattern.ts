/**
 * CloudWatch's filter patterns for JSON lines, as far as the stack uses them: comparisons of fields with texts (`*` stands
 * for anything) and numbers, `NOT EXISTS`, `&&`, `||` and brackets. Source: "Filter pattern syntax" in the user guide of
 * CloudWatch Logs.
 */
type Line = Record<string, unknown>;
type Matcher = (line: Line) => boolean;

const TOKEN = /\s*(\(|\)|&&|\|\||"(?:[^"\\]|\\.)*"|[^\s()&|"]+)/gy;

/** @throws RangeError for a pattern that has anything else */
export function compileFilterPattern(pattern: string): Matcher {
  const [, inner] = /^\s*\{(.*)\}\s*$/s.exec(pattern) ?? [];
  if (inner === undefined) throw new RangeError(`This is no pattern for JSON: ${pattern}`);
  const tokens = [...inner.trimEnd().matchAll(TOKEN)].map(([, token = '']) => token);
  let at = 0;
  const take = (): string => tokens[at++] ?? '';
  const takeIf = (token: string): boolean => tokens[at] === token && Boolean(take());

  function joined(operator: string, part: () => Matcher, join: (all: Matcher[]) => Matcher): Matcher {
    const parts = [part()];
    while (takeIf(operator)) parts.push(part());
    return join(parts);
  }
  const anyOf = (): Matcher => joined('||', allOf, (all) => (line) => all.some((matches) => matches(line)));
  const allOf = (): Matcher => joined('&&', one, (all) => (line) => all.every((matches) => matches(line)));
  function one(): Matcher {
    if (!takeIf('(')) return condition();
    const inBrackets = anyOf();
    if (!takeIf(')')) throw new RangeError(`A bracket is not closed in ${pattern}`);
    return inBrackets;
  }
  function condition(): Matcher {
    const [selector, operator, value] = [take(), take(), take()];
    if (!selector.startsWith('$.')) throw new RangeError(`"${selector}" is no field in ${pattern}`);
    if (operator === 'NOT' && value === 'EXISTS') return (line) => fieldOf(line, selector) === undefined;
    const compare = value.startsWith('"') ? compareText(operator, value.slice(1, -1)) : compareNumber(operator, value);
    if (!compare) throw new RangeError(`${selector} ${operator} ${value} is not understood in ${pattern}`);
    return (line) => compare(fieldOf(line, selector));
  }

  const matches = anyOf();
  if (at < tokens.length) throw new RangeError(`"${tokens[at]}" is not understood in ${pattern}`);
  return matches;
}

/** The value of `$.record.status`. */
export function fieldOf(line: Line, selector: string): unknown {
  return selector
    .split('.')
    .slice(1)
    .reduce<unknown>(
      (value, key) => (typeof value === 'object' && value !== null ? (value as Line)[key] : undefined),
      line,
    );
}

const escaped = (text: string) => text.replace(/[.+?^${}()|[\]\\]/g, '\\$&');

function compareText(operator: string, wanted: string): ((value: unknown) => boolean) | undefined {
  const form = new RegExp(`^${escaped(wanted).replaceAll('*', '.*')}$`, 's');
  // A field that is not there is neither equal nor different.
  if (operator === '=') return (value) => value !== undefined && form.test(String(value));
  if (operator === '!=') return (value) => value !== undefined && !form.test(String(value));
  return undefined;
}

const COMPARISONS: Record<string, (one: number, other: number) => boolean> = {
  '=': (one, other) => one === other,
  '!=': (one, other) => one !== other,
  '<': (one, other) => one < other,
  '<=': (one, other) => one <= other,
  '>': (one, other) => one > other,
  '>=': (one, other) => one >= other,
};

function compareNumber(operator: string, wanted: string): ((value: unknown) => boolean) | undefined {
  const compare = COMPARISONS[operator];
  const number = Number(wanted);
  if (!compare || Number.isNaN(number)) return undefined;
  return (value) => typeof value === 'number' && compare(value, number);
}
