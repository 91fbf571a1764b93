import type { PutEventsCommandInput } from '@aws-sdk/client-eventbridge';
import type { EventMatcher } from '../../../local/aws/eventbridge/event-pattern.ts';
import type { Dice } from '../engine/dice.ts';
import type { Scheduler } from '../engine/scheduler.ts';

/** One event as the bus hands it to its targets. */
export type BusEvent = { id: string; source: string; 'detail-type': string; detail: Record<string, unknown> };

export type BusSurroundings = {
  scheduler: Scheduler;
  targets: readonly Target[];
  /** Whether the bus does not take one entry of a call. */
  refusesEntry(): boolean;
  /** Whether a target gets an event twice. */
  deliversTwice(): boolean;
};

/** A queue, and the rules whose events it gets. Its dice are its own. */
export type Target = { dice: Dice; rules: readonly EventMatcher[]; enqueue(body: string): void };

/** EventBridge: takes each entry by itself, and brings it to the targets of the rules it fits, at least once. */
export function createBus({ scheduler, targets, refusesEntry, deliversTwice }: BusSurroundings) {
  const published: BusEvent[] = [];
  let count = 0;

  function take(event: Omit<BusEvent, 'id'>): string {
    count += 1;
    const taken = { ...event, id: `event-${count}` };
    published.push(taken);
    for (const { dice, rules, enqueue } of targets) {
      if (!rules.some((matches) => matches(taken))) continue;
      for (let copy = deliversTwice() ? 2 : 1; copy > 0; copy -= 1) {
        scheduler.after(dice.between(10, 900), `bus ${taken.id}`, () => enqueue(JSON.stringify(taken)));
      }
    }
    return taken.id;
  }

  return {
    /** Everything the bus ever took, in order. */
    published: published as readonly BusEvent[],
    /** An event of somebody else. */
    take,
    putEvents({ Entries = [] }: PutEventsCommandInput) {
      const results = Entries.map(({ Source = '', DetailType = '', Detail = '{}' }) =>
        refusesEntry()
          ? { ErrorCode: 'InternalFailure' }
          : { EventId: take({ source: Source, 'detail-type': DetailType, detail: JSON.parse(Detail) }) },
      );
      return { FailedEntryCount: results.filter((result) => 'ErrorCode' in result).length, Entries: results };
    },
  };
}
