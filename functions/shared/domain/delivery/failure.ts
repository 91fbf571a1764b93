import * as z from 'zod/mini';

/**
 * Why a message could not be sent or delivered. `provider/failure-reasons.ts` maps the provider's codes and phrases to
 * these.
 */
export const FAILURE_REASONS = [
  'window-closed',
  'not-on-whatsapp',
  'experiment',
  'opted-out',
  'held-back',
  'too-many-to-person',
  'rate-limited',
  'temporary',
  'flow-blocked',
  'flow-throttled',
  'account-blocked',
  'misconfigured',
  'credentials',
  'invalid-request',
  'unaddressable',
  'unknown-reason',
] as const;
export const FailureReason = z.enum(FAILURE_REASONS);
export type FailureReason = z.infer<typeof FailureReason>;

/** A failure as stored: the reason, and the provider's code and words (at most 500 characters). */
export const Failure = z.object({
  reason: FailureReason,
  code: z.optional(z.number()),
  text: z.optional(z.string()),
});
export type Failure = z.infer<typeof Failure>;

/** A sentence to display for each reason, without personal data and text of the provider. */
export const FAILURE_SENTENCES: Record<FailureReason, string> = {
  'window-closed': 'The customer has not written within the last 24 hours, so only a template may reach them.',
  'not-on-whatsapp': 'The customer is not on WhatsApp, or uses a version too old for this message.',
  experiment: 'WhatsApp withholds messages from this customer until they write themselves.',
  'opted-out': 'The customer asked not to receive messages.',
  'held-back': 'WhatsApp holds messages to this customer back for now.',
  'too-many-to-person': 'Too many messages went to this customer in a short time.',
  'rate-limited': 'The channel sends more than its rate allows.',
  temporary: 'WhatsApp had a temporary fault.',
  'flow-blocked': 'WhatsApp blocked the Flow: look at it in the WhatsApp manager.',
  'flow-throttled': 'WhatsApp throttles the Flow: its endpoint or its answers look unhealthy.',
  'account-blocked': 'The WhatsApp account or channel is blocked: look at the provider dashboard.',
  misconfigured: 'The Flow, the template or a setting of the channel does not fit the request.',
  credentials: 'The provider refused the channel token: put the right one into the given secret.',
  'invalid-request': 'The provider found the request invalid.',
  unaddressable: 'The customer cannot be addressed this way.',
  'unknown-reason': 'The provider refused and gave a reason that is not known here.',
};

/** Why a message failed; a failure that came without a reason has one of its own. */
export const reasonOf = ({ failure }: { failure?: Failure | undefined }): FailureReason =>
  failure?.reason ?? 'unknown-reason';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/**
 * The reaction to a failure: `stop`; `retry` after one of the delays (ms; the last one serves for all later attempts);
 * or the template, once.
 */
type Retry = { kind: 'retry'; delaysMs: readonly [number, ...number[]] };
export type Reaction = { kind: 'stop' } | Retry | { kind: 'template' };

/** How long the next attempt waits after so many, in milliseconds. */
export const delayAfter = ({ delaysMs }: Retry, attempts: number): number =>
  delaysMs.slice(0, attempts).at(-1) ?? delaysMs[0];

const stop: Reaction = { kind: 'stop' };

/** The retry policy, after the table of errors in docs/provider.md. */
export const REACTIONS: Record<FailureReason, Reaction> = {
  'window-closed': { kind: 'template' },
  'not-on-whatsapp': stop,
  experiment: stop,
  'opted-out': stop,
  'held-back': { kind: 'retry', delaysMs: [24 * HOUR] },
  'too-many-to-person': { kind: 'retry', delaysMs: [6 * SECOND, 24 * SECOND, 96 * SECOND, 384 * SECOND] },
  'rate-limited': { kind: 'retry', delaysMs: [10 * SECOND, 40 * SECOND, 160 * SECOND, 640 * SECOND] },
  temporary: { kind: 'retry', delaysMs: [30 * SECOND, 2 * MINUTE, 8 * MINUTE] },
  'flow-blocked': stop,
  'flow-throttled': { kind: 'retry', delaysMs: [HOUR] },
  'account-blocked': stop,
  misconfigured: stop,
  credentials: stop,
  'invalid-request': stop,
  unaddressable: stop,
  'unknown-reason': stop,
};
