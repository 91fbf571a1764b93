import crypto from 'node:crypto';
import { syncBuiltinESMExports } from 'node:module';
import { afterAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { deriveKeys } from '../../../functions/shared/secrets/derived-keys.ts';
import { matchesKey } from '../../../functions/shared/secrets/matches-key.ts';

const { current, previous = '' } = deriveKeys({ root: 'r'.repeat(64), generations: { webhook: 2 } }).webhook;

/** All comparisons that are made, by the lengths of their sides. */
const compare = vi.spyOn(crypto, 'timingSafeEqual');
syncBuiltinESMExports();
beforeEach(() => {
  compare.mockClear();
});
afterAll(() => {
  compare.mockRestore();
  syncBuiltinESMExports();
});

const PRESENTED: [string, string, boolean][] = [
  ['the key itself', current, true],
  ['the key before', previous, true],
  ['nothing', '', false],
  ['a beginning of the key', current.slice(0, 42), false],
  ['the key and more', `${current}A`, false],
  ['the key but for its last character', `${current.slice(0, -1)}!`, false],
  ['the key but for its first character', `!${current.slice(1)}`, false],
  ['the key in other case', current.toUpperCase(), false],
  ['the same bytes in base64', `${current.replaceAll('-', '+').replaceAll('_', '/')}=`, false],
  ['something endless', 'x'.repeat(1_000_000), false],
  ['half a character', '\ud800', false],
];

describe('a key', () => {
  it.each(PRESENTED)('that is %s is compared as any other, and with both keys', (_, presented, isGood) => {
    expect(matchesKey(presented, { current, previous })).toBe(isGood);
    const sides = compare.mock.calls.flat().map((side) => side.byteLength);
    // Digests of one length, current and previous, whatever the first comparison says.
    expect(sides).toEqual([32, 32, 32, 32]);
  });

  it('is compared twice too while there is none before it', () => {
    expect(matchesKey(current, { current })).toBe(true);
    expect(matchesKey(previous, { current })).toBe(false);
    expect(compare.mock.calls).toHaveLength(4);
  });
});
