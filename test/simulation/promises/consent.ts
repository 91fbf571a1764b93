import type { Item } from '../model/expressions.ts';
import type { Evidence } from './evidence.ts';
import type { Violation } from './violation.ts';
import { type Wanting, wantingOf } from './wanting.ts';

const broken = (what: string): Violation => ({ promise: 'consent', what });

const ALWAYS = Number.POSITIVE_INFINITY;

/** No message goes to a person who had opted out, if that was known when the sending run began. */
function judgeSends({ world }: Evidence, wanting: Wanting): Violation[] {
  return world.provider.requests.flatMap(({ phone, chatId, runStartedAt, at, run }) => {
    const address = chatId ?? `${phone}@c.us`;
    const customerId = world.whatsapp.customerAt({ chatId: address })?.id ?? '';
    const isOut = wanting.isOut({ customerId, address, before: runStartedAt, until: at });
    return isOut ? [broken(`somebody who had opted out was written to (${run})`)] : [];
  });
}

/** A refusal because of an opt-out: its customer, and the start and end of the refusing run. */
type Refused = { address: string; from: number; until: number };

const OPTED_OUT = 'urn:appointment-flow:problem:opted-out';

function refusalsIn({ world, business, committed }: Evidence): Refused[] {
  const overApi = business.requests.flatMap(({ customerId, answers }) => {
    const { phone } = world.whatsapp.customers.find(({ id }) => id === customerId) ?? {};
    const refused = answers.filter(({ status, body }) => status === 422 && body['type'] === OPTED_OUT);
    return refused.map(({ startedAt, at }) => ({ address: `${phone}@c.us`, from: startedAt, until: at }));
  });
  const overQueue = committed.flatMap(({ before, after, at, runStartedAt = at }) => {
    if (before || after?.['type'] !== 'unmatched' || after['reason'] !== 'opted-out') return [];
    const { phone, chatId = `${phone}@c.us` } = JSON.parse(String(after['text'])).detail;
    return [{ address: chatId, from: runStartedAt, until: at }];
  });
  // Given up before another try: there was no news of an attempt.
  const givenUp = committed.flatMap(({ before, after, at, runStartedAt = at }) => {
    const isNews = before?.['rejectedAt'] === undefined && after?.['rejectedAt'] !== undefined;
    const { reason } = (after?.['rejection'] ?? {}) as { reason?: string };
    const isOfRetry = before?.['retryAt'] !== undefined && after?.['retryAt'] === undefined;
    if (!isNews || !isOfRetry || reason !== 'opted-out') return [];
    const { recipient } = after as { recipient: { chatId: string } };
    return [{ address: recipient.chatId, from: runStartedAt, until: at }];
  });
  return [...overApi, ...overQueue, ...givenUp];
}

/** No customer who wants messages, or never said otherwise, is refused as opted out. */
function judgeRefusals(evidence: Evidence, wanting: Wanting): Violation[] {
  return refusalsIn(evidence).flatMap(({ address, from, until }) => {
    const customerId = evidence.world.whatsapp.customerAt({ chatId: address })?.id;
    if (customerId === undefined || !wanting.isIn({ customerId, address, before: from, until })) return [];
    return [broken(`refused as opted out, although the customer wants messages (${customerId})`)];
  });
}

/** The chat of each address, by all that was ever written under it: an erased one names its address no more. */
function chatsByAddress({ committed }: Evidence): Map<string, string> {
  const chats = new Map<string, string>();
  for (const { pk, after } of committed) {
    if (after?.['type'] === 'chat' && typeof after['chatId'] === 'string') chats.set(after['chatId'], pk);
  }
  return chats;
}

const newest = (items: Item[], name: string) =>
  items
    .map((item) => String(item[name] ?? ''))
    .sort()
    .at(-1) ?? '';

/** The table's final state for the person behind an address. */
function isOptedOutIn({ world }: Evidence, chats: Map<string, string>, address: string): boolean {
  const found = new Set([address]);
  const items: Item[] = [];
  for (const one of found) {
    const item = world.table.items.get(chats.get(one) ?? '');
    if (item) items.push(item);
    for (const alias of (item?.['aliases'] ?? []) as Iterable<string>) found.add(alias);
  }
  const optedOutAt = newest(items, 'optedOutAt');
  return optedOutAt !== '' && newest(items, 'optedInAt') <= optedOutAt;
}

/** No statement or report on it is lost, under any address of the person. */
function judgeEnd(evidence: Evidence, wanting: Wanting): Violation[] {
  const chats = chatsByAddress(evidence);
  const spoken = new Map(wanting.words.map(({ customerId, address }) => [address, customerId]));
  return [...spoken].flatMap(([said, customerId]) =>
    [...wanting.addressesOf({ customerId, address: said, before: ALWAYS })].flatMap((address) => {
      const moment = { customerId, address, before: ALWAYS, until: ALWAYS };
      const isOptedOut = isOptedOutIn(evidence, chats, address);
      if (!isOptedOut && wanting.isOut(moment)) return [broken(`an opt-out was lost (${customerId})`)];
      if (isOptedOut && wanting.isIn(moment)) return [broken(`an opt-in was lost (${customerId})`)];
      return [];
    }),
  );
}

/** Opted-out people get no messages, the others are not refused, and no statement on it is lost. */
export function judgeConsent(evidence: Evidence): Violation[] {
  const wanting = wantingOf(evidence);
  return [
    ...judgeSends(evidence, wanting),
    ...judgeRefusals(evidence, wanting),
    ...(evidence.isQuiet ? judgeEnd(evidence, wanting) : []),
  ];
}
