import { isDeepStrictEqual } from 'node:util';
import type { Item } from '../model/expressions.ts';
import type { World } from '../model/world.ts';
import { FACTS } from './items.ts';
import type { Violation } from './violation.ts';

const broken = (what: string): Violation => ({ promise: 6, what: `another order, ${what}` });

const pick = (item: Item, names: readonly string[]): Item =>
  Object.fromEntries(names.flatMap((name) => (item[name] === undefined ? [] : [[name, item[name]]])));

/** An item of which nothing else is known than an address says no more than none. */
function pickAny(item: Item, names: readonly string[]): Item | undefined {
  const picked = pick(item, names);
  return Object.keys(picked).length > 0 ? picked : undefined;
}

/** A time that only stands in for one the provider did not give is a time of receipt, and differs. */
function deliveryIn(item: Item): Item {
  return Object.fromEntries(
    Object.values(FACTS).flatMap((fact) => {
      if (item[fact] === undefined) return [];
      return [[fact, item[`${fact}IsTimeOfReceipt`] === true ? 'at some time' : item[fact]]];
    }),
  );
}

/** What of an item must not hang on the order in which things arrived. */
function factsIn(item: Item): Item | undefined {
  switch (item['type']) {
    case 'invitation':
      return pick(item, ['history', 'booking', 'revision', 'newestEntry', 'overlapsWith', 'rejectedAt']);
    case 'message':
      return { ...deliveryIn(item), ...pick(item, ['invitationId', 'chatId', 'carrier', 'reportedAs']) };
    case 'chat':
      // Addresses are learnt from what customers write and submit, which promise 1 sees to, and from statuses when
      // somebody looks at the invitation again: how many are known then hangs on when that is.
      return pickAny(item, ['lastInboundAt', 'displayName', 'optedOutAt', 'optedInAt']);
    case 'unmatched':
      return pick(item, ['reason', 'hash']);
    default:
      return undefined;
  }
}

const factsOf = ({ table }: World) =>
  new Map([...table.items].flatMap(([pk, item]) => [[pk, factsIn(item)] as const]).filter(([, facts]) => facts));

/**
 * The facts that were announced, by their ids. Left out is what may rightly be said in one order only: that an overlap
 * was found, under an id of its own; and that somebody opted out, when they had done so again and that arrived first.
 */
function announcedIn({ bus }: World): Map<unknown, string> {
  const events = bus.published.filter(({ source }) => source === 'appointment-flow');
  const stable = events.filter(({ 'detail-type': type, detail }) => {
    const isOverlap = (detail['change'] as Item | undefined)?.['kind'] === 'attention';
    return !isOverlap && type !== 'Customer Opted Out';
  });
  return new Map(stable.map(({ 'detail-type': type, detail }) => [detail['eventId'], type]));
}

const onlyIn = (one: Map<unknown, string>, other: Map<unknown, string>) =>
  [...one].flatMap(([id, type]) => (other.has(id) ? [] : [type]));

/** Promise 6: the same inputs in another order end with the same facts, and tell of the same. */
export function compareTellings(first: World, second: World): Violation[] {
  // What the provider gave up on in one telling and not in the other is not the same input.
  if (first.webhooks.givenUp.length > 0 || second.webhooks.givenUp.length > 0) return [];
  const [one, other] = [factsOf(first), factsOf(second)];
  const keys = new Set([...one.keys(), ...other.keys()]);
  const differing = [...keys].filter((pk) => !isSame(one.get(pk), other.get(pk)));
  const [reported, retold] = [announcedIn(first), announcedIn(second)];
  return [
    ...differing.map((pk) => broken(`other facts (${pk}): ${show(one.get(pk))} and ${show(other.get(pk))}`)),
    ...[...onlyIn(reported, retold), ...onlyIn(retold, reported)].map((type) => broken(`another ${type}`)),
  ];
}

const isSame = (one: unknown, other: unknown) => isDeepStrictEqual(one, other);

const show = (facts: Item | undefined) =>
  JSON.stringify(facts, (_, value) => (value instanceof Set ? [...value].sort() : value)) ?? 'nothing';
