import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Contract } from './contract.ts';

/** The contract that was deployed with this function: `contract.json` beside its code. Throws if it is not there. */
export function readContract(): Contract {
  const directory = process.env['LAMBDA_TASK_ROOT'];
  if (!directory) throw new Error('LAMBDA_TASK_ROOT is not set: contract.json is looked for there.');
  return Contract.parse(JSON.parse(readFileSync(join(directory, 'contract.json'), 'utf8')));
}
