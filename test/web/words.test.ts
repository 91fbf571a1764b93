import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const WEB = join(import.meta.dirname, '..', '..', 'web');

const filesOf = async (folder: string, ending: string): Promise<string[]> =>
  (await readdir(join(WEB, folder), { recursive: true }))
    .filter((name) => name.endsWith(ending))
    .map((name) => join(WEB, folder, name));

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;

/** The paths of all texts, and of the functions that make them. */
const pathsOf = (words: unknown): string[] =>
  isObject(words)
    ? Object.entries(words).flatMap(([name, value]) => {
        const inner = pathsOf(value);
        return inner.length > 0 ? inner.map((path) => `${name}.${path}`) : [name];
      })
    : [];

const emptyIn = (words: unknown): string[] =>
  isObject(words)
    ? Object.entries(words).flatMap(([name, value]) =>
        value === '' ? [name] : emptyIn(value).map((path) => `${name}.${path}`),
      )
    : [];

const wordsFiles = (await Promise.all(['desk', 'console'].map((folder) => filesOf(folder, 'words.ts')))).flat();
const views = (await Promise.all(['desk', 'console'].map((folder) => filesOf(folder, '.tsx')))).flat();

describe('the words of the desk', () => {
  it.each(wordsFiles)('are all there in every language: %s', async (file) => {
    const exported: Record<string, unknown> = await import(file);
    const worded = Object.values(exported).filter((value) => isObject(value) && 'en' in value && 'es' in value);
    for (const words of worded) {
      if (!isObject(words)) continue;
      expect(pathsOf(words['es']).sort()).toEqual(pathsOf(words['en']).sort());
      expect(emptyIn(words['en'])).toEqual([]);
      expect(emptyIn(words['es'])).toEqual([]);
    }
  });

  it('are not written into a view, where no other language could have them', async () => {
    const found: string[] = [];
    for (const file of views) {
      const code = (await readFile(file, 'utf8')).replaceAll(/\/\*.*?\*\/|\/\/[^\n]*/gs, '');
      const texts = code.matchAll(
        /<[a-z][^<>{}]*>\s*([A-Za-z][a-z]+ ?[^<>{}=;]*)<\/|(?:aria-label|title|placeholder)="([^"]+)"/g,
      );
      for (const [, text, label] of texts) found.push(`${file.slice(WEB.length)}: ${text ?? label}`);
    }
    expect(found).toEqual([]);
  });
});
