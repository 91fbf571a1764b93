import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import * as z from 'zod/mini';
import type { DerivedKeys } from '../functions/shared/secrets/derived-keys.ts';

/** Where everything of a running local stack is. Holds keys: the file it is written to is for its owner only. */
export const Endpoints = z.object({
  /** The HTTP API, without a slash at the end. */
  api: z.string(),
  /** The bearer key of the API. */
  apiKey: z.string(),
  channelId: z.string(),
  /** What the provider posts to: one URL for each kind, or the one for all kinds. */
  webhooks: z.object({
    all: z.string(),
    messages: z.string(),
    delivery: z.string(),
    flowCompletion: z.string(),
  }),
  /** The calendar feed. */
  calendar: z.string(),
  /** The provider's simulator: its methods are below `/<channelId>/`, the control calls below `/_sim/`. */
  provider: z.string(),
  /** The phone page. */
  phone: z.string(),
  /** Where the AWS SDK finds the stack's secrets, and which they are: for the channel commands. */
  secrets: z.object({ endpoint: z.string(), root: z.string(), given: z.string() }),
  /** Where the AWS SDK puts events on the stack's bus, and the bus's name: to try a rule or a request. */
  events: z.object({ endpoint: z.string(), busName: z.string() }),
  /** Where the AWS SDK finds what the stack keeps inside, only to be looked at: `doctor` does. */
  inspection: z.object({
    queues: z.object({ endpoint: z.string(), deadLetters: z.array(z.object({ name: z.string(), url: z.string() })) }),
    table: z.object({ endpoint: z.string(), name: z.string() }),
  }),
  /** The folder with the e-mails to the staff, each a file that mail programs open, if the stack sends any. */
  mail: z.optional(z.string()),
  /** Where bookings are handed to, if the stack hands them off. */
  crm: z.optional(
    z.object({
      /** What they are posted to, the header that carries the key, and the key at the start. */
      url: z.string(),
      header: z.string(),
      key: z.string(),
      /** The small receiver that stands in for a CRM, unless another one is used: `GET /deliveries` shows what came. */
      receiver: z.optional(z.string()),
      /** Where the AWS SDK finds the queue of what was not taken. */
      failures: z.object({ endpoint: z.string(), queueUrl: z.string() }),
    }),
  ),
});
export type Endpoints = z.infer<typeof Endpoints>;

/** The endpoints of a stack whose API and provider run at these addresses. */
export function createEndpoints(
  addresses: Omit<Endpoints, 'apiKey' | 'webhooks' | 'calendar'>,
  keys: DerivedKeys,
): Endpoints {
  const webhook = `${addresses.api}/webhooks/${keys.webhook.current}`;
  return {
    ...addresses,
    apiKey: keys.apiKey.current,
    webhooks: {
      all: webhook,
      messages: `${webhook}/messages`,
      delivery: `${webhook}/delivery`,
      flowCompletion: `${webhook}/flow-completion`,
    },
    calendar: `${addresses.api}/calendar/${keys.calendar.current}/bookings.ics`,
  };
}

/** Writes the file by which other programs on this machine find the stack. */
export function writeEndpoints(path: string, endpoints: Endpoints): void {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  // The mode applies to a new file only.
  rmSync(path, { force: true });
  writeFileSync(path, `${JSON.stringify(endpoints, undefined, 2)}\n`, { mode: 0o600 });
}

/** Removes the file, unless another stack has written its own there meanwhile. */
export function removeEndpoints(path: string, { api }: Endpoints): void {
  try {
    if (Endpoints.parse(JSON.parse(readFileSync(path, 'utf8'))).api === api) rmSync(path);
  } catch {
    // Gone already, or not ours.
  }
}
