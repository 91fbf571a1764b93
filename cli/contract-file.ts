import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import * as z from 'zod/mini';
import { Contract } from '../functions/shared/contract/contract.ts';
import { describeIssue } from '../local/describe-issue.ts';
import { VerbFailure } from './exit-codes.ts';

const CdkJson = z.object({ context: z.object({ contract: z.unknown() }) });

/**
 * The contract in the project's cdk.json, or in a JSON file of its own.
 * @throws VerbFailure if it cannot be read or used
 */
export async function readContractFile(projectFolder: string, file: string | undefined): Promise<Contract> {
  if (file !== undefined) return parseContract(await readJson(resolve(file)), file);
  const path = join(projectFolder, 'cdk.json');
  const cdkJson = CdkJson.safeParse(await readJson(path));
  if (!cdkJson.success) throw new VerbFailure(`There is no contract in ${path}: name its file with --contract.`);
  return parseContract(cdkJson.data.context.contract, 'cdk.json, context.contract');
}

async function readJson(path: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(path, 'utf8'));
  } catch (cause) {
    const fault = cause instanceof SyntaxError ? 'is not JSON' : 'cannot be read';
    throw new VerbFailure(`${path} ${fault}: give the contract's file with --contract.`, undefined, { cause });
  }
}

function parseContract(value: unknown, source: string): Contract {
  const { data, error } = Contract.safeParse(value);
  if (data) return data;
  throw new VerbFailure(`The contract (${source}) cannot be used: ${describeIssue(error)}.`);
}
