import { describe, expect, it } from 'vitest';
import {
  historyFrom,
  isLosing,
  lossBegan,
  troublesIn,
} from '../../../functions/shared/domain/channel/channel-health.ts';
import { now } from '../../../functions/shared/domain/time/instant.ts';
import { minute } from './support/dispatches.ts';

it.each([
  ['all its URLs, enabled', { isComplete: true, isDisabled: false }, now(), false],
  ['a disabled URL', { isComplete: true, isDisabled: true }, now(), true],
  ['a disabled URL, seen for the first time', { isComplete: true, isDisabled: true }, undefined, true],
  ['a missing URL', { isComplete: false, isDisabled: false }, now(), true],
  ['URLs that were never registered', { isComplete: false, isDisabled: false }, undefined, false],
])('a stack with %s loses webhooks, or does not', (_, standing, heardUntil, isLost) => {
  expect(isLosing(standing, heardUntil)).toBe(isLost);
});

describe('a channel', () => {
  const well = { isConnected: true, webhooks: { isComplete: true, isDisabled: false }, areAcksOn: true };

  it('has each trouble that was found, and none that could not be checked', () => {
    const none = {
      ChannelUnreachable: false,
      ChannelDisconnected: false,
      WebhookMissing: false,
      WebhookDisabled: false,
      AcksOff: false,
    };
    expect(troublesIn(well)).toEqual(none);
    expect(troublesIn({ ...well, isConnected: false })).toEqual({ ...none, ChannelDisconnected: true });
    expect(troublesIn({ ...well, areAcksOn: false })).toEqual({ ...none, AcksOff: true });
    expect(troublesIn({ ...well, webhooks: { isComplete: false, isDisabled: false } })).toEqual({
      ...none,
      WebhookMissing: true,
    });
    expect(troublesIn({ ...well, webhooks: { isComplete: true, isDisabled: true } })).toEqual({
      ...none,
      WebhookDisabled: true,
    });
    const { ChannelDisconnected: _, ...withoutConnection } = none;
    expect(troublesIn({ ...well, isConnected: undefined })).toEqual({ ...withoutConnection, ChannelUnreachable: true });
    const { WebhookMissing: _m, WebhookDisabled: _d, ...withoutWebhooks } = none;
    expect(troublesIn({ ...well, webhooks: undefined })).toEqual({ ...withoutWebhooks, ChannelUnreachable: true });
    const { AcksOff: _a, ...withoutAcks } = none;
    expect(troublesIn({ ...well, areAcksOn: undefined })).toEqual({ ...withoutAcks, ChannelUnreachable: true });
  });

  it('is asked for what was lost since an hour before, and for a week at most', () => {
    expect(lossBegan(minute(90), minute(100))).toBe(minute(30));
    expect(lossBegan(undefined, minute(100))).toBe(minute(40));
    const week = 7 * 24 * 60;
    expect(historyFrom(minute(1), minute(week))).toBe(minute(1));
    expect(historyFrom(minute(0), minute(week + 1))).toBe(minute(1));
  });
});
