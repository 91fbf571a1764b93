import { readFileSync } from 'node:fs';
import { Contract } from '../functions/shared/contract/contract.ts';
import { faultsOf } from '../functions/shared/domain/field-faults.ts';
import { exampleValuesLeftIn } from './example-values.ts';

/** The contract cannot be used. The message is for the person who wrote it: every fault on a line of its own. */
export class ContractError extends Error {
  override readonly name = 'ContractError';
}

const WORDING = {
  root: 'contract',
  unknownField: 'is no field of the contract; mend its name or remove it',
  missing: 'is missing; ',
};

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
  if (error) throw new ContractError(describeFaults(source, faultsOf(error, WORDING)));

  const faults = purpose === 'deploy' ? faultsOfDeploy(data) : [];
  if (faults.length === 0) return data;
  throw new ContractError(describeFaults(source, faults));
}

type Fault = { field: string; rule: string };

/** What may stay in a contract on one machine, but not in an account: examples, and no word about who hears of failures. */
const faultsOfDeploy = (contract: Contract): Fault[] => [
  ...exampleValuesLeftIn(contract).map(({ path, remedy }) => ({ field: path, rule: remedy })),
  ...(contract.alarms === undefined ? [{ field: 'alarms', rule: NOBODY_IS_TOLD }] : []),
];

const NOBODY_IS_TOLD =
  'is missing, so nobody would be told when bookings fail; put {"emails": ["you@your-salon.com"]} there, or false if nobody is to be told';

function readJson(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch (cause) {
    const reason = cause instanceof SyntaxError ? 'it is not JSON' : 'there is no such file to read';
    const message = `The contract cannot be taken from "${path}": ${reason}.`;
    throw new ContractError(`${message} Give the path of a JSON file, or leave "contract" to cdk.json.`, { cause });
  }
}

function describeFaults(source: string, faults: Fault[]): string {
  const count = faults.length === 1 ? 'one fault' : `${faults.length} faults`;
  return [`${source} has ${count}:`, ...faults.map(({ field, rule }) => `  ${field}: ${rule}`)].join('\n');
}
