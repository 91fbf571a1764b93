import { StartFailure } from '../../start-failure.ts';

/** The conditions of a template. */
export type Conditions = { holds(name: string): boolean };

/** Evaluates the template's `Conditions`; `resolve` resolves the values that they compare. */
export function createConditions(
  definitions: Record<string, unknown>,
  resolve: (value: unknown) => unknown,
): Conditions {
  function holds(name: string): boolean {
    if (!(name in definitions)) throw new StartFailure(`The template names a condition it does not define: ${name}.`);
    return evaluate(definitions[name]);
  }

  function evaluate(expression: unknown): boolean {
    const [[name, argument] = ['', undefined]] = Object.entries(expression ?? {});
    const operands: unknown[] = Array.isArray(argument) ? argument : [argument];
    switch (name) {
      case 'Condition':
        return holds(String(argument));
      case 'Fn::And':
        return operands.every(evaluate);
      case 'Fn::Or':
        return operands.some(evaluate);
      case 'Fn::Not':
        return !evaluate(operands[0]);
      case 'Fn::Equals':
        return resolve(operands[0]) === resolve(operands[1]);
      default:
        throw new StartFailure(`The local runner does not support ${name || 'an empty expression'} in a condition.`);
    }
  }

  return { holds };
}
