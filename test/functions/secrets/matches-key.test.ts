import crypto from 'node:crypto';
import { syncBuiltinESMExports } from 'node:module';
import { afterAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { deriveKeys } from '../../../functions/shared/secrets/derived-keys.ts';
import { matchesKey } from '../../../functions/shared/secrets/matches-key.ts';

const ofGeneration = (webhook: number) => deriveKeys({ root: 'r'.repeat(64), generations: { webhook } }).webhook;
const { current, accepted } = ofGeneration(3);

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
  ['the key before', ofGeneration(2).current, true],
  ['the key after, of a rotation not heard of yet', ofGeneration(4).current, true],
  ['the key before that', ofGeneration(1).current, false],
  ['the key after that', ofGeneration(5).current, false],
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
  it.each(PRESENTED)('that is %s is compared as any other, and with all keys', (_, presented, isGood) => {
    expect(matchesKey(presented, accepted)).toBe(isGood);
    const sides = compare.mock.calls.flat().map((side) => side.byteLength);
    // Digests of one length, whatever the first comparison says.
    expect(sides).toEqual([32, 32, 32, 32, 32, 32]);
  });

  it('is compared as often whether or not it is good, while there is none before it', () => {
    const first = ofGeneration(1);
    expect(matchesKey(first.current, first.accepted)).toBe(true);
    expect(matchesKey(current, first.accepted)).toBe(false);
    expect(compare.mock.calls).toHaveLength(4);
  });
});
