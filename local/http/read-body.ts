import type { IncomingMessage } from 'node:http';

/** The body of a request; undefined if it is larger than `limitBytes`, of which no more is kept in memory. */
export async function readBody(message: IncomingMessage, limitBytes: number): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of message) {
    size += chunk.length;
    if (size <= limitBytes) chunks.push(chunk);
  }
  return size <= limitBytes ? Buffer.concat(chunks) : undefined;
}
