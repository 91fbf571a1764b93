import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { VerbFailure } from './exit-codes.ts';
import type { FormToPublish } from './forms-to-publish.ts';

/**
 * Writes each form to a file of its name, and answers the paths.
 * @throws VerbFailure if the folder cannot be written
 */
export async function saveForms(folder: string, forms: readonly FormToPublish[]): Promise<string[]> {
  const files = forms.map(({ baseName, flowJson }) => ({
    path: join(folder, `${baseName}.json`),
    text: `${JSON.stringify(flowJson, undefined, 2)}\n`,
  }));
  try {
    await mkdir(folder, { recursive: true });
    for (const { path, text } of files) await writeFile(path, text);
  } catch (cause) {
    throw new VerbFailure(`${folder} cannot be written: name another folder with --save.`, undefined, { cause });
  }
  return files.map(({ path }) => path);
}
