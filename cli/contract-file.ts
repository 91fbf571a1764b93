import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod/mini';
import type { Contract } from '../functions/shared/contract/contract.ts';
import { parseJson } from '../functions/shared/domain/text/json.ts';
import { ContractError, readContract } from '../infra/context-contract.ts';
import { VerbFailure } from './exit-codes.ts';

const CdkJson = z.object({ context: z.object({ contract: z.unknown() }) });

/**
 * Reads the contract, as the synthesis does, from the project's cdk.json or from a JSON file of its own.
 * @throws VerbFailure if it cannot be read or used
 */
export async function readContractFile(projectFolder: string, file: string | undefined): Promise<Contract> {
  try {
    return readContract(file ?? (await contractIn(join(projectFolder, 'cdk.json'))), 'synth');
  } catch (error) {
    throw error instanceof ContractError ? new VerbFailure(error.message, undefined, { cause: error }) : error;
  }
}

async function contractIn(path: string): Promise<unknown> {
  const fail = (fault: string) => (cause: unknown) => {
    throw new VerbFailure(`${fault}: give the contract's file with --contract.`, undefined, { cause });
  };
  const text = await readFile(path, 'utf8').catch(fail(`${path} cannot be read`));
  const { data, error } = CdkJson.safeParse(parseJson(text));
  return data ? data.context.contract : fail(`There is no contract in ${path}`)(error);
}
