import type { OwnPages } from './aws/api-gateway/gateway.ts';
import type { HttpAnswer } from './aws/api-gateway/response.ts';
import type { BusEvent } from './aws/eventbridge/bus.ts';

/** How full a queue is. */
export type QueueDepth = { name: string; visible: number; hidden: number };

/** The inside of a running stack, for people and tests. */
export type Inspection = {
  /** The newest thousand events on the bus, oldest first. */
  events(): BusEvent[];
  queues(): QueueDepth[];
  /** What was kept after the last retry, oldest first. */
  failures(): unknown[];
  /** What a function printed lately; undefined if there is no such function. */
  log(functionLabel: string): string | undefined;
};

const json = (value: unknown): HttpAnswer => ({
  status: 200,
  headers: { 'content-type': 'application/json' },
  body: `${JSON.stringify(value, undefined, 2)}\n`,
});

/**
 * The pages the runner adds to the API under its own prefix: `GET /_local/events` (what was on the bus),
 * `/_local/queues` (how full they are), `/_local/failures` (what was given up) and `/_local/logs/{function}`.
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
