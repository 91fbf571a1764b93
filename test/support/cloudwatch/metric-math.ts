/**
 * CloudWatch's metric math, as far as the stack's alarms use it: numbers, metrics, `+ * /`, comparisons, `AND`, `FILL`,
 * `MAX` of a list, `IF`. The value of one period; undefined where data is missing. Source: "Using metric math" in the user
 * guide of CloudWatch.
 */
type Values = Record<string, number | undefined>;
type Part = (values: Values) => number | undefined;

const TOKEN = /\s*(>=|<=|==|!=|[-+*/()[\],<>]|[A-Za-z]\w*|\d+(?:\.\d+)?)/gy;

type Operation = (one: number, other: number) => number;
/** From the weakest to the strongest. */
const LEVELS: Record<string, Operation>[] = [
  { AND: (one, other) => Number(one !== 0 && other !== 0), OR: (one, other) => Number(one !== 0 || other !== 0) },
  {
    '>=': (one, other) => Number(one >= other),
    '<=': (one, other) => Number(one <= other),
    '==': (one, other) => Number(one === other),
    '!=': (one, other) => Number(one !== other),
    '>': (one, other) => Number(one > other),
    '<': (one, other) => Number(one < other),
  },
  { '+': (one, other) => one + other, '-': (one, other) => one - other },
  { '*': (one, other) => one * other, '/': (one, other) => one / other },
];

const FUNCTIONS: Record<string, (parts: Part[]) => Part> = {
  FILL:
    ([metric, value]) =>
    (values) =>
      metric?.(values) ?? value?.(values),
  IF:
    ([condition, yes, no]) =>
    (values) => {
      const holds = condition?.(values);
      return holds === undefined ? undefined : (holds !== 0 ? yes : no)?.(values);
    },
  MAX: (parts) => (values) => {
    const present = parts.flatMap((part) => part(values) ?? []);
    return present.length > 0 ? Math.max(...present) : undefined;
  },
};

/** @throws RangeError for an expression that has anything else */
export function compileMetricMath(expression: string): Part {
  const tokens = [...expression.matchAll(TOKEN)].map(([, token = '']) => token);
  let at = 0;
  const take = (): string => tokens[at++] ?? '';
  const takeIf = (token: string): boolean => tokens[at] === token && Boolean(take());

  function level(depth: number): Part {
    const operations = LEVELS[depth];
    if (!operations) return operand();
    let left = level(depth + 1);
    for (let operation = operations[tokens[at] ?? '']; operation; operation = operations[tokens[at] ?? '']) {
      take();
      left = combined(operation, left, level(depth + 1));
    }
    return left;
  }
  const combined =
    (operation: Operation, left: Part, right: Part): Part =>
    (values) => {
      const [one, other] = [left(values), right(values)];
      return one === undefined || other === undefined ? undefined : operation(one, other);
    };

  function listUntil(end: string): Part[] {
    const parts = [level(0)];
    while (takeIf(',')) parts.push(level(0));
    if (!takeIf(end)) throw new RangeError(`"${end}" is missing in ${expression}`);
    return parts;
  }
  function operand(): Part {
    const token = take();
    if (token === '(') return listUntil(')')[0] ?? (() => undefined);
    if (/^\d/.test(token)) return () => Number(token);
    const called = FUNCTIONS[token];
    if (called && takeIf('(')) return called(takeIf('[') ? listInBrackets() : listUntil(')'));
    if (/^[a-z]/.test(token)) return (values) => values[token];
    throw new RangeError(`"${token}" is not understood in ${expression}`);
  }
  function listInBrackets(): Part[] {
    const parts = listUntil(']');
    if (!takeIf(')')) throw new RangeError(`")" is missing in ${expression}`);
    return parts;
  }

  const whole = level(0);
  if (at < tokens.length) throw new RangeError(`"${tokens[at]}" is not understood in ${expression}`);
  return whole;
}
