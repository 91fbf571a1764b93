import type { Customer, Message, StatusChange } from '../channel-state.ts';

/** An event for the channel's webhooks: a message (in either direction) or a step of its delivery. */
export type ChannelEvent =
  | { kind: 'message'; message: Message; customer: Customer }
  | { kind: 'status'; message: Message; customer: Customer; change: StatusChange };

/** The business's own identity in the payloads. */
export type Line = { channelId: string; businessPhone: string; businessName: string };

/** Unix seconds, the unit of every time the provider reports. */
export function unixSeconds(milliseconds: number): number {
  return Math.floor(milliseconds / 1000);
}
