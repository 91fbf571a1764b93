import assert from 'node:assert/strict';
import { test } from 'vitest';
import { expectOnce } from './told-view.ts';

const unknown = { state: 'not-told', reason: 'unknown' };

test('a notice that was told by one message holds, and one of which nobody knows by one or none', () => {
  expectOnce('A notice', { state: 'told' }, 1);
  for (const sends of [0, 1]) expectOnce('A notice', unknown, sends);
});

test('a message that went out twice is found', () => {
  for (const end of [{ state: 'told' }, { state: 'sent' }, unknown])
    assert.throws(() => expectOnce('A notice', end, 2), /was sent 2 times/);
});

test('a message that is said to be told and never went out is found', () => {
  assert.throws(() => expectOnce('A notice', { state: 'told' }, 0), /was sent 0 times/);
});

test('an end that a kill does not explain is found', () => {
  for (const end of [
    { state: 'skipped', reason: 'late' },
    { state: 'not-told', reason: 'refused' },
    { state: 'pending' },
  ])
    assert.throws(() => expectOnce('A reminder', end, 0), /because it is/);
});
