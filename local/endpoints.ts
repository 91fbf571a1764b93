import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import * as z from 'zod/mini';
import type { Resource } from '../functions/shared/domain/places/service.ts';
import { type DerivedKeys, type KeyRing, resourceCalendarKeys } from '../functions/shared/secrets/derived-keys.ts';

/** All addresses of a running local stack. They include keys: the file is readable by its owner only. */
export const Endpoints = z.object({
  /** The HTTP API, without a slash at the end. */
  api: z.string(),
  /** The bearer key of the API. */
  apiKey: z.string(),
  channelId: z.string(),
  /** The console, where the contract has one: staff sign in there. */
  console: z.optional(z.string()),
  /** The provider's webhook URLs: one for each kind, or one for all kinds. */
  webhooks: z.object({
    all: z.string(),
    messages: z.string(),
    delivery: z.string(),
    flowCompletion: z.string(),
  }),
  /** The calendar feed. */
  calendar: z.string(),
  /** The calendar feed of each resource, by its id in the contract. */
  calendars: z.record(z.string(), z.string()),
  /** The endpoint that WhatsApp asks for the screens of the live form, where the stack serves one. */
  liveForm: z.optional(z.string()),
  /** The provider's simulator: methods below `/<channelId>/`, control calls below `/_sim/`. */
  provider: z.string(),
  /** The phone page. */
  phone: z.string(),
  /** The AWS SDK's endpoint for the stack's secrets, and their names: for the channel commands. */
  secrets: z.object({ endpoint: z.string(), root: z.string(), given: z.string() }),
  /** The AWS SDK's endpoint for the stack's bus, and the bus's name: to try a rule or a request. */
  events: z.object({ endpoint: z.string(), busName: z.string() }),
  /** The AWS SDK's endpoints for reading the stack's inside, which `doctor` does. */
  inspection: z.object({
    queues: z.object({ endpoint: z.string(), deadLetters: z.array(z.object({ name: z.string(), url: z.string() })) }),
    table: z.object({ endpoint: z.string(), name: z.string() }),
  }),
  /** The AWS SDK's endpoint for invoking the stack's functions, and the name of the one that `claims rebuild` invokes. */
  functions: z.object({ endpoint: z.string(), rebuildClaims: z.string() }),
  /** The folder with the functions' logs, if they are kept in files. */
  logs: z.optional(z.string()),
  /** The folder with the stream records that the functions gave up, if the stack keeps its data in files. */
  failures: z.optional(z.string()),
  /** The folder with the e-mails to the staff, in a format that mail programs open, if the stack sends any. */
  mail: z.optional(z.string()),
  /** The CRM, if the stack sends bookings to one. */
  crm: z.optional(
    z.object({
      /** The URL for bookings, the header with the key, and the key at the start. */
      url: z.string(),
      header: z.string(),
      key: z.string(),
      /** The receiver, unless the stack uses another CRM: `GET /deliveries` lists its requests. */
      receiver: z.optional(z.string()),
      /** The AWS SDK's endpoint for the dead-letter queue. */
      failures: z.object({ endpoint: z.string(), queueUrl: z.string() }),
    }),
  ),
});
export type Endpoints = z.infer<typeof Endpoints>;

/** The endpoints of a stack with its API and provider at these addresses. */
export function createEndpoints(
  addresses: Omit<Endpoints, 'apiKey' | 'webhooks' | 'calendar' | 'calendars' | 'liveForm' | 'console'>,
  keys: DerivedKeys,
  {
    resources = [],
    isLive = false,
    hasConsole = false,
  }: { resources?: readonly Pick<Resource, 'id'>[] | undefined; isLive?: boolean; hasConsole?: boolean } = {},
): Endpoints {
  const calendarAt = ({ current }: KeyRing) => `${addresses.api}/calendar/${current}/bookings.ics`;
  const webhook = `${addresses.api}/webhooks/${keys.webhook.current}`;
  return {
    ...addresses,
    apiKey: keys.apiKey.current,
    ...(hasConsole && { console: `${addresses.api}/console` }),
    webhooks: {
      all: webhook,
      messages: `${webhook}/messages`,
      delivery: `${webhook}/delivery`,
      flowCompletion: `${webhook}/flow-completion`,
    },
    ...(isLive && { liveForm: `${addresses.api}/flows/${keys.endpoint.current}` }),
    calendar: calendarAt(keys.calendar),
    calendars: Object.fromEntries(resources.map(({ id }) => [id, calendarAt(resourceCalendarKeys(keys.calendar, id))])),
  };
}

/** Writes the file that other programs on this machine read to find the stack. */
export function writeEndpoints(path: string, endpoints: Endpoints): void {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  // The mode affects only a new file.
  rmSync(path, { force: true });
  writeFileSync(path, `${JSON.stringify(endpoints, undefined, 2)}\n`, { mode: 0o600 });
}

/** A stack on this machine answers at once, even a busy one. */
const ANSWERS_WITHIN_MS = 1000;

/** The API of another stack that runs on this machine and that the file is about, if there is one. */
export async function runningStackIn(path: string, own: Pick<Endpoints, 'api'>): Promise<string | undefined> {
  const api = readApi(path);
  if (api === undefined || api === own.api) return undefined;
  const answer = await fetch(`${api}/_local/queues`, { signal: AbortSignal.timeout(ANSWERS_WITHIN_MS) }).catch(
    () => undefined,
  );
  return answer?.ok ? api : undefined;
}

/** Removes the file, unless another stack has replaced it. */
export function removeEndpoints(path: string, { api }: Pick<Endpoints, 'api'>): void {
  if (readApi(path) === api) rmSync(path, { force: true });
}

/** The address of the API in the file; `undefined` for a file that is not there, or of another version. */
function readApi(path: string): string | undefined {
  try {
    return Endpoints.parse(JSON.parse(readFileSync(path, 'utf8'))).api;
  } catch {
    return undefined;
  }
}
