import { ExpressionFault } from './flow-fault.ts';

/** The values that expressions can refer to; `screen` holds each visited screen's data and form by its id. */
export type Scope = {
  data: Readonly<Record<string, unknown>>;
  form: Readonly<Record<string, unknown>>;
  screen: Readonly<
    Record<string, { data: Readonly<Record<string, unknown>>; form: Readonly<Record<string, unknown>> }>
  >;
};

const REFERENCE = /^\$\{([^}]+)\}$/;
const NESTED = /^`(.*)`$/s;
const TOKENS = /\s*(\$\{[^}]+\}|'(?:[^'\\]|\\.)*'|\d+(?:\.\d+)?|true|false|&&|\|\||[=!<>]=|[<>!+\-*/%()])/y;

/**
 * Evaluates the expressions in a value of a Flow JSON, at any depth: `${data.x}`, `${form.x}`, `${screen.ID.form.x}`,
 * and nested ones between backticks. Throws an `Error` for a nested expression that cannot be parsed.
 */
export function resolveExpressions(value: unknown, scope: Scope): unknown {
  if (typeof value === 'string') return resolveText(value, scope);
  if (Array.isArray(value)) return value.map((item) => resolveExpressions(item, scope));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, resolveExpressions(item, scope)]));
}

function resolveText(text: string, scope: Scope): unknown {
  const [, path] = REFERENCE.exec(text) ?? [];
  if (path !== undefined) return lookUp(path, scope);
  const [, nested] = NESTED.exec(text) ?? [];
  return nested === undefined ? text : evaluate(nested, scope);
}

function lookUp(path: string, scope: Scope): unknown {
  let found: unknown = scope;
  for (const key of path.trim().split('.')) {
    if (typeof found !== 'object' || found === null || !Object.hasOwn(found, key)) return undefined;
    found = Reflect.get(found, key);
  }
  return found;
}

/** From lowest to highest precedence; all are left-associative. */
const LEVELS: readonly (readonly string[])[] = [
  ['||'],
  ['&&'],
  ['==', '!='],
  ['<', '>', '<=', '>='],
  ['+', '-'],
  ['*', '/', '%'],
];

function evaluate(text: string, scope: Scope): unknown {
  const tokens = tokenize(text);
  let position = 0;
  const peek = () => tokens[position];

  function level(depth: number): unknown {
    const operators = LEVELS[depth];
    if (!operators) return joined();
    let left = level(depth + 1);
    for (let operator = peek(); operator !== undefined && operators.includes(operator); operator = peek()) {
      position += 1;
      left = calculate(left, operator, level(depth + 1));
    }
    return left;
  }

  /** Adjacent values are concatenated. */
  function joined(): unknown {
    let left = single();
    while (startsValue(peek())) left = `${asText(left)}${asText(single())}`;
    return left;
  }

  function single(): unknown {
    const token = peek();
    position += 1;
    if (token === '!') return !single();
    if (token === '-') return -Number(single());
    if (token === '(') {
      const inner = level(0);
      if (peek() !== ')') throw new ExpressionFault('open-bracket');
      position += 1;
      return inner;
    }
    return literal(token, scope);
  }

  const value = level(0);
  if (position < tokens.length) throw new ExpressionFault('unexpected', tokens[position]);
  return value;
}

function tokenize(text: string): string[] {
  const tokens: string[] = [];
  TOKENS.lastIndex = 0;
  while (text.slice(TOKENS.lastIndex).trim() !== '') {
    const from = TOKENS.lastIndex;
    const [, token] = TOKENS.exec(text) ?? [];
    if (token === undefined) throw new ExpressionFault('unreadable', text.slice(from).trim());
    tokens.push(token);
  }
  return tokens;
}

function startsValue(token: string | undefined): boolean {
  return token !== undefined && /^(\$\{|'|\d|true|false|\()/.test(token);
}

function literal(token: string | undefined, scope: Scope): unknown {
  if (token === undefined) throw new ExpressionFault('ends-early');
  const [, path] = REFERENCE.exec(token) ?? [];
  if (path !== undefined) return lookUp(path, scope);
  if (token.startsWith("'")) return token.slice(1, -1).replace(/\\(.)/g, '$1');
  if (token === 'true' || token === 'false') return token === 'true';
  if (/^\d/.test(token)) return Number(token);
  throw new ExpressionFault('unexpected', token);
}

function calculate(left: unknown, operator: string, right: unknown): unknown {
  const [a, b] = [Number(left), Number(right)];
  switch (operator) {
    case '||':
      return Boolean(left) || Boolean(right);
    case '&&':
      return Boolean(left) && Boolean(right);
    case '==':
      return asText(left) === asText(right);
    case '!=':
      return asText(left) !== asText(right);
    case '<':
      return a < b;
    case '>':
      return a > b;
    case '<=':
      return a <= b;
    case '>=':
      return a >= b;
    default:
      return arithmetic(a, operator, b);
  }
}

function arithmetic(a: number, operator: string, b: number): number {
  switch (operator) {
    case '+':
      return a + b;
    case '-':
      return a - b;
    case '*':
      return a * b;
    case '/':
      return a / b;
    default:
      return a % b;
  }
}

function asText(value: unknown): string {
  return value === undefined || value === null ? '' : String(value);
}
