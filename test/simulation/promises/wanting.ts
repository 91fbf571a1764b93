import { erasedSince, type Word, wordsIn } from './consent-words.ts';
import { changesOf, type Evidence } from './evidence.ts';
import { invitationsIn } from './items.ts';

/** Two addresses that the stack must treat as one person's, and since when. */
type Link = { customerId: string; one: string; other: string; since: number };

/** When an entry came into the history of an invitation: a form without a token may have waited for the link until then. */
function enteredAt(evidence: Evidence, invitationId: string, id: string): number {
  const change = changesOf(evidence, `invitation#${invitationId}`).find(({ after }) => Object(after?.['history'])[id]);
  return change?.at ?? Number.POSITIVE_INFINITY;
}

/** Links that customers' messages and forms show. Those of erased people are erased, too. */
function linksIn(evidence: Evidence): Link[] {
  const { world, acknowledged } = evidence;
  const homes = new Map(
    invitationsIn(world.table.items).flatMap(({ invitationId, history, recipient }) =>
      Object.keys(history).map((id) => [id, { invitationId, chatId: recipient.chatId }] as const),
    ),
  );
  return acknowledged.flatMap(({ reported, door, at }): Link[] => {
    if (!('chatId' in reported) || !('at' in reported)) return [];
    const customer = world.whatsapp.customers.find(({ id }) => id === reported.customerId);
    if (!customer) return [];
    const link = { customerId: customer.id, one: reported.chatId, since: at };
    const named = door === '/flow-completion' ? [] : [{ ...link, other: `${customer.bsuid}@lid` }];
    const home = homes.get(reported.messageId);
    if (home === undefined || door === '/messages') return named;
    const since = Math.max(at, enteredAt(evidence, home.invitationId, reported.messageId));
    return [...named, { ...link, since, other: home.chatId }];
  });
}

/** What the stack can know of a customer: from what was known before (ms), at an address, until now (ms). */
export type Moment = { customerId: string; address: string; before: number; until: number };

/**
 * Whether a person wants messages, derived only from statements and reports. Where their order leaves it open, neither
 * answer is certain.
 */
export type Wanting = {
  words: readonly Word[];
  addressesOf(moment: Pick<Moment, 'customerId' | 'address' | 'before'>): Set<string>;
  isOut(moment: Moment): boolean;
  isIn(moment: Moment): boolean;
};

const newest = (instants: string[]): string | undefined => instants.sort().at(-1);

export function wantingOf(evidence: Evidence): Wanting {
  const words = wordsIn(evidence);
  let known: Link[] | undefined;
  const links = () => {
    known ??= linksIn(evidence).filter(
      ({ customerId }) => erasedSince(evidence, customerId) === Number.POSITIVE_INFINITY,
    );
    return known;
  };

  function addressesOf({ customerId, address, before }: Pick<Moment, 'customerId' | 'address' | 'before'>) {
    const own = links().filter((link) => link.customerId === customerId && link.since < before);
    const found = new Set([address]);
    for (const one of found) {
      for (const link of own) {
        if (link.one === one) found.add(link.other);
        if (link.other === one) found.add(link.one);
      }
    }
    return found;
  }

  /** The time of the newest statement that is certainly known. */
  function surely(says: Word['says'], moment: Moment): string | undefined {
    const spoken = words.filter((word) => word.says === says && word.customerId === moment.customerId);
    if (spoken.length === 0) return undefined;
    const addresses = addressesOf(moment);
    const isKnown = ({ knownSince, isKnownAtEnd }: Word) =>
      moment.before === Number.POSITIVE_INFINITY ? isKnownAtEnd : knownSince < moment.before;
    return newest(
      spoken.filter((word) => isKnown(word) && addresses.has(word.address)).map(({ earliest }) => earliest),
    );
  }

  /** The time of the newest statement that may be known. */
  const perhaps = (says: Word['says'], { customerId, until }: Moment) =>
    newest(
      words
        .filter((word) => word.says === says && word.customerId === customerId && word.happenedAt <= until)
        .map(({ latest }) => latest),
    );

  return {
    words,
    addressesOf,
    // Within one second, the opt-out wins.
    isOut(moment) {
      const out = surely('out', moment);
      return out !== undefined && (perhaps('in', moment) ?? '') <= out;
    },
    isIn(moment) {
      const out = perhaps('out', moment);
      return out === undefined || (surely('in', moment) ?? '') > out;
    },
  };
}
