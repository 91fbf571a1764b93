import type { ChatMessage, RefusedSend } from './simulator-calls.ts';

/** A chat's entries from top to bottom. `count` is the number of identical refusals in a row. */
export type Entry =
  | { kind: 'day'; key: string; day: string }
  | { kind: 'message'; key: string; message: ChatMessage }
  | { kind: 'refusal'; key: string; refusal: RefusedSend; count: number };

/** Orders a chat by time, with a line before each new day; `dayOf` gives a time's day. */
export function arrange(
  messages: readonly ChatMessage[],
  refusals: readonly RefusedSend[],
  dayOf: (at: string) => string,
): Entry[] {
  const things = [
    ...messages.map((message) => ({ at: message.at, entry: messageEntry(message) })),
    ...gather(refusals, messages).map(({ refusal, count }) => ({
      at: refusal.at,
      entry: refusalEntry(refusal, count),
    })),
  ].sort((a, b) => (a.at < b.at ? -1 : Number(a.at > b.at)));
  let lastDay: string | undefined;
  return things.flatMap(({ at, entry }) => {
    const day = dayOf(at);
    const isNew = day !== lastDay;
    lastDay = day;
    return isNew ? [{ kind: 'day' as const, key: day, day }, entry] : [entry];
  });
}

/** Merges refusals with the same text and no message between them. */
function gather(refusals: readonly RefusedSend[], messages: readonly ChatMessage[]) {
  const gathered: { refusal: RefusedSend; count: number }[] = [];
  for (const refusal of refusals) {
    const last = gathered.at(-1);
    const isSame = last?.refusal.reason === refusal.reason && last.refusal.method === refusal.method;
    const isApart = messages.some(({ at }) => last && at > last.refusal.at && at <= refusal.at);
    if (last && isSame && !isApart) last.count += 1;
    else gathered.push({ refusal, count: 1 });
  }
  return gathered;
}

function messageEntry(message: ChatMessage): Entry {
  return { kind: 'message', key: message.id, message };
}

function refusalEntry(refusal: RefusedSend, count: number): Entry {
  return { kind: 'refusal', key: `${refusal.method} ${refusal.at}`, refusal, count };
}
