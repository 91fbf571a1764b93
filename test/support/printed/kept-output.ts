import { appendFileSync, existsSync, globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { leaksIn } from './leaks.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** The folder in which what functions print is kept until the end of the run. */
    printed: string;
  }
}

const SECRETS_FILE = 'secrets';

type Write = typeof process.stdout.write;

/** As `write` of a stream, whatever it is given beside the text. */
const writingTo =
  (path: string): Write =>
  (chunk) => {
    appendFileSync(path, chunk);
    return true;
  };

/** Keeps what functions in this process print, and shows it to nobody, until what it answers is called. */
export function keepOutput(folder: string): () => void {
  const { stdout, stderr } = process;
  const [out, error] = [stdout.write, stderr.write];
  stdout.write = writingTo(join(folder, `${process.pid}.log`));
  stderr.write = stdout.write;
  return () => {
    stdout.write = out;
    stderr.write = error;
  };
}

/** Has the scan look for a text that nobody could know for a secret by its form. */
export const noteSecret = (folder: string, secret: string): void =>
  appendFileSync(join(folder, SECRETS_FILE), `${secret}\n`);

/** How many lines of output were kept, and those that should never have been printed. */
export function scanOutput(folder: string): { lines: number; leaks: string[] } {
  const noted = join(folder, SECRETS_FILE);
  const secrets = existsSync(noted) ? readFileSync(noted, 'utf8').trimEnd().split('\n') : [];
  let lines = 0;
  const leaks: string[] = [];
  for (const file of globSync('**/*.log*', { cwd: folder })) {
    for (const line of readFileSync(join(folder, file), 'utf8').split('\n')) {
      lines += 1;
      const found = leaksIn(line, secrets);
      if (found.length > 0) leaks.push(`${file}: ${found.join(', ')}: ${line.slice(0, 500)}`);
    }
  }
  return { lines, leaks };
}
