import { describe, expect, it } from 'vitest';
import { invitation } from './support/clinic.ts';
import { type Act, type Actor, explore, type Writing } from './support/interleaving.ts';

const actor = (owner: number, ...acts: Act[]): Actor => ({ invitationId: invitation(owner), acts });

/** Whose clock is ahead sees a hold end before its owner does. */
const ahead = (one: Actor): Actor => ({ ...one, aheadMs: 30_000 });

/** What the first customer had before everybody came at once. */
const BEFORE: Actor[] = [actor(1), actor(1, 'book'), actor(1, 'hold')];

/** What two do, one act after the other: for an invitation each, or for the same one, like a customer and staff. */
const PAIRS: [Actor, Actor][] = [
  [actor(1, 'book', 'move'), actor(2, 'book', 'cancel')],
  [actor(1, 'book', 'cancel'), actor(1, 'move', 'erase')],
  [actor(1, 'hold', 'confirm'), actor(2, 'hold', 'confirm')],
  [actor(1, 'hold', 'ten minutes pass', 'confirm'), actor(2, 'book', 'move')],
  [actor(1, 'the hold nearly ends', 'confirm'), ahead(actor(2, 'book', 'move'))],
  [actor(1, 'hold', 'confirm'), actor(1, 'erase')],
  [actor(1, 'move', 'cancel'), actor(2, 'override', 'cancel')],
  [actor(1, 'confirm', 'move'), actor(2, 'override', 'erase')],
  [actor(1, 'book', 'erase'), actor(2, 'book', 'erase')],
];

/** What any three of do at once. */
const SINGLES: Actor[] = [
  actor(1, 'move'),
  actor(1, 'cancel'),
  actor(1, 'confirm'),
  actor(1, 'erase'),
  actor(2, 'book'),
  ahead(actor(2, 'override')),
  ahead(actor(3, 'book')),
  actor(3, 'the hold nearly ends'),
];

const TRIPLES = SINGLES.flatMap((one, index) =>
  SINGLES.slice(index).flatMap((other, second) =>
    SINGLES.slice(index + second).map((third): Actor[] => [one, other, third]),
  ),
);

function exploreAll(crowds: readonly (readonly Actor[])[], writing: Writing) {
  const broken = new Set<string>();
  const brokenAtTheEnd = new Set<string>();
  let states = 0;
  for (const crowd of crowds) {
    for (const before of BEFORE) {
      const found = explore(before, crowd, writing);
      for (const one of found.broken) broken.add(one);
      for (const one of found.brokenAtTheEnd) brokenAtTheEnd.add(one);
      states += found.states;
    }
  }
  return { broken: [...broken], brokenAtTheEnd: [...brokenAtTheEnd], states };
}

describe('in every order of their reads and writes, with answers lost and clocks that differ', () => {
  it('two actors keep every promise by one transaction', () => {
    const { broken, states } = exploreAll(PAIRS, 'one transaction');
    expect(broken).toEqual([]);
    expect(states).toBeGreaterThan(1_000);
  });

  it('three actors keep every promise by one transaction', () => {
    const { broken, states } = exploreAll(TRIPLES, 'one transaction');
    expect(broken).toEqual([]);
    expect(states).toBeGreaterThan(10_000);
  });

  it.each([
    ['a claim is left without its booking', 'no booking', [actor(1, 'book'), actor(1, 'erase')]],
    ['a booking is left without its claim', 'no claim', [actor(1, 'move'), actor(1, 'cancel')]],
  ])('%s where items are written one by one', (_, broken, crowd) => {
    const { brokenAtTheEnd } = exploreAll([crowd], 'one by one');
    expect(brokenAtTheEnd.filter((one) => one.startsWith(broken))).not.toEqual([]);
  });

  it('a booking loses its claim where nobody looks whether somebody else wrote', () => {
    const { brokenAtTheEnd } = exploreAll([[actor(1, 'book'), actor(2, 'book')]], 'unconditional');
    expect(brokenAtTheEnd.filter((one) => one.startsWith('no claim'))).not.toEqual([]);
  });
});
