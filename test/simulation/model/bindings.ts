import { type Bindings, MalformedExpression } from './expressions.ts';

/** The placeholders of a command. The SDK's type for values is wider than what the store puts in. */
type Bound = {
  ExpressionAttributeNames?: Record<string, string> | undefined;
  ExpressionAttributeValues?: Record<string, unknown> | undefined;
};

export const bindingsOf = ({ ExpressionAttributeNames = {}, ExpressionAttributeValues = {} }: Bound): Bindings => ({
  names: ExpressionAttributeNames,
  values: ExpressionAttributeValues,
});

const used = new Map<string, ReadonlySet<string>>();

function placeholdersIn(text: string): ReadonlySet<string> {
  const known = used.get(text) ?? new Set(text.match(/[#:]\w+/g));
  used.set(text, known);
  return known;
}

/** The service refuses a placeholder that no expression uses, as it does one that is used and not given. */
export function checkBindings(bound: Bound, ...expressions: (string | undefined)[]): void {
  const { names, values } = bindingsOf(bound);
  const placeholders = placeholdersIn(expressions.join(' '));
  for (const given of [...Object.keys(names), ...Object.keys(values)]) {
    if (!placeholders.has(given)) throw new MalformedExpression(`${given} is given and not used.`);
  }
  for (const placeholder of placeholders) {
    if (names[placeholder] === undefined && values[placeholder] === undefined) {
      throw new MalformedExpression(`${placeholder} is used and not given.`);
    }
  }
}
