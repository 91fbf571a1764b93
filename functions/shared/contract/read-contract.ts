import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Contract } from './contract.ts';

/**
 * The contract that was deployed with this function: `contract.json` beside its code. Throws if it is not there.
 *
 * It is not validated again: it was when the function was bundled, is written and deployed with the code in one piece,
 * and nothing else writes it, while its schema would take a fifth of the time that a function needs to start.
 */
export function readContract(): Contract {
  const directory = process.env['LAMBDA_TASK_ROOT'];
  if (!directory) throw new Error('LAMBDA_TASK_ROOT is not set: contract.json is looked for there.');
  return JSON.parse(readFileSync(join(directory, 'contract.json'), 'utf8'));
}
