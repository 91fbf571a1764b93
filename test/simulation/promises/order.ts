import { isDeepStrictEqual } from 'node:util';
import type { Item } from '../model/expressions.ts';
import type { World } from '../model/world.ts';
import { FACTS } from './items.ts';
import type { Violation } from './violation.ts';

const broken = (what: string): Violation => ({ promise: 6, what: `another order, ${what}` });

const pick = (item: Item, names: readonly string[]): Item =>
  Object.fromEntries(names.flatMap((name) => (item[name] === undefined ? [] : [[name, item[name]]])));

/** An item with nothing but an address carries no more information than no item. */
function pickAny(item: Item, names: readonly string[]): Item | undefined {
  const picked = pick(item, names);
  return Object.keys(picked).length > 0 ? picked : undefined;
}

/** A time that replaces a missing time of the provider is a time of receipt, and differs. */
function deliveryIn(item: Item): Item {
  return Object.fromEntries(
    Object.values(FACTS).flatMap((fact) => {
      if (item[fact] === undefined) return [];
      return [[fact, item[`${fact}IsTimeOfReceipt`] === true ? 'at some time' : item[fact]]];
    }),
  );
}

/** The part of an item that must not depend on the order of arrival. */
function factsIn(item: Item): Item | undefined {
  switch (item['type']) {
    case 'invitation':
      return pick(item, ['history', 'booking', 'revision', 'overlapsWith', 'rejectedAt']);
    case 'message':
      return { ...deliveryIn(item), ...pick(item, ['invitationId', 'chatId', 'carrier', 'reportedAs']) };
    case 'chat':
      // The stack learns addresses from customers' messages and forms, which promise 1 checks, and from statuses at the
      // invitation's next check: how many are known then depends on that time.
      return pickAny(item, ['lastInboundAt', 'displayName', 'optedOutAt', 'optedInAt']);
    case 'question':
      return pick(item, ['chatId', 'wish', 'messageId', 'at']);
    case 'unmatched':
      return pick(item, ['reason', 'hash']);
    default:
      return undefined;
  }
}

const factsOf = ({ table }: World) =>
  new Map([...table.items].flatMap(([pk, item]) => [[pk, factsIn(item)] as const]).filter(([, facts]) => facts));

/**
 * The published facts, by their ids. Omitted are facts that may legitimately depend on the order: overlaps, which have
 * their own ids; and an opt-out that was repeated when the repeat arrived first.
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

/** Promise 6: the same inputs in another order end with the same facts and the same events. */
export function compareTellings(first: World, second: World): Violation[] {
  // An input that the provider gave up on in only one run is not the same input.
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
