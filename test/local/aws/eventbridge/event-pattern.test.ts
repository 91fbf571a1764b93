import { describe, expect, it } from 'vitest';
import { compilePattern } from '../../../../local/aws/eventbridge/event-pattern.ts';

const event = {
  source: 'appointment-flow',
  'detail-type': 'Appointment Booked',
  detail: {
    service: 'Cut',
    price: 25,
    tags: ['new', 'vip'],
    notes: null,
    file: 'a/b/c.png',
    nested: [
      { kind: 'x', n: 1 },
      { kind: 'y', n: 2 },
    ],
  },
};

const matches = (pattern: unknown) => compilePattern(pattern, 'a rule')(event);

describe('an event pattern fits', () => {
  it.each([
    ['a value among those given', { source: ['other', 'appointment-flow'] }],
    ['several fields at once', { source: ['appointment-flow'], detail: { service: ['Cut'] } }],
    ['a number', { detail: { price: [25] } }],
    ['null', { detail: { notes: [null] } }],
    ['an element of a list', { detail: { tags: ['vip'] } }],
    ['an object of a list', { detail: { nested: { kind: ['y'], n: [2] } } }],
    ['prefix', { source: [{ prefix: 'appointment' }] }],
    ['prefix ignoring case', { source: [{ prefix: { 'equals-ignore-case': 'APPOINTMENT' } }] }],
    ['suffix', { detail: { file: [{ suffix: '.png' }] } }],
    ['equals-ignore-case', { detail: { service: [{ 'equals-ignore-case': 'cUT' }] } }],
    ['wildcard', { detail: { file: [{ wildcard: 'a/*/*.png' }] } }],
    ['anything-but a value', { detail: { service: [{ 'anything-but': 'Shave' }] } }],
    ['anything-but a list', { detail: { service: [{ 'anything-but': ['Shave', 'Colour'] }] } }],
    ['anything-but a prefix', { source: [{ 'anything-but': { prefix: 'aws.' } }] }],
    ['numeric', { detail: { price: [{ numeric: ['>', 20, '<=', 25] }] } }],
    ['exists', { detail: { service: [{ exists: true }] } }],
    ['exists: false', { detail: { missing: [{ exists: false }] } }],
    ['exists: false in what is missing itself', { missing: { too: [{ exists: false }] } }],
    ['$or', { $or: [{ source: ['other'] }, { detail: { price: [25] } }] }],
    ['nothing asked', {}],
  ])('%s', (_, pattern) => expect(matches(pattern)).toBe(true));
});

describe('an event pattern does not fit', () => {
  it.each([
    ['another value', { source: ['other'] }],
    ['a missing field', { detail: { missing: ['x'] } }],
    ['anything-but where the field is missing', { detail: { missing: [{ 'anything-but': 'x' }] } }],
    ['anything-but the value that is there', { detail: { service: [{ 'anything-but': ['Cut'] }] } }],
    ['a number given as text', { detail: { price: ['25'] } }],
    ['numbers out of range', { detail: { price: [{ numeric: ['>', 25] }] } }],
    ['exists on an object', { detail: [{ exists: true }] }],
    ['fields of different objects in a list', { detail: { nested: { kind: ['x'], n: [2] } } }],
    ['a wildcard whose star is escaped', { detail: { file: [{ wildcard: 'a/\\*/c.png' }] } }],
    ['no alternative', { $or: [{ source: ['other'] }, { detail: { price: [26] } }] }],
  ])('%s', (_, pattern) => expect(matches(pattern)).toBe(false));
});

describe('an event pattern is refused', () => {
  it.each([
    ['an operator that is not known', { source: [{ cidr: '10.0.0.0/24' }] }, 'does not support {"cidr":"10.0.0.0/24"}'],
    ['a plain value instead of a list', { source: 'x' }, 'must give source a list of values'],
  ])('for %s', (_, pattern, words) => expect(() => compilePattern(pattern, 'Rule7')).toThrow(words));

  it('with the name of its rule', () => {
    expect(() => compilePattern([], 'Rule7')).toThrow('Rule7');
  });
});
