import { existsSync } from 'node:fs';
import { mkdir, open, readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import * as z from 'zod/mini';
import { replaceFile } from '../../replace-file.ts';
import { StartFailure } from '../../start-failure.ts';

/** A message in a queue. Times are milliseconds since the epoch, by the stack's clock. */
export const StoredMessage = z.object({
  messageId: z.string(),
  body: z.string(),
  sentAt: z.number(),
  /** Hidden until then. */
  visibleAt: z.number(),
  receiveCount: z.number(),
  firstReceivedAt: z.optional(z.number()),
});
export type StoredMessage = z.infer<typeof StoredMessage>;

const Entry = z.discriminatedUnion('op', [
  z.object({ op: z.literal('keep'), message: StoredMessage }),
  z.object({ op: z.literal('remove'), messageId: z.string() }),
]);
type Entry = z.infer<typeof Entry>;

/** A queue's record on disk, which survives a restart. */
export type Journal = {
  /** The messages that were kept and not removed, oldest first. */
  readonly messages: StoredMessage[];
  /** Resolves when the message's state is written. */
  keep(message: StoredMessage): Promise<void>;
  remove(messageId: string): Promise<void>;
  close(): Promise<void>;
};

/** A journal that stores nothing: for a stack without a data folder. */
export const NO_JOURNAL: Journal = {
  messages: [],
  keep: async () => undefined,
  remove: async () => undefined,
  close: async () => undefined,
};

function parseLine(line: string): Entry | undefined {
  try {
    return Entry.safeParse(JSON.parse(line)).data;
  } catch {
    return undefined;
  }
}

/** Replays a journal. It ignores text after the last line break: a kill interrupted that line. */
async function playBack(path: string): Promise<Map<string, StoredMessage>> {
  const messages = new Map<string, StoredMessage>();
  if (!existsSync(path)) return messages;
  const lines = (await readFile(path, 'utf8')).split('\n').slice(0, -1);
  for (const [index, line] of lines.entries()) {
    const entry = parseLine(line);
    if (!entry) {
      throw new StartFailure(
        `The queue's journal ${path} is damaged in line ${index + 1}: delete it (its messages are lost) or start with --ephemeral.`,
      );
    }
    if (entry.op === 'keep') messages.set(entry.message.messageId, entry.message);
    else messages.delete(entry.messageId);
  }
  return messages;
}

function encode(entry: Entry): string {
  return `${JSON.stringify(entry)}\n`;
}

/**
 * Opens or creates the journal in the file `path`. Opening rewrites the file with the remaining messages; it then grows
 * until the next start. A kill loses nothing that was written before.
 * @throws StartFailure if the file is damaged
 */
export async function openJournal(path: string): Promise<Journal> {
  const messages = [...(await playBack(path)).values()];
  await mkdir(dirname(path), { recursive: true });
  await replaceFile(path, messages.map((message) => encode({ op: 'keep', message })).join(''));
  const file = await open(path, 'a');
  let unwritten = '';
  let writing: Promise<void> = Promise.resolve();

  async function flush(): Promise<void> {
    const text = unwritten;
    unwritten = '';
    if (text !== '') await file.appendFile(text);
  }

  function append(entry: Entry): Promise<void> {
    unwritten += encode(entry);
    writing = writing.then(flush);
    return writing;
  }

  return {
    messages,
    keep: (message) => append({ op: 'keep', message }),
    remove: (messageId) => append({ op: 'remove', messageId }),
    async close() {
      await writing;
      await file.close();
    },
  };
}
