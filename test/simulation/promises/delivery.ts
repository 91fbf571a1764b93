import type { Committed, Evidence } from './evidence.ts';
import { FACTS, isTombstone } from './items.ts';
import type { Violation } from './violation.ts';

const broken = (what: string): Violation => ({ promise: 3, what });

const RANKS = ['sentAt', 'failedAt', 'deliveredAt', 'readAt'];
const rankOf = (item: Committed['after']) => RANKS.findLastIndex((fact) => item?.[fact] !== undefined);

/** Promise 3: delivery only moves forward, write by write; no fact is ever taken back. */
export function judgeDelivery({ committed, acknowledged, world }: Evidence): Violation[] {
  const messages = committed.filter(({ after }) => after?.['type'] === 'message' && !isTombstone(after));
  const backwards = messages.filter(({ before, after }) => rankOf(after) < rankOf(before));
  const lost = messages.filter(({ before, after }) =>
    RANKS.some((fact) => before?.[fact] !== undefined && after?.[fact] === undefined),
  );
  const statuses = acknowledged.flatMap(({ reported }) =>
    reported.kind === 'status' && reported.at !== undefined ? [reported] : [],
  );
  const later = statuses.filter(({ messageId, status, at = '' }) => {
    const item = [...world.table.items.values()].find(
      (one) => one['messageId'] === messageId && one['type'] === 'message',
    );
    const stored = item?.[FACTS[status]];
    return typeof stored === 'string' && stored > at;
  });
  return [
    ...backwards.map(({ pk }) => broken(`delivery went backwards (${pk})`)),
    ...lost.map(({ pk }) => broken(`a fact was taken back (${pk})`)),
    ...later.map(({ messageId, status }) => broken(`an older ${status} was overruled (${messageId})`)),
  ];
}
