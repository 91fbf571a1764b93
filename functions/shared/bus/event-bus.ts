import { EventBridgeClient, PutEventsCommand, type PutEventsRequestEntry } from '@aws-sdk/client-eventbridge';
import { type Announcement, EVENT_SOURCE } from '../domain/events/event-details.ts';
import { requestsWithin } from '../runtime/aws-requests.ts';

/** EventBridge's limits for one call are ten entries and 256 KB. One entry is far smaller, as forms are bounded. */
const ENTRIES_PER_CALL = 10;
const BYTES_PER_CALL = 240 * 1024;

export type EventBus = {
  /** Puts events on the bus in order. Returns for each whether it was accepted. Throws if a call fails as a whole. */
  publish(announcements: Announcement[]): Promise<boolean[]>;
};

function chunksOf(entries: PutEventsRequestEntry[]): PutEventsRequestEntry[][] {
  const chunks: PutEventsRequestEntry[][] = [];
  let room = 0;
  for (const entry of entries) {
    const bytes = Buffer.byteLength(entry.Detail ?? '') + 256;
    const last = chunks.at(-1);
    if (last && last.length < ENTRIES_PER_CALL && bytes <= room) last.push(entry);
    else chunks.push([entry]);
    room = (last === chunks.at(-1) ? room : BYTES_PER_CALL) - bytes;
  }
  return chunks;
}

/**
 * Puts entries on a bus in order, in as few calls as possible. Returns the event id of each, undefined for a rejected
 * entry. Throws if a call fails as a whole.
 */
export async function putEntries(
  client: EventBridgeClient,
  entries: PutEventsRequestEntry[],
): Promise<(string | undefined)[]> {
  const ids: (string | undefined)[] = [];
  for (const chunk of chunksOf(entries)) {
    const { Entries = [] } = await client.send(new PutEventsCommand({ Entries: chunk }));
    ids.push(...chunk.map((_, index) => Entries[index]?.EventId));
  }
  return ids;
}

/** The stack's event bus. */
export function eventBus(name: string): EventBus {
  const client = new EventBridgeClient({
    maxAttempts: 3,
    requestHandler: requestsWithin(5_000),
  });
  const entryOf = ({ detailType, detail }: Announcement): PutEventsRequestEntry => ({
    EventBusName: name,
    Source: EVENT_SOURCE,
    DetailType: detailType,
    Time: new Date(detail.occurredAt),
    Detail: JSON.stringify(detail),
  });

  return {
    async publish(announcements) {
      const ids = await putEntries(client, announcements.map(entryOf));
      return ids.map((id) => id !== undefined);
    },
  };
}
