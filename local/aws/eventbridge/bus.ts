import { randomUUID } from 'node:crypto';
import type { Rule, RuleTarget, Surroundings } from '../template/stack-model.ts';
import { compilePattern } from './event-pattern.ts';

/** An event as rules match it and targets receive it. */
export type BusEvent = {
  version: '0';
  id: string;
  'detail-type': string;
  source: string;
  account: string;
  /** UTC, to the second: `2026-01-31T09:30:00Z`. */
  time: string;
  region: string;
  resources: string[];
  detail: Record<string, unknown>;
};

/** An entry for a bus. */
export type NewEvent = Pick<BusEvent, 'detail-type' | 'source' | 'detail' | 'resources'> & { time: Date };

/** Passes an event to one target of a rule; resolves when the target has stored it. */
export type DeliverToTarget = (target: RuleTarget, event: BusEvent, ruleArn: string) => Promise<void>;

/** The event buses of the stack. */
export type EventBuses = {
  has(bus: string): boolean;
  /** Resolves with the event's id when every target of every matching rule has stored the event. */
  publish(bus: string, event: NewEvent): Promise<string>;
  /** The newest events on all buses, oldest first. */
  recent(): BusEvent[];
};

const RECENT_LIMIT = 1000;

/** An event of the stack's simulated account and region. */
export function createEvent({ time, ...rest }: NewEvent, { accountId, region }: Surroundings): BusEvent {
  return {
    version: '0',
    id: randomUUID(),
    account: accountId,
    region,
    time: time.toISOString().replace(/\.\d+Z$/, 'Z'),
    ...rest,
  };
}

/**
 * The buses with their event rules.
 * @throws StartFailure for a pattern with an operator that the runner does not support
 */
export function createEventBuses(options: {
  names: string[];
  rules: Rule[];
  surroundings: Surroundings;
  deliver: DeliverToTarget;
}): EventBuses {
  const { names, surroundings, deliver } = options;
  const rules = options.rules.map((rule) => ({ ...rule, matches: compilePattern(rule.pattern, rule.id) }));
  const recent: BusEvent[] = [];

  return {
    has: (bus) => names.includes(bus),
    async publish(bus, newEvent) {
      const event = createEvent(newEvent, surroundings);
      recent.push(event);
      if (recent.length > RECENT_LIMIT) recent.shift();
      const fitting = rules.filter((rule) => rule.bus === bus && rule.matches(event));
      const deliveries = fitting.flatMap((rule) => rule.targets.map((target) => deliver(target, event, rule.arn)));
      await Promise.all(deliveries);
      return event.id;
    },
    recent: () => [...recent],
  };
}
