import { expect, it } from 'vitest';
import { isLosing } from '../../../functions/shared/domain/channel/channel-health.ts';
import { now } from '../../../functions/shared/domain/time/instant.ts';

it.each([
  ['all its URLs, enabled', { isComplete: true, isDisabled: false }, now(), false],
  ['a disabled URL', { isComplete: true, isDisabled: true }, now(), true],
  ['a disabled URL, seen for the first time', { isComplete: true, isDisabled: true }, undefined, true],
  ['a missing URL', { isComplete: false, isDisabled: false }, now(), true],
  ['URLs that were never registered', { isComplete: false, isDisabled: false }, undefined, false],
])('a stack with %s loses webhooks, or does not', (_, standing, heardUntil, isLost) => {
  expect(isLosing(standing, heardUntil)).toBe(isLost);
});
