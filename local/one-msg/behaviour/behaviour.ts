import * as z from 'zod/mini';
import { Status } from '../channel-state.ts';

const WEEK_MS = 7 * 24 * 60 * 60 * 1000;
const milliseconds = z.int().check(z.gte(0), z.lte(WEEK_MS));
const count = z.int().check(z.gte(1), z.lte(1_000_000));

/** The first part of a method's path below the channel id. */
const ProviderMethod = z.enum([
  'sendFlow',
  'sendTemplate',
  'sendMessage',
  'readMessage',
  'hookInfo',
  'messages',
  'webhook',
  'settings',
  'status',
  'templates',
  'flows',
  'whatsapp_business_encryption',
]);

/** Statuses that carry a body. */
const answerStatus = z.int().check(
  z.gte(200),
  z.lte(599),
  z.refine((status) => ![204, 205, 304].includes(status), 'must be a status that may have a body'),
);

const Refusal = z.strictObject({
  /** HTTP status of the refusal; 200 answers `sent: false`. Default 200. */
  status: z.optional(answerStatus),
  /** The words of the refusal. Default "Refused by the simulator". */
  text: z.optional(z.string()),
  /** Meta's error code, put into the text (status 200) or into the error object. */
  code: z.optional(z.int()),
  /** Form of the body: `{sent: false, message}`, `{error}`, `{message}`, `{error: {…}}` or plain text. By default
   * `sent` for status 200, `object` with a code, `error` otherwise. */
  shape: z.optional(z.enum(['sent', 'error', 'message', 'object', 'plain'])),
  /** Value of the `Retry-After` header, in seconds. */
  retryAfterSeconds: z.optional(z.int().check(z.gte(0))),
  /** How many calls are refused before the behaviour ends by itself. Default: until it is changed. */
  times: z.optional(count),
  /** The message is taken and delivered all the same: an error answer that tells nothing. Default false. */
  accepted: z.optional(z.boolean()),
});
export type Refusal = z.infer<typeof Refusal>;

const FailurePlan = z.strictObject({
  /** Meta's error code; title and details of the known ones are filled in. */
  code: z.int(),
  title: z.optional(z.string()),
  details: z.optional(z.string()),
  /** The free text of the normalised dialect. Default: the title. */
  text: z.optional(z.string()),
  /** The word for it. Default `failed`. */
  status: z.optional(z.enum(['failed', 'undelivered'])),
  /** The status that is reported before the failure. Default: none. */
  after: z.optional(z.enum(['sent', 'delivered'])),
  /** How many messages fail before the behaviour ends by itself. Default: until it is changed. */
  times: z.optional(count),
});
export type FailurePlan = z.infer<typeof FailurePlan>;

/** How the provider behaves. Everything here can be changed while it runs; `CALM` holds the defaults. */
export const Behaviour = z.strictObject({
  /** Dialect of the webhooks: A normalised, B hooks for statuses (messages as in A), C raw. The channel's setting
   * `rawHooks: true` means C whatever stands here. Default A. */
  dialect: z.enum(['A', 'B', 'C']),
  /** Where a completed form sits in dialect A. Default `body`. */
  completionPlace: z.enum(['body', 'nfm_reply', 'interactive.nfm_reply', 'meta', 'metadata']),
  /** Where a tapped button's payload sits in dialect A; `none` leaves it out, as has been seen. `interactive.button_reply`
   * is a free-form button, in dialect C as well. Default `meta`. */
  buttonPlace: z.enum(['meta', 'metadata', 'payload', 'button', 'interactive.button_reply', 'none']),
  /** Completions come without the flow token, as they do from some phones. Default false. */
  omitFlowToken: z.boolean(),

  /** How long every answer of the provider is held back after the work was done, in real milliseconds. Default 0. */
  latencyMs: milliseconds,
  /** Methods that `refuse`, `timeout`, `unreadable` and `jobId` apply to. Default: the three that send. */
  faultMethods: z.array(ProviderMethod),
  /** Refuses calls at once. Default null: no refusals. */
  refuse: z.nullable(Refusal),
  /** The connection hangs for `timeoutMs` and is then cut, `before` the call had any effect or `after`. Default none. */
  timeout: z.enum(['none', 'before', 'after']),
  /** How long a connection hangs before it is cut, in real milliseconds. Default 30000. */
  timeoutMs: milliseconds,
  /** Answers 200 with a body nobody can read, `before` the call had any effect or `after`. Default none. */
  unreadable: z.enum(['none', 'before', 'after']),
  /** Takes messages as queued: `sent: false` and a job id instead of a message id. Default false. */
  jobId: z.boolean(),
  /** The whole provider is away: it answers 503, or resets connections. Default none. */
  down: z.enum(['none', 'unavailable', 'reset']),
  /** Messages the channel may send per second; one more is answered 429. Default 80. */
  ratePerSecond: count,
  /** Refuses a second message to one customer within 6 s with 429. Default false. */
  enforcePairRate: z.boolean(),
  /** Whether the 24-hour window follows the clock or is always `open` or `closed`. Default clock. */
  window: z.enum(['clock', 'open', 'closed']),
  /** How a closed window is told: by text, by text with the code 131047 (both 200), or by an error object (400).
   * Default text. */
  windowRefusal: z.enum(['text', 'code', 'object']),
  /** Flows that were not created here are refused; otherwise any id counts as published. Default false. */
  knownFlowsOnly: z.boolean(),

  /** The statuses a message gets by itself, in this order. Default sent, delivered. */
  statuses: z.array(Status),
  /** Customers read what they get at once. Default false: `read` comes when they open or complete the message. */
  autoRead: z.boolean(),
  /** Whether others learn that a customer has read something: WhatsApp's setting of this name. Default true. */
  readReceipts: z.boolean(),
  /** Delay of `sent` after the acceptance, in milliseconds of the simulator's clock. Default 0. */
  sentDelayMs: milliseconds,
  /** Delay of `delivered` or a failure after the status before it. Default 50. */
  deliveredDelayMs: milliseconds,
  /** Delay of an automatic `read` after the status before it. Default 100. */
  readDelayMs: milliseconds,
  /** Messages are taken and fail later. Default null: none fails. */
  failWith: z.nullable(FailurePlan),

  /** Every webhook is posted twice. Default false. */
  duplicate: z.boolean(),
  /** Webhooks are each held back for a random time and so arrive in another order. Default false. */
  shuffle: z.boolean(),
  /** The longest such time, in milliseconds. Default 400. */
  shuffleMs: milliseconds,
  /** Webhooks that never arrive: by kind, or a fraction of all (0 to 1) chosen at random. Default none. */
  drop: z.union([z.enum(['none', 'all', 'delivery', 'messages', 'completions']), z.number().check(z.gte(0), z.lte(1))]),
  /** Delay of every webhook, in milliseconds of the simulator's clock: moving the clock lets them arrive. Default 0. */
  webhookDelayMs: milliseconds,
  /** How many events one webhook carries at most; fewer if no more come within 25 ms. Default 1. */
  batchSize: z.int().check(z.gte(1), z.lte(1000)),
  /** How many webhooks one address receives at once. Default 4. */
  webhookConcurrency: z.int().check(z.gte(1), z.lte(64)),
  /** How long an address may take to answer a webhook, in real milliseconds. Default 5000. */
  webhookTimeoutMs: z.int().check(z.gte(1), z.lte(60_000)),
  /** Delay of the first repeat of a failed webhook, doubled for each further one, in milliseconds. Default 500. */
  webhookRetryMs: milliseconds,
  /** Webhooks failing in a row, repeats included, after which an address is disabled. Default 5. */
  webhookFailureLimit: count,
  /** Start of the random sequence behind `shuffle` and `drop`; setting it starts the sequence again. Default 1. */
  seed: z.int(),

  /** Whether `GET /hookInfo` is offered; else it answers 404. Default true. */
  hookInfo: z.boolean(),
  /** Whether `GET /messages` tells the history; else it answers an empty list. Default true. */
  history: z.boolean(),
  /** Form of the list in `GET /webhook`: one string, an array, strings joined by commas; `auto` gives a string for
   * one address and an array for more. Default auto. */
  webhookListShape: z.enum(['auto', 'array', 'comma']),
  /** Whether `GET /status` says that the channel is connected. Default true. */
  connected: z.boolean(),
});
export type Behaviour = z.infer<typeof Behaviour>;

/** The defaults: a provider on a good day. */
export const CALM: Readonly<Behaviour> = {
  dialect: 'A',
  completionPlace: 'body',
  buttonPlace: 'meta',
  omitFlowToken: false,
  latencyMs: 0,
  faultMethods: ['sendFlow', 'sendTemplate', 'sendMessage'],
  refuse: null,
  timeout: 'none',
  timeoutMs: 30_000,
  unreadable: 'none',
  jobId: false,
  down: 'none',
  ratePerSecond: 80,
  enforcePairRate: false,
  window: 'clock',
  windowRefusal: 'text',
  knownFlowsOnly: false,
  statuses: ['sent', 'delivered'],
  autoRead: false,
  readReceipts: true,
  sentDelayMs: 0,
  deliveredDelayMs: 50,
  readDelayMs: 100,
  failWith: null,
  duplicate: false,
  shuffle: false,
  shuffleMs: 400,
  drop: 'none',
  webhookDelayMs: 0,
  batchSize: 1,
  webhookConcurrency: 4,
  webhookTimeoutMs: 5000,
  webhookRetryMs: 500,
  webhookFailureLimit: 5,
  seed: 1,
  hookInfo: true,
  history: true,
  webhookListShape: 'auto',
  connected: true,
};
