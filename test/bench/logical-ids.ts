import { FUNCTION_NAMES, type FunctionName } from '../../infra/bundling.ts';

/** The function that a logical id of the template is of: its name without dashes, "Function" and a hash. Throws if it is of none. */
export function functionOf(logicalId: string): FunctionName {
  const name = FUNCTION_NAMES.find((one) => logicalId.startsWith(`${one.replaceAll('-', '')}Function`));
  if (!name) throw new Error(`No function has the logical id ${logicalId}.`);
  return name;
}
