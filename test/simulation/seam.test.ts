import { afterEach, expect, test } from 'vitest';
import { withBrokenSeam } from './engine/seam.ts';

/** The name's value in a module of this text, once `breakSeam` doubles whatever it is given. */
async function valueIn(text: string): Promise<unknown> {
  globalThis.breakSeam = (real) => (typeof real === 'function' ? () => real() * 2 : Number(real) * 2);
  const module = await import(`data:text/javascript,${encodeURIComponent(text)}`);
  return module.answer();
}

afterEach(() => {
  globalThis.breakSeam = undefined;
});

test.each([
  ['a function', 'function price() { return 4 }\nexport const answer = () => price();'],
  ['an exported function', 'export function price() { return 4 }\nexport const answer = () => price();'],
  ['a function in a constant', 'const price = () => 4;\nexport const answer = () => price();'],
  ['an exported constant', 'export const price = 4;\nexport const answer = () => price;'],
  [
    'what it imports',
    "import { price } from 'data:text/javascript,export const price = () => 4';\nexport const answer = () => price();",
  ],
  [
    'what it imports under another name',
    "import { other as price } from 'data:text/javascript,export const other = () => 4';\nexport const answer = () => price();",
  ],
])('a break takes the place of %s of a file', async (_, text) => {
  const broken = await valueIn(withBrokenSeam(text, 'a file', 'price'));
  expect(typeof broken === 'function' ? broken() : broken).toBe(8);
});

test('a break leaves alone what only has the name in it', () => {
  const text = 'const price = 4;\nconst priceOf = () => price;\nfunction prices() { const price = 5; return price }\n';
  expect(withBrokenSeam(text, 'a file', 'price')).toContain('const priceOf = () => price;');
});

test.each([
  ['does not bind the name', 'const other = 4;'],
  ['binds it more than once', 'function price() {}\nconst price = 4;'],
])('a break is refused by a file that %s', (_, text) => {
  expect(() => withBrokenSeam(text, 'a file', 'price')).toThrow(
    'a file does not declare or import exactly once: price',
  );
});
