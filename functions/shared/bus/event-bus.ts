import { EventBridgeClient, PutEventsCommand, type PutEventsRequestEntry } from '@aws-sdk/client-eventbridge';
import { type Announcement, EVENT_SOURCE } from '../domain/events/event-details.ts';
import { requestsWithin } from '../runtime/aws-requests.ts';

/** EventBridge's limits for one call are ten entries and 256 KB. One entry is far smaller, as forms are bounded. */
export const ENTRIES_PER_CALL = 10;
const BYTES_PER_CALL = 240 * 1024;

/**
 * Calls made at the same time. A call takes some ten milliseconds, most of which is waiting: one after the other they
 * bound what a shard of the stream announces (docs/benchmark.md, "Throughput").
 */
export const CALLS_AT_ONCE = 5;

/** An event, and the item that it tells of. */
export type ItemAnnouncement = { item: string; announcement: Announcement };

export type EventBus = {
  /**
   * Puts events on the bus: those about one item in order, several calls at the same time. Returns for each event whether
   * it was accepted. Throws, after all calls have ended, if one failed as a whole.
   */
  publish(events: ItemAnnouncement[]): Promise<boolean[]>;
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

/**
 * Spreads events over as many lanes as they fill calls, but no more than may be put at the same time. All events about one
 * item are in one lane. Returns the places of the events, in order, lane by lane.
 */
function lanesOf(events: ItemAnnouncement[]): number[][] {
  const count = Math.min(CALLS_AT_ONCE, Math.ceil(events.length / ENTRIES_PER_CALL));
  const lanes = Array.from({ length: count }, (): number[] => []);
  const laneOf = new Map<string, number[]>();
  for (const [place, { item }] of events.entries()) {
    const lane = laneOf.get(item) ?? lanes.reduce((one, other) => (other.length < one.length ? other : one));
    laneOf.set(item, lane);
    lane.push(place);
  }
  return lanes;
}

/** The stack's event bus. */
export function eventBus(name: string): EventBus {
  const client = new EventBridgeClient({
    maxAttempts: 3,
    requestHandler: requestsWithin(5_000),
  });
  const entryOf = ({ announcement: { detailType, detail } }: ItemAnnouncement): PutEventsRequestEntry => ({
    EventBusName: name,
    Source: EVENT_SOURCE,
    DetailType: detailType,
    Time: new Date(detail.occurredAt),
    Detail: JSON.stringify(detail),
  });

  return {
    async publish(events) {
      const entries = events.map(entryOf);
      const isTaken = entries.map(() => false);
      async function putLane(places: number[]): Promise<void> {
        const ids = await putEntries(
          client,
          places.flatMap((place) => entries[place] ?? []),
        );
        for (const [index, place] of places.entries()) isTaken[place] = ids[index] !== undefined;
      }
      const lanes = lanesOf(events).map(putLane);
      // Not before all have ended: Lambda stops the process where it is when the run fails.
      await Promise.allSettled(lanes);
      await Promise.all(lanes);
      return isTaken;
    },
  };
}
