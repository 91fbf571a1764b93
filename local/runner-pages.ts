import type { OwnPages } from './aws/api-gateway/gateway.ts';
import type { HttpAnswer } from './aws/api-gateway/response.ts';
import type { BusEvent } from './aws/eventbridge/bus.ts';

/** A queue's number of messages. */
export type QueueDepth = { name: string; visible: number; hidden: number };

/** A running stack's inside, for people and tests. */
export type Inspection = {
  /** The newest thousand events on the bus, oldest first. */
  events(): BusEvent[];
  queues(): QueueDepth[];
  /** The failures after the last retry, oldest first. */
  failures(): unknown[];
  /** A function's recent output; undefined if there is no such function. */
  log(functionLabel: string): string | undefined;
};

const json = (value: unknown): HttpAnswer => ({
  status: 200,
  headers: { 'content-type': 'application/json' },
  body: `${JSON.stringify(value, undefined, 2)}\n`,
});

/**
 * The runner's own pages of the API: `GET /_local/events` (events on the bus), `/_local/queues` (their sizes),
 * `/_local/failures` (given up) and `/_local/logs/{function}`.
 */
export function createOwnPages(inspection: Inspection): OwnPages {
  const pages: Record<string, () => HttpAnswer> = {
    '/events': () => json(inspection.events()),
    '/queues': () => json(inspection.queues()),
    '/failures': () => json(inspection.failures()),
  };
  return (path) => {
    const [, functionLabel] = /^\/logs\/([^/]+)$/.exec(path) ?? [];
    if (functionLabel === undefined) return pages[path]?.();
    const body = inspection.log(functionLabel);
    return body === undefined
      ? undefined
      : { status: 200, headers: { 'content-type': 'text/plain; charset=utf-8' }, body };
  };
}
