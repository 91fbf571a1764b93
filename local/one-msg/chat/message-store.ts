import type { Message } from '../channel-state.ts';

/** Maximum number of stored messages; the oldest are dropped first. */
const MESSAGE_LIMIT = 50_000;

/** All messages of the channel, in order of arrival. */
export type MessageStore = {
  add(message: Message): void;
  get(id: string): Message | undefined;
  ofCustomer(customerId: string): readonly Message[];
  all(): Message[];
  clear(): void;
};

export function createMessageStore(saved: readonly Message[]): MessageStore {
  const byId = new Map<string, Message>();
  const byCustomer = new Map<string, Message[]>();

  function add(message: Message) {
    byId.set(message.id, message);
    const own = byCustomer.get(message.customerId);
    if (own) own.push(message);
    else byCustomer.set(message.customerId, [message]);
    if (byId.size > MESSAGE_LIMIT) forgetOldest();
  }

  function forgetOldest() {
    const [oldest] = byId.values();
    if (!oldest) return;
    byId.delete(oldest.id);
    // The oldest message of all is also its customer's oldest.
    byCustomer.get(oldest.customerId)?.shift();
  }

  for (const message of saved) add(message);

  return {
    add,
    get: (id) => byId.get(id),
    ofCustomer: (customerId) => byCustomer.get(customerId) ?? [],
    all: () => [...byId.values()],
    clear() {
      byId.clear();
      byCustomer.clear();
    },
  };
}
