import assert from 'node:assert/strict';
import { test } from 'vitest';
import { expectClaimsHold } from './places-hold.ts';

const DATE = '2030-01-07';
const [ONE, OTHER] = ['0190a1b2-0000-7000-8000-000000000001', '0190a1b2-0000-7000-8000-000000000002'];

const claim = (invitationId: string, from = 0) => ({ kind: 'booking', invitationId, from, to: from + 30, units: 1 });
const dayOf = (claims: Record<string, object>) => ({
  pk: `day#ana#${DATE}`,
  type: 'day',
  resource: 'ana',
  date: DATE,
  rev: 1,
  claims,
});
const bookingOf = (invitationId: string) => ({
  pk: `invitation#${invitationId}`,
  invitationId,
  place: { claimId: `${invitationId}:1`, days: [{ resource: 'ana', date: DATE }] },
});

test('a table where each booking has its claim and its place for itself holds', () => {
  const day = dayOf({ [`${ONE}:1`]: claim(ONE), [`${OTHER}:1`]: claim(OTHER, 30) });
  assert.equal(expectClaimsHold([day, bookingOf(ONE), bookingOf(OTHER)]).size, 2);
});

test('a place that was given twice is found', () => {
  const day = dayOf({ [`${ONE}:1`]: claim(ONE), [`${OTHER}:1`]: claim(OTHER, 15) });
  assert.throws(() => expectClaimsHold([day, bookingOf(ONE), bookingOf(OTHER)]), /was given 2 times/);
});

test('a claim without its booking is found', () => {
  assert.throws(() => expectClaimsHold([dayOf({ [`${ONE}:1`]: claim(ONE) })]), /has no booking/);
});

test('a booking without its claim is found', () => {
  assert.throws(() => expectClaimsHold([dayOf({}), bookingOf(ONE)]), /lacks a claim/);
});
