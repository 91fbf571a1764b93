import { expect, test } from 'vitest';
import { createProgress } from '../../cli/progress.ts';

function progressOn(isTTY: boolean) {
  const written: string[] = [];
  return { written, progress: createProgress({ stderr: { isTTY, write: (text) => written.push(text) } }) };
}

test('on a terminal one line is rewritten, with the seconds, and taken away at the end', () => {
  const { written, progress } = progressOn(true);
  progress.show('sent', 1);
  progress.show('sent', 2);
  progress.clear();
  expect(written).toEqual(['\r\u001b[Ksent (1 s)', '\r\u001b[Ksent (2 s)', '\r\u001b[K']);
});

test('elsewhere each change is a line', () => {
  const { written, progress } = progressOn(false);
  progress.show('sent', 1);
  progress.show('sent', 2);
  progress.show('delivered', 3);
  progress.clear();
  expect(written).toEqual(['sent\n', 'delivered\n']);
});

test('short work is not announced, and its answer is passed on', async () => {
  const { written, progress } = progressOn(true);
  expect(await progress.during('Reading', async () => 42)).toBe(42);
  expect(written).toEqual([]);
});

test('nothing from elsewhere can move the cursor', () => {
  const { written, progress } = progressOn(false);
  progress.show('a\u001b[2Jb\r\nc');
  expect(written).toEqual(['a[2Jbc\n']);
});
