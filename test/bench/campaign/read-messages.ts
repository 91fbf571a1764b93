import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import * as z from 'zod/mini';

const ReadMessage = z.object({ id: z.string(), customer: z.string(), status: z.literal('read') });
const DATA = 'data: ';

/** Tells of each message that a customer reads, from now on until it is stopped. The simulator knows a customer by the phone. */
export async function onReadMessage(
  simulator: string,
  tell: (message: { id: string; phone: string }) => void,
): Promise<() => void> {
  const stop = new AbortController();
  const { body } = await fetch(`${simulator}/_sim/stream?kinds=status`, { signal: stop.signal });
  if (body === null) throw new Error('The simulator tells of no changes.');
  const lines = createInterface({ input: Readable.fromWeb(body) });
  // It ends by the abort, which is an error here. If it ends otherwise, what is waited for does not come in time.
  lines.on('error', () => undefined);
  lines.on('line', (line) => {
    if (!line.startsWith(DATA)) return;
    const { data } = ReadMessage.safeParse(JSON.parse(line.slice(DATA.length)));
    if (data) tell({ id: data.id, phone: data.customer });
  });
  return () => stop.abort();
}
