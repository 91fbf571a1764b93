import { type Bindings, type Compiled, MalformedExpression } from './expressions.ts';

/** The placeholders of a command. The SDK's type for values is wider than what the store puts in. */
type Bound = {
  ExpressionAttributeNames?: Record<string, string> | undefined;
  ExpressionAttributeValues?: Record<string, unknown> | undefined;
};

export const bindingsOf = ({ ExpressionAttributeNames = {}, ExpressionAttributeValues = {} }: Bound): Bindings => ({
  names: ExpressionAttributeNames,
  values: ExpressionAttributeValues,
});

type Expression = Pick<Compiled<object>, 'placeholders'>;

/** The service refuses a placeholder that no expression uses, as it does one that is used and not given. */
export function checkBindings(bound: Bound, ...expressions: (Expression | undefined)[]): void {
  const { names, values } = bindingsOf(bound);
  for (const given of [names, values]) {
    for (const placeholder in given) {
      if (expressions.some((expression) => expression?.placeholders.has(placeholder))) continue;
      throw new MalformedExpression(`${placeholder} is given and not used.`);
    }
  }
  for (const expression of expressions) {
    for (const placeholder of expression?.placeholders ?? []) {
      if (names[placeholder] !== undefined || values[placeholder] !== undefined) continue;
      throw new MalformedExpression(`${placeholder} is used and not given.`);
    }
  }
}
