import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type Instant, instantAt } from '../../../functions/shared/domain/time/instant.ts';
import { noteChanges, watchChanges } from '../../../functions/shared/store/channel/changes.ts';
import {
  noteHeard,
  noteLoss,
  noteRemindersPlanned,
  noteRemindersWalk,
  readChannel,
  rememberAcks,
  rememberLookup,
} from '../../../functions/shared/store/channel/channel.ts';
import { readItem } from '../../../functions/shared/store/table/items.ts';
import { channelKey } from '../../../functions/shared/store/table/keys.ts';
import { startOwnTable } from '../../support/own-table.ts';

const open = await startOwnTable();
const at = (seconds: number): Instant => instantAt(Date.UTC(2031, 4, 6) + seconds * 1000);

describe('what is known of the channel', () => {
  it('is nothing at first, and nothing is written to forget it', async () => {
    const table = open('unknown');
    await rememberLookup(table, { notOfferedAt: undefined });
    await rememberAcks(table, true, at(0));
    expect(await readChannel(table)).toBeUndefined();
  });

  it('is when deliveries could not be looked up, until they can', async () => {
    const table = open('lookup');
    await rememberLookup(table, { notOfferedAt: at(1) });
    expect(await readItem(table, channelKey('lookup'))).toMatchObject({ type: 'channel', lookupNotOfferedAt: at(1) });
    await rememberLookup(table, { notOfferedAt: undefined });
    expect(await readChannel(table)).toEqual({});
  });

  it('is since when it does not report deliveries, until it does', async () => {
    const table = open('acks');
    for (const seconds of [1, 2]) await rememberAcks(table, false, at(seconds));
    expect(await readChannel(table)).toEqual({ acksOffSince: at(1) });
    await rememberAcks(table, true, at(3));
    expect(await readChannel(table)).toEqual({});
  });

  it('is since when webhooks may be lost, until all are heard', async () => {
    const table = open('loss');
    expect([await noteLoss(table, at(1)), await noteLoss(table, at(2))]).toEqual([at(1), at(1)]);
    await noteHeard(table, at(3));
    expect(await readChannel(table)).toEqual({ heardUntil: at(3) });
  });

  it('is how far reminders are planned for a contract, until all are', async () => {
    const table = open('reminders');
    const walk = { terms: 'new', after: { partition: 'month', at: at(1), pk: 'booking' } };
    await noteRemindersPlanned(table, 'old');
    await noteRemindersWalk(table, walk);
    expect(await readChannel(table)).toEqual({ remindersPlanned: 'old', remindersWalk: walk });
    await noteRemindersPlanned(table, 'new');
    expect(await readChannel(table)).toEqual({ remindersPlanned: 'new' });
    await noteRemindersWalk(table, walk);
    await noteRemindersPlanned(table, undefined);
    expect(await readChannel(table)).toEqual({});
  });
});

describe('the number by which an open desk knows that something changed', () => {
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['Date'], now: Date.parse(at(0)) });
  });
  afterEach(() => {
    vi.useRealTimers();
  });
  const passTo = (seconds: number) => vi.setSystemTime(Date.parse(at(seconds)));

  it('grows with changes while a desk is open, and for a minute after it asked', async () => {
    const table = open('open');
    await noteChanges(table);
    const first = await watchChanges(table);
    await noteChanges(table);
    expect(await watchChanges(table)).toBe(first + 1);
    passTo(59.999);
    await noteChanges(table);
    passTo(60);
    await noteChanges(table);
    passTo(49);
    expect(await watchChanges(table)).toBe(first + 2);
  });

  it.each([
    [30, false, 'is renewed by whoever asks in time'],
    [50, false, 'is renewed by whoever asks in time'],
    [50.001, true, 'says that something may have changed where nobody asked for long'],
    [60, true, 'says that something may have changed where nobody asked for long'],
  ])('after %d seconds: %s (a change: %s)', async (seconds, isChange) => {
    const table = open(`after ${seconds}`);
    const first = await watchChanges(table);
    passTo(seconds);
    expect(await watchChanges(table)).toBe(first + Number(isChange));
    // With less than half a minute left the watch was renewed.
    passTo(seconds + 59);
    await noteChanges(table);
    passTo(seconds + 1);
    expect(await watchChanges(table)).toBe(first + Number(isChange) + (seconds > 30 ? 1 : 0));
  });
});
