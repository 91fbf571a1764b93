import fc from 'fast-check';
import { expect, it } from 'vitest';
import { Refusal } from '../../../functions/shared/domain/delivery/refusal.ts';
import { instantAt } from '../../../functions/shared/domain/time/instant.ts';
import { cursorsOf } from '../../../functions/shared/http/cursor.ts';
import { deriveKeys } from '../../../functions/shared/secrets/derived-keys.ts';
import { hostileText, RUNS } from '../../support/hostile-json.ts';

const keys = deriveKeys({ root: 'r'.repeat(64), generations: {} });
const secret = { get: async () => keys, getNewer: async () => undefined };
const cursors = cursorsOf(secret, 'GET /bookings', 'from', 'to');

const aPosition = fc.record({
  partition: hostileText,
  at: fc.integer({ min: 0, max: 4_000_000_000_000 }).map(instantAt),
  pk: hostileText,
});

it('a cursor leads to the position it was made for, and is good for its own list only', async () => {
  const property = fc.asyncProperty(aPosition, hostileText, async (position, other) => {
    const cursor = await cursors.seal(position);
    const wellFormed = { ...position, partition: position.partition.toWellFormed(), pk: position.pk.toWellFormed() };
    expect([position, wellFormed]).toContainEqual(await cursors.open(cursor));
    await expect(cursorsOf(secret, 'GET /bookings', 'from', other).open(cursor)).rejects.toThrow(Refusal);
  });
  await fc.assert(property, RUNS);
});

it('any other text is refused, and none makes it fail', async () => {
  const cut = aPosition.chain((position) => fc.nat(40).map((length) => ({ position, length })));
  const property = fc.asyncProperty(hostileText, cut, async (text, { position, length }) => {
    await expect(cursors.open(text)).rejects.toThrow(Refusal);
    const cursor = await cursors.seal(position);
    await expect(cursors.open(cursor.slice(0, length))).rejects.toThrow(Refusal);
    await expect(cursors.open(cursor + text.slice(0, 5).padEnd(1, 'A'))).rejects.toThrow(Refusal);
  });
  await fc.assert(property, RUNS);
});
