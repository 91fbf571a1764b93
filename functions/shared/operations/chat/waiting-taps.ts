import { noteLink } from '../../store/chat/chat-wishes.ts';
import { clearTaps } from '../../store/chat/waiting-taps.ts';
import { isLinked, type StoredMessage } from '../../store/delivery/messages.ts';
import type { Table } from '../../store/table/table.ts';

/**
 * Has the taps answered that wait on a message: by what its buttons mean if it is linked by now, else by the words on
 * them. The stream announces each once more. A repeat is harmless.
 */
export async function releaseTaps({ table }: { table: Table }, { message, taps }: StoredMessage): Promise<void> {
  if (taps.length === 0) return;
  for (const tap of taps) await noteLink(table, tap, isLinked(message) ? 'made' : 'missing');
  await clearTaps(table, message.messageId, taps);
}
