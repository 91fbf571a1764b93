import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const WEB = join(import.meta.dirname, '..', '..', 'web');

const filesOf = async (ending: RegExp): Promise<string[]> =>
  (await readdir(WEB, { recursive: true })).filter((name) => ending.test(name)).map((name) => join(WEB, name));

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

/** The same in every language. */
const isName = (text: string): boolean => text === 'Appointment Flow' || !/[a-z]/i.test(text);

const wordsFiles = await filesOf(/words(-of)?\.ts$/);
const views = await filesOf(/\.tsx$/);

describe('the words of the pages', () => {
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
      for (const [, text, label] of texts) {
        const written = text ?? label ?? '';
        if (!isName(written)) found.push(`${file.slice(WEB.length)}: ${written}`);
      }
    }
    expect(found).toEqual([]);
  });
});
