import { DAY_MS, HOUR_MS, type Instant, later } from '../time/instant.ts';

/** What can be wrong with the channel; each is a metric of that name: 1 where it was found, 0 where all was well. */
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

/** Whether each trouble is there. One that could not be asked about is left out: nobody knows that all is well. */
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
 * Whether webhooks are being lost. Where a URL is missing, only if everything came in before: a stack whose URLs were
 * never registered misses nothing that is meant for it.
 */
export const isLosing = ({ isComplete, isDisabled }: WebhookState, heardUntil: Instant | undefined): boolean =>
  isDisabled || (!isComplete && heardUntil !== undefined);

/** A URL fails for a while before the provider disables it: what was posted to it then is lost as well. */
const FAILING_BEFORE_MS = HOUR_MS;

/**
 * Since when webhooks may be lost, if a URL is found disabled or missing `now` and nothing was missing until `heardUntil`. A stack
 * that was never found well looks back no further: older messages may be from before its time.
 */
export const lossBegan = (heardUntil: Instant | undefined, now: Instant): Instant =>
  later(heardUntil ?? now, -FAILING_BEFORE_MS);

/** An answer after this time does not help the customer. */
const OLDEST_MS = 7 * DAY_MS;

/** The time from which the history is read for webhooks lost since `since`. */
export function historyFrom(since: Instant, now: Instant): Instant {
  const oldest = later(now, -OLDEST_MS);
  return since > oldest ? since : oldest;
}
