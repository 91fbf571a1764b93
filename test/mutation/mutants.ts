import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { Instrumenter } from '@stryker-mutator/instrumenter';

export const REPOSITORY = path.resolve(import.meta.dirname, '../..');

/** A place in a text. Lines and columns count from 0. */
export type Position = { line: number; column: number };

/** One small change of the product, which some test should notice. */
export type Mutant = {
  /** Its number among the switches of the texts that were made with it. */
  id: string;
  /** From the repository's root. */
  file: string;
  location: { start: Position; end: Position };
  mutatorName: string;
  /** What takes the place of the text at the location. */
  replacement: string;
};

/** Files with a switch for each mutant: whoever sets `__stryker__.activeMutant` before they load has that mutant. */
export type Switched = { mutants: readonly Mutant[]; texts: ReadonlyMap<string, string> };

const nothing = () => undefined;
const no = () => false;
/** The instrumenter says how far it is, and which regular expressions it cannot change. Neither is news here. */
const SILENT = {
  ...{ isTraceEnabled: no, isDebugEnabled: no, isInfoEnabled: no },
  ...{ isWarnEnabled: no, isErrorEnabled: no, isFatalEnabled: no },
  ...{ trace: nothing, debug: nothing, info: nothing, warn: nothing, error: nothing, fatal: nothing },
};

export const readSource = (file: string): string => readFileSync(path.join(REPOSITORY, file), 'utf8');

async function withSwitches(
  files: readonly { name: string; mutate: true | Mutant['location'][] }[],
): Promise<Switched> {
  const { files: switched, mutants } = await new Instrumenter(SILENT).instrument(
    files.map(({ name, mutate }) => ({ name, mutate, content: readSource(name) })),
    { plugins: null, excludedMutations: [], ignorers: [] },
  );
  return {
    mutants: mutants.map(({ fileName, id, location, mutatorName, replacement }) => {
      return { id, file: fileName, location, mutatorName, replacement };
    }),
    texts: new Map(switched.map(({ name, content }) => [name, content])),
  };
}

/** All mutants of the files that these patterns name, in the same order each time. */
export async function mutantsOf(patterns: readonly string[]): Promise<readonly Mutant[]> {
  const found = globSync([...patterns], { cwd: REPOSITORY });
  // "forms/**" names the folder, too.
  const files = found.filter((file) => file.endsWith('.ts')).sort();
  return (await withSwitches(files.map((name) => ({ name, mutate: true })))).mutants;
}

/** What is the same for a mutant whatever others its text holds. */
const signOf = ({ file, location, mutatorName, replacement }: Mutant): string =>
  JSON.stringify([file, location, mutatorName, replacement]);

/** The files of these mutants with switches for them, and few others: each switch makes a text slower. */
export async function switchesFor(wanted: readonly Mutant[]): Promise<Switched> {
  const byFile = [...Map.groupBy(wanted, ({ file }) => file)];
  const { mutants, texts } = await withSwitches(
    byFile.map(([name, ofFile]) => ({ name, mutate: ofFile.map(({ location }) => location) })),
  );
  const signs = new Set(wanted.map(signOf));
  return { mutants: mutants.filter((mutant) => signs.has(signOf(mutant))), texts };
}
