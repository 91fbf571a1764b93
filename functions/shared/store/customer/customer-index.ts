import type { ChatId } from '../../domain/customer/recipient.ts';
import type { Instant } from '../../domain/time/instant.ts';
import { customerAttribute } from '../table/keys.ts';
import { readRange } from '../table/pages.ts';
import type { Table } from '../table/table.ts';

/** Callers draw no conclusion from more items than this about one customer within minutes. */
const MOST = 50;

/** The keys of one kind of item about a customer, oldest first, at most 50. The index may lag. */
export async function keysAbout(
  table: Table,
  chatId: ChatId,
  kind: 'invitation' | 'message',
  { from, to }: { from: Instant; to: Instant },
): Promise<string[]> {
  const { customer } = customerAttribute(table.channelId, chatId);
  const reading = { index: 'customer', order: 'oldest-first', pkPrefix: `${kind}#` } as const;
  const rows = await readRange(table, reading, { partition: customer, from, to }, MOST);
  return rows.map(({ position }) => position.pk);
}
