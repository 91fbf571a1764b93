import type { Item } from '../model/expressions.ts';
import type { Evidence } from './evidence.ts';
import { intentWith } from './items.ts';
import type { Violation } from './violation.ts';

const broken = (what: string): Violation => ({ promise: 'understanding', what });

/** What is said in a group and what the system notes is no customer's message to the business: nothing follows from it. */
export function judgeStrangers({ world }: Evidence): Violation[] {
  const { items } = world.table;
  const chats = [...items.values()].filter(({ type }) => type === 'chat');
  const came = (at: string, one: Item) => one['lastInboundAt'] === at;
  const others = new Set(
    world.reported.flatMap((reported) => (reported.kind !== 'not-to-us' && 'at' in reported ? [reported.at] : [])),
  );
  return world.reported.flatMap((reported) => {
    if (reported.kind !== 'not-to-us') return [];
    const { messageId, at } = reported;
    const opensWindow = !others.has(at) && chats.some((chat) => came(at, chat));
    return [
      ...(intentWith(items, messageId)
        ? [broken(`a wish to book that was not said to the business (${messageId})`)]
        : []),
      ...(opensWindow ? [broken(`a message that was not for the business counts as a visit (${messageId})`)] : []),
    ];
  });
}
