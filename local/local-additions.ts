import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { EXAMPLE_CRM_URL } from '../functions/shared/contract/contract.ts';
import { isJsonObject, parseJson } from '../functions/shared/domain/text/json.ts';

/** Features that a local run enables even if the contract omits them. They have no effect outside this machine. */
const ADDITIONS = { crm: { url: EXAMPLE_CRM_URL }, staff: { emails: ['staff@example.com'] } };

/**
 * The contract for a local run: from the CDK's context (the contract itself, or its file's path), with the additions.
 * An unreadable value stays unchanged, so that the app reports it.
 */
export async function withLocalAdditions(contract: unknown, projectDirectory: string): Promise<unknown> {
  const itself = typeof contract === 'string' ? await readContract(resolve(projectDirectory, contract)) : contract;
  // A table that was restored in the AWS account does not exist on this machine.
  return isJsonObject(itself) ? { ...ADDITIONS, ...itself, restoredTable: undefined } : contract;
}

const readContract = async (path: string): Promise<unknown> => parseJson(await readFile(path, 'utf8').catch(() => ''));
