import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { build } from 'esbuild';

const WEB = join(import.meta.dirname, '..', '..', 'web');
const PAGE = join(WEB, 'control-room');

/** The files for a browser. */
export type BundledPage = { html: string; icon: string; script: string; style: string };

/** Browsers that support `light-dark()`. */
const BROWSERS = ['chrome123', 'firefox120', 'safari17.5'];

/** Bundles the page from its sources; takes about 100 ms. Throws esbuild's errors. */
export async function bundlePage(): Promise<BundledPage> {
  const [html, icon, bundle] = await Promise.all([read('page.html'), read('page.svg'), bundleSources()]);
  return { html, icon, ...bundle };
}

function read(name: string): Promise<string> {
  return readFile(join(PAGE, name), 'utf8');
}

async function bundleSources() {
  const { outputFiles } = await build({
    entryPoints: [join(PAGE, 'main.tsx')],
    // esbuild writes nothing there; it only derives the outputs' names from it.
    outdir: PAGE,
    tsconfig: join(WEB, 'tsconfig.json'),
    bundle: true,
    write: false,
    format: 'esm',
    minify: true,
    legalComments: 'none',
    target: BROWSERS,
    logLevel: 'silent',
  });
  const textOf = (extension: string) => outputFiles.find(({ path }) => path.endsWith(extension))?.text ?? '';
  return { script: textOf('.js'), style: textOf('.css') };
}
