import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { EXAMPLE_CRM_URL } from '../functions/shared/contract/contract.ts';
import { isJsonObject, parseJson } from '../functions/shared/domain/text/json.ts';

/** What a local run shows even if the contract leaves it out. It leads nowhere but to this machine. */
const ADDITIONS = { crm: { url: EXAMPLE_CRM_URL }, staff: { emails: ['staff@example.com'] } };

/**
 * The contract for a local run: as it is in the CDK's context (itself, or the path of its file), with the additions.
 * What cannot be read stays as it is, for the app to say so.
 */
export async function withLocalAdditions(contract: unknown, projectDirectory: string): Promise<unknown> {
  const itself = typeof contract === 'string' ? await readContract(resolve(projectDirectory, contract)) : contract;
  // A table restored in the account is not on this machine.
  return isJsonObject(itself) ? { ...ADDITIONS, ...itself, restoredTable: undefined } : contract;
}

const readContract = async (path: string): Promise<unknown> => parseJson(await readFile(path, 'utf8').catch(() => ''));
