import path from 'node:path';
import { inFreshFolder } from './fresh-folder.ts';
import { mustRun, runs } from './run-program.ts';

/** The packages of the comparisons need this version. `ensurepip` is what Debian splits off. */
const SUITS = 'import ensurepip, sys, venv; sys.exit(sys.version_info < (3, 11))';

/** Whether Python is missing, in words for `Comparison.lacks`. */
export const lacksPython = (): string | undefined =>
  runs('python3', '-c', SUITS) ? undefined : 'it needs Python 3.11 with venv, which is not on this machine';

export type Python = {
  /** The folder with the programs that the packages bring. */
  programs: string;
  /** Has a script judge a value: both go as JSON, over its input and its output. Throws what Python throws, as text. */
  judge(script: string, given: unknown): Promise<unknown>;
};

/**
 * Gives `use` a Python with the packages of `requirements.txt` in a folder. They are installed from PyPI into a folder of their
 * own, which is gone afterwards.
 */
export const withPython = <Result>(folder: string, use: (python: Python) => Promise<Result>): Promise<Result> =>
  inFreshFolder(async (environment) => {
    await mustRun('python3', ['-m', 'venv', environment]);
    const programs = path.join(environment, 'bin');
    const python = path.join(programs, 'python');
    const requirements = path.join(folder, 'requirements.txt');
    const quietly = ['--quiet', '--disable-pip-version-check', '--no-input'];
    await mustRun(python, ['-m', 'pip', 'install', ...quietly, '--requirement', requirements]);
    return use({
      programs,
      judge: async (script, given) =>
        JSON.parse(
          await mustRun(python, [path.join(folder, script)], {
            input: JSON.stringify(given),
            // Zones are those of the package with a fixed version, not those of this machine.
            environment: { PYTHONTZPATH: '' },
          }),
        ),
    });
  });
