import {
  type LoadFnOutput,
  type RegisterHooksOptions,
  type ResolveFnOutput,
  registerHooks,
  stripTypeScriptTypes,
} from 'node:module';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { Planted } from '../breaks/plant.ts';
import { withBrokenSeam } from './seam.ts';

const REPOSITORY = path.resolve(import.meta.dirname, '../../..');
const PRODUCT = pathToFileURL(`${REPOSITORY}/functions/`).href;
const SEEDED_UUID = pathToFileURL(path.join(import.meta.dirname, 'seeded-uuid.ts')).href;

const urlOf = (file: string): string => pathToFileURL(path.join(REPOSITORY, file)).href;
const fileOf = (url: string): string => path.relative(REPOSITORY, fileURLToPath(url));
const isProduct = (url: string | undefined): url is string => url?.startsWith(PRODUCT) === true;

/** Replaces what stands in the text of a file exactly once. Throws if it does not. */
export function replaceOnce(text: string, file: string, find: string, replace: string): string {
  if (text.split(find).length !== 2) throw new Error(`${file} does not hold exactly once: ${find}`);
  return text.replace(find, () => replace);
}

const textOf = ({ source }: LoadFnOutput): string =>
  typeof source === 'string' ? source : new TextDecoder().decode(source ?? undefined);

/** The URL of a module without its mark. */
const unmarked = (url: string): string => url.replace(/\?.*$/, '');

/**
 * Loads modules of the product. `prepare` changes the text of each file before it is loaded. A break loads anew only the
 * file that it changes and all that import it, directly or not: to load everything takes as long as many stories. Each
 * URL has a mark, so that what the simulation itself imports of the product stays as it is.
 */
export function createProductLoader(prepare: (file: string, text: string) => string) {
  /**
   * The modules without a break as JavaScript, because to take the types out of a file takes longer than to compile it,
   * and what each imports by specifier, both by URLs without a mark.
   */
  const sources = new Map<string, string>();
  const imports = new Map<string, Map<string, ResolveFnOutput>>();

  function affectedBy(file: string): ReadonlySet<string> {
    const affected = new Set([urlOf(file)]);
    // A set is walked to its end while it grows.
    for (const url of affected) {
      for (const [importer, imported] of imports) {
        if ([...imported.values()].some((one) => one.url === url)) affected.add(importer);
      }
    }
    return affected;
  }

  function hooksOf(marked: (url: string) => string, planted: Planted | undefined): RegisterHooksOptions {
    return {
      resolve(specifier, context, next) {
        if (!isProduct(context.parentURL)) return next(specifier, context);
        const importer = unmarked(context.parentURL);
        const imported = imports.get(importer) ?? new Map<string, ResolveFnOutput>();
        imports.set(importer, imported);
        const resolved =
          imported.get(specifier) ?? (specifier === 'uuid' ? { url: SEEDED_UUID } : next(specifier, context));
        imported.set(specifier, resolved);
        return { ...resolved, url: marked(resolved.url), shortCircuit: true };
      },
      load(url, context, next) {
        if (!isProduct(url)) return next(url, context);
        const file = fileOf(url);
        const known = sources.get(unmarked(url)) ?? stripTypeScriptTypes(prepare(file, textOf(next(url, context))));
        sources.set(unmarked(url), known);
        const source = planted?.file === file ? withBrokenSeam(known, file, planted.seam) : known;
        return { format: 'module', source, shortCircuit: true };
      },
    };
  }

  async function importMarked(files: readonly string[], planted?: Planted): Promise<unknown[]> {
    const affected = planted && affectedBy(planted.file);
    const marked = (url: string) => {
      if (!isProduct(url)) return url;
      return `${url}?${planted && affected?.has(url) ? planted.name : 'deployed'}`;
    };
    globalThis.breakSeam = planted?.broken;
    const hooks = registerHooks(hooksOf(marked, planted));
    try {
      return await Promise.all(files.map((file) => import(marked(urlOf(file)))));
    } finally {
      hooks.deregister();
    }
  }

  return {
    /** Imports these files of the product, by their paths from the repository's root, with a break or without. */
    async load(files: readonly string[], planted?: Planted): Promise<unknown[]> {
      const deployed = await importMarked(files);
      return planted ? importMarked(files, planted) : deployed;
    },
  };
}
