import { readFileSync } from 'node:fs';
import path from 'node:path';
import { buildSync } from 'esbuild';

const PROJECT_FOLDER = path.join(import.meta.dirname, '..');
const PAGE_FOLDER = path.join(PROJECT_FOLDER, 'web', 'console');

/** Browsers that know `light-dark()`. */
const BROWSERS = ['chrome123', 'firefox120', 'safari17.5'];

/** The files of the console's page, by the names under which `serve-console` serves them. */
export function bundleConsole(): Record<string, string> {
  const { outputFiles } = buildSync({
    absWorkingDir: PROJECT_FOLDER,
    entryPoints: [path.join(PAGE_FOLDER, 'console.tsx')],
    // Nothing is written there; it only names what the outputs are called.
    outdir: PAGE_FOLDER,
    write: false,
    bundle: true,
    format: 'esm',
    jsx: 'automatic',
    jsxImportSource: 'preact',
    target: BROWSERS,
    minify: true,
    legalComments: 'none',
  });
  const files = outputFiles.map(({ path: file, text }) => [path.basename(file), text] as const);
  return { 'console.html': readFileSync(path.join(PAGE_FOLDER, 'console.html'), 'utf8'), ...Object.fromEntries(files) };
}
