import { readFileSync } from 'node:fs';
import type * as z from 'zod/mini';
import { Contract } from '../functions/shared/contract/contract.ts';
import { exampleValuesLeftIn } from './example-values.ts';

/** The contract cannot be used. The message is for the person who wrote it: every fault on a line of its own. */
export class ContractError extends Error {
  override readonly name = 'ContractError';
}

/** What the template is made for: examples may stay in the contract unless it goes into an account. */
export type Purpose = 'deploy' | 'synth';

/**
 * The contract from the CDK context: the object itself, as in `cdk.json`, or the path of a JSON file, as in
 * `--context contract=second-channel.json`, by which another business or channel gets its own stack.
 * Throws a `ContractError` that names all faults at once.
 */
export function readContract(context: unknown, purpose: Purpose): Contract {
  const fromFile = typeof context === 'string';
  const source = fromFile ? `The contract (${context})` : 'The contract (cdk.json, context.contract)';
  const { data, error } = Contract.safeParse(fromFile ? readJson(context) : context, { reportInput: true });
  if (error) throw new ContractError(describeFaults(source, error.issues.flatMap(describeIssue)));

  const examples = purpose === 'deploy' ? exampleValuesLeftIn(data) : [];
  if (examples.length === 0) return data;
  const faults = examples.map(({ path, remedy }) => `${path}: ${remedy}`);
  throw new ContractError(describeFaults(source, faults));
}

function readJson(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch (cause) {
    const reason = cause instanceof SyntaxError ? 'it is not JSON' : 'there is no such file to read';
    const message = `The contract cannot be taken from "${path}": ${reason}.`;
    throw new ContractError(`${message} Give the path of a JSON file, or leave "contract" to cdk.json.`, { cause });
  }
}

function describeFaults(source: string, faults: string[]): string {
  const count = faults.length === 1 ? 'one fault' : `${faults.length} faults`;
  return [`${source} has ${count}:`, ...faults.map((fault) => `  ${fault}`)].join('\n');
}

function describeIssue(issue: z.core.$ZodIssue): string[] {
  const path = (...keys: string[]) => [...issue.path, ...keys].join('.') || 'contract';
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.map((key) => `${path(key)}: is no field of the contract; mend its name or remove it`);
    case 'invalid_key':
      return issue.issues.map(({ message }) => `${path()}: ${message}`);
    case 'invalid_type':
    case 'invalid_value':
      return [`${path()}: ${issue.input === undefined ? 'is missing; ' : ''}${issue.message}`];
    default:
      return [`${path()}: ${issue.message}`];
  }
}
