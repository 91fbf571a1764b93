import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { type Exploration, explore, type Script } from './every-order/explore.ts';
import { book, cancel, contract, erase, hold, inTurn, move } from './every-order/operations.ts';
import { judgePlaces } from './promises/places.ts';

/** Those who lose a race try again at once, and no time passes. */
beforeAll(() => {
  vi.spyOn(Math, 'random').mockReturnValue(0);
  vi.useFakeTimers({ toFake: ['Date'] });
});
afterAll(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

const faultsOf: Exploration['faultsOf'] = (items) =>
  judgePlaces(items, Date.now()).map(({ promise, what }) => `${promise}: ${what}`);

/** One booked at nine, the other at half past ten; the first may hold a place to move to. */
const BOOKED = inTurn(book('one', '09:00'), book('other', '10:30'));
const HOLDING = inTurn(BOOKED, hold('one', '09:45'));

const everyOrder = (before: Script, actors: Script[], losses = 0) =>
  explore({ channelId: contract.channel.id, before, actors, losses, faultsOf });

const PAIRS: [string, Script, Script[]][] = [
  ['two book the same place', BOOKED, [book('new', '09:45'), book('newer', '09:45')]],
  ['one moves where another books', BOOKED, [move('one', '09:45'), book('new', '09:45')]],
  ['two move to the same place', BOOKED, [move('one', '09:45'), move('other', '09:45')]],
  ['staff move what the customer cancels', BOOKED, [move('one', '09:45'), cancel('one')]],
  ['staff move whom somebody erases', BOOKED, [move('one', '09:45'), erase('one')]],
  ['one cancels whom somebody erases', BOOKED, [cancel('one'), erase('one')]],
  ['somebody is erased, and another books there', BOOKED, [erase('one'), book('new', '09:00')]],
  ['two hold the same place', BOOKED, [hold('one', '09:45'), hold('other', '09:45')]],
  ['one holds two places at once', BOOKED, [hold('one', '09:45'), hold('one', '10:30')]],
  ['one holds a place and a room, and is moved', BOOKED, [hold('one', '09:15', 'treatment'), move('one', '09:45')]],
  ['one holds a place and a room, and cancels', BOOKED, [hold('one', '09:15', 'treatment'), cancel('one')]],
  ['one holds a place whom somebody erases', BOOKED, [hold('one', '09:45'), erase('one')]],
  ['one confirms a hold where another books', HOLDING, [move('one', '09:45'), book('new', '09:45')]],
  ['one confirms a hold while staff override it', HOLDING, [move('one', '09:45'), book('new', '09:45', true)]],
  ['one confirms a hold whom somebody erases', HOLDING, [move('one', '09:45'), erase('one')]],
];

const TRIPLES: [string, Script, Script[]][] = [
  ['one moves, one books and one is erased', BOOKED, [move('other', '09:00'), book('new', '09:00'), erase('one')]],
  ['one cancels, and two want the place', BOOKED, [cancel('one'), book('new', '09:00'), hold('other', '09:00')]],
  [
    'one confirms, one books and one holds',
    HOLDING,
    [move('one', '09:45'), book('new', '09:45'), hold('other', '09:45')],
  ],
];

describe('in every order of their calls to the table', () => {
  it.each(PAIRS)('%s, and no promise is broken, also if an answer is lost', async (_, before, actors) => {
    const { states, faults } = await everyOrder(before, actors, 1);
    expect([...faults]).toEqual([]);
    expect(states).toBeGreaterThan(10);
  });

  it.each(TRIPLES)('%s, and no promise is broken', async (_, before, actors) => {
    const { states, faults } = await everyOrder(before, actors);
    expect([...faults]).toEqual([]);
    expect(states).toBeGreaterThan(100);
  });
});
