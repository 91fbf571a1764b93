import { DAY_MS, HOUR_MS, type Instant, later } from '../time/instant.ts';

/** The troubles of a channel. Each is a metric of that name: 1 if it was found, 0 if not. */
export const CHANNEL_TROUBLES = [
  'ChannelUnreachable',
  'ChannelDisconnected',
  'WebhookMissing',
  'WebhookDisabled',
  'AcksOff',
] as const;
export type ChannelTrouble = (typeof CHANNEL_TROUBLES)[number];

/** The state of this stack's webhook URLs on the channel's list. */
export type WebhookState = {
  /** Every kind of webhook has a URL. */
  isComplete: boolean;
  /** The provider has disabled at least one of them. */
  isDisabled: boolean;
};

/** The result of one check of the channel; `undefined` where the provider did not answer. */
export type ChannelFindings = {
  isConnected: boolean | undefined;
  webhooks: WebhookState | undefined;
  areAcksOn: boolean | undefined;
};

/** Whether each trouble was found. A trouble that could not be checked is left out. */
export function troublesIn({
  isConnected,
  webhooks,
  areAcksOn,
}: ChannelFindings): Partial<Record<ChannelTrouble, boolean>> {
  return {
    ChannelUnreachable: isConnected === undefined || webhooks === undefined || areAcksOn === undefined,
    ...(isConnected !== undefined && { ChannelDisconnected: !isConnected }),
    ...(webhooks && { WebhookMissing: !webhooks.isComplete, WebhookDisabled: webhooks.isDisabled }),
    ...(areAcksOn !== undefined && { AcksOff: !areAcksOn }),
  };
}

/**
 * Whether webhooks are being lost. A missing URL counts only after a check without loss: a stack whose URLs were never
 * registered receives nothing yet.
 */
export const isLosing = ({ isComplete, isDisabled }: WebhookState, heardUntil: Instant | undefined): boolean =>
  isDisabled || (!isComplete && heardUntil !== undefined);

/** A URL fails for some time before the provider disables it, and the webhooks of that time are lost too. */
const FAILING_BEFORE_MS = HOUR_MS;

/**
 * Since when webhooks may be lost if a URL is disabled or missing `now` and no webhook is missing until `heardUntil`.
 * Without `heardUntil` it counts from `now`: older messages may be from before this stack was deployed.
 */
export const lossBegan = (heardUntil: Instant | undefined, now: Instant): Instant =>
  later(heardUntil ?? now, -FAILING_BEFORE_MS);

/** Older messages are not read: an answer would come too late. */
const OLDEST_MS = 7 * DAY_MS;

/** The time from which the history is read for webhooks lost since `since`. */
export function historyFrom(since: Instant, now: Instant): Instant {
  const oldest = later(now, -OLDEST_MS);
  return since > oldest ? since : oldest;
}
