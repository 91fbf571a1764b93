import * as z from 'zod/mini';
import { Status } from '../channel-state.ts';
import { milliseconds } from './durations.ts';
import { CALM_EXCHANGES, ExchangeBehaviour } from './exchange-behaviour.ts';

const count = z.int().check(z.gte(1), z.lte(1_000_000));

/** The methods that send a message to a customer. */
export const SENDING_METHODS = ['sendFlow', 'sendTemplate', 'sendMessage', 'sendButton', 'sendList'] as const;

/** The methods by the first part of their path below the channel id. */
const ProviderMethod = z.enum([
  ...SENDING_METHODS,
  'readMessage',
  'hookInfo',
  'messages',
  'webhook',
  'settings',
  'status',
  'templates',
  'addTemplate',
  'flows',
  'whatsapp_business_encryption',
]);

/** Statuses with a body. */
const answerStatus = z.int().check(
  z.gte(200),
  z.lte(599),
  z.refine((status) => ![204, 205, 304].includes(status), 'must be a status that may have a body'),
);

const Refusal = z.strictObject({
  /** HTTP status of the refusal; 200 answers `sent: false`. Default 200. */
  status: z.optional(answerStatus),
  /** The refusal's text. Default "Refused by the simulator". */
  text: z.optional(z.string()),
  /** Meta's error code, in the text (status 200) or in the error object. */
  code: z.optional(z.int()),
  /** Form of the body: `{sent: false, message}`, `{error}`, `{message}`, `{error: {…}}` or plain text. By default
   * `sent` for status 200, `object` with a code, `error` otherwise. */
  shape: z.optional(z.enum(['sent', 'error', 'message', 'object', 'plain'])),
  /** Value of the `Retry-After` header, in seconds. */
  retryAfterSeconds: z.optional(z.int().check(z.gte(0))),
  /** How many calls to refuse before the refusals end. Default: until the next change. */
  times: z.optional(count),
  /** Sends the message despite the error answer. Default false. */
  accepted: z.optional(z.boolean()),
});
export type Refusal = z.infer<typeof Refusal>;

const FailurePlan = z.strictObject({
  /** Meta's error code; known codes fill in the title and details. */
  code: z.int(),
  title: z.optional(z.string()),
  details: z.optional(z.string()),
  /** The free text of the normalised dialect. Default: the title. */
  text: z.optional(z.string()),
  /** The status word. Default `failed`. */
  status: z.optional(z.enum(['failed', 'undelivered'])),
  /** The status before the failure. Default: none. */
  after: z.optional(z.enum(['sent', 'delivered'])),
  /** How many messages fail before the failures end. Default: until the next change. */
  times: z.optional(count),
});
export type FailurePlan = z.infer<typeof FailurePlan>;

/** The provider's behaviour. Every field can change while it runs; `CALM` holds the defaults. */
export const Behaviour = z.strictObject({
  /** Webhook dialect: A normalised, B hooks for statuses (messages as in A), C raw. The channel's setting
   * `rawHooks: true` always means C. Default A. */
  dialect: z.enum(['A', 'B', 'C']),
  /** The place of a completed form in dialect A. Default `body`. */
  completionPlace: z.enum(['body', 'nfm_reply', 'interactive.nfm_reply', 'meta', 'metadata']),
  /** The place of a tapped button's payload in dialect A; `none` omits it, as a real channel has done.
   * `interactive.button_reply` is a free-form button, also in dialect C. Default `none`. */
  buttonPlace: z.enum(['meta', 'metadata', 'payload', 'button', 'interactive.button_reply', 'none']),
  /** Omits the flow token from completions, and from the exchanges of a live form, as some phones do. Default false. */
  omitFlowToken: z.boolean(),

  ...ExchangeBehaviour,

  /** Delay of every answer after the work is done, in real milliseconds. Default 0. */
  latencyMs: milliseconds,
  /** The methods that `refuse`, `timeout`, `unreadable` and `jobId` affect. Default: those that send. */
  faultMethods: z.array(ProviderMethod),
  /** Refuses calls at once. Default null: no refusals. */
  refuse: z.nullable(Refusal),
  /** Lets the connection hang for `timeoutMs` and then cuts it, `before` or `after` the call's effect. Default none. */
  timeout: z.enum(['none', 'before', 'after']),
  /** How long a connection hangs before the cut, in real milliseconds. Default 30000. */
  timeoutMs: milliseconds,
  /** Answers 200 with an unreadable body, `before` or `after` the call's effect. Default none. */
  unreadable: z.enum(['none', 'before', 'after']),
  /** Queues messages: answers `sent: false` and a job id instead of a message id. Default false. */
  jobId: z.boolean(),
  /** An outage of the whole provider: it answers 503, or resets connections. Default none. */
  down: z.enum(['none', 'unavailable', 'reset']),
  /** Messages per second on the channel; further ones get 429. Default 80. */
  ratePerSecond: count,
  /** Answers a second message to one customer within 6 s with 429. Default false. */
  enforcePairRate: z.boolean(),
  /** Whether the 24-hour window follows the clock or is always `open` or `closed`. Default clock. */
  window: z.enum(['clock', 'open', 'closed']),
  /** The refusal for a closed window: a text, a text with the code 131047 (both 200), or an error object (400).
   * Default text. */
  windowRefusal: z.enum(['text', 'code', 'object']),
  /** Every template is paused: sends are refused with the code 132015. Default false. */
  templatesPaused: z.boolean(),
  /** Refuses Flows that were not created here; otherwise every id counts as published. Default false. */
  knownFlowsOnly: z.boolean(),

  /** The automatic statuses of a message, in order. Default sent, delivered. */
  statuses: z.array(Status),
  /** Customers read messages at once. Default false: `read` comes when they open or complete the message. */
  autoRead: z.boolean(),
  /** Whether `read` is reported: WhatsApp's setting of this name. Default true. */
  readReceipts: z.boolean(),
  /** Delay of `sent` after the acceptance, in milliseconds by the simulator's clock. Default 0. */
  sentDelayMs: milliseconds,
  /** Delay of `delivered` or a failure after the previous status. Default 50. */
  deliveredDelayMs: milliseconds,
  /** Delay of an automatic `read` after the previous status. Default 100. */
  readDelayMs: milliseconds,
  /** Accepts messages that fail later. Default null: none fails. */
  failWith: z.nullable(FailurePlan),

  /** Posts every webhook twice. Default false. */
  duplicate: z.boolean(),
  /** Delays each webhook by a random time, which changes their order. Default false. */
  shuffle: z.boolean(),
  /** The longest such delay, in milliseconds. Default 400. */
  shuffleMs: milliseconds,
  /** Webhooks that never arrive: some kinds, or a random fraction of all (0 to 1). Default none. */
  drop: z.union([z.enum(['none', 'all', 'delivery', 'messages', 'completions']), z.number().check(z.gte(0), z.lte(1))]),
  /** Delay of every webhook, in milliseconds by the simulator's clock: moving the clock delivers them. Default 0. */
  webhookDelayMs: milliseconds,
  /** Maximum number of events in one webhook; fewer if no more come within 25 ms. Default 1. */
  batchSize: z.int().check(z.gte(1), z.lte(1000)),
  /** Maximum number of concurrent webhooks to one URL. Default 4. */
  webhookConcurrency: z.int().check(z.gte(1), z.lte(64)),
  /** Time limit for a URL's answer, in real milliseconds. Default 5000. */
  webhookTimeoutMs: z.int().check(z.gte(1), z.lte(60_000)),
  /** Delay before a failed webhook's first repeat, doubled for each further one, in milliseconds. Default 500. */
  webhookRetryMs: milliseconds,
  /** Consecutive failures, repeats included, that disable a URL. Default 5. */
  webhookFailureLimit: count,
  /** Seed of the random sequence behind `shuffle` and `drop`; setting it restarts the sequence. Default 1. */
  seed: z.int(),

  /** Whether `GET /hookInfo` exists; otherwise it answers 404. Default true. */
  hookInfo: z.boolean(),
  /** Whether `GET /messages` returns the history; otherwise it answers an empty list. Default true. */
  history: z.boolean(),
  /** Form of the list in `GET /webhook`: one string, an array, strings joined by commas; `auto` gives a string for one
   * URL and an array for more. Default auto. */
  webhookListShape: z.enum(['auto', 'array', 'comma']),
  /** Whether `GET /status` reports the channel as connected. Default true. */
  connected: z.boolean(),
});
export type Behaviour = z.infer<typeof Behaviour>;

/** The defaults: a provider without faults. */
export const CALM: Readonly<Behaviour> = {
  dialect: 'A',
  completionPlace: 'body',
  buttonPlace: 'none',
  omitFlowToken: false,
  ...CALM_EXCHANGES,
  latencyMs: 0,
  faultMethods: [...SENDING_METHODS],
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
  templatesPaused: false,
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
