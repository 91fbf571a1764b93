import { GetCommand, PutCommand, QueryCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { afterEach, beforeEach, describe, expect, inject, it, vi } from 'vitest';
import { MessageId } from '../../functions/shared/domain/delivery/delivery.ts';
import { InvitationId } from '../../functions/shared/domain/invitation/invitation-id.ts';
import { instantAt } from '../../functions/shared/domain/time/instant.ts';
import { EVERY_DUE_SHARD, invitationKey, messageKey } from '../../functions/shared/store/table/keys.ts';
import { openTable } from '../../functions/shared/store/table/table.ts';
import { aMessageId, aPhone, secondsAgo } from '../support/webhooks.ts';
import { startWorld } from '../support/world.ts';

const world = await startWorld();
const { provider, contract } = world;
const { tableName: TableName } = inject('table');
const { client } = openTable(TableName, contract.channel.id);

const MINUTE = 60_000;
const ago = (ms: number) => instantAt(Date.now() - ms);

async function dueIn(shard: number): Promise<string[]> {
  const query = new QueryCommand({
    TableName,
    IndexName: 'due',
    KeyConditionExpression: 'duePartition = :shard AND dueAt <= :now',
    ExpressionAttributeValues: { ':shard': `due#${shard}`, ':now': ago(0) },
  });
  const { Items = [] } = await client.send(query);
  return Items.map(({ pk }) => String(pk));
}

/** An accepted invitation that is due for its first check in this shard, and of whose delivery nobody reported. */
async function aDueInvitation(shard: number) {
  const { id, messageId } = await world.anInvitation();
  vi.setSystemTime(Date.now() + MINUTE);
  return { pk: await moveTo(shard, id, ago(0)), messageId };
}

/** Makes an invitation due in this shard; returns its key. */
async function moveTo(shard: number, id: unknown, dueAt: string): Promise<string> {
  const { pk } = invitationKey(InvitationId.parse(id));
  const update = new UpdateCommand({
    TableName,
    Key: { pk },
    UpdateExpression: 'SET duePartition = :shard, dueAt = :at',
    ExpressionAttributeValues: { ':shard': `due#${shard}`, ':at': dueAt },
  });
  await client.send(update);
  return pk;
}

/** Messages that nothing waits for any more, but that are due: a run has only to say so. */
async function dueMessages(shard: number, count: number): Promise<void> {
  for (let number = 0; number < count; number++) {
    const messageId = MessageId.parse(aMessageId());
    const key = messageKey(contract.channel.id, messageId);
    const facts = { type: 'message', messageId, channelId: contract.channel.id, createdAt: ago(MINUTE) };
    const Item = { ...key, ...facts, duePartition: `due#${shard}`, dueAt: ago(-number) };
    await client.send(new PutCommand({ TableName, Item }));
  }
}

const delivered = (id: string) => ({
  body: { hooks: [{ id, type: 'message', status: 'delivered', timestamp: String(secondsAgo(0)) }] },
});

/** Only the clock is moved: timers, sockets and promises run as ever. */
beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() });
  provider.lookups.hookInfo = delivered;
});

afterEach(() => {
  vi.useRealTimers();
});

describe('a run of reconcile', () => {
  it('works off its own shard, and the runs over all of them everything', async () => {
    const due = await Promise.all(EVERY_DUE_SHARD.map((shard) => aDueInvitation(shard)));
    await world.reconcileOnce({ shards: [2] });
    expect(await dueIn(2)).toEqual([]);
    expect(await dueIn(3)).toEqual([due[3]?.pk]);
    await world.reconcile();
    for (const shard of EVERY_DUE_SHARD) expect(await dueIn(shard)).toEqual([]);
  });

  it('goes on with its other shards where one cannot be read', async () => {
    const { id } = await world.anInvitation();
    await moveTo(1, id, '1');
    const { pk } = await aDueInvitation(2);
    await expect(world.reconcileOnce({ shards: [1, 2] })).rejects.toThrow();
    expect(await dueIn(2)).not.toContain(pk);
    await moveTo(1, id, ago(0));
  });

  it('goes on with all others while the provider is slow to answer about the oldest', async () => {
    const { pk, messageId } = await aDueInvitation(0);
    await dueMessages(0, 120);
    vi.setSystemTime(Date.now() + 1_000);
    provider.lookups.hookInfo = async (id) => {
      if (id === messageId) while ((await dueIn(0)).length > 0);
      return delivered(id);
    };
    await world.reconcileOnce({ shards: [0] });
    expect(await dueIn(0)).toEqual([]);
    const { Item } = await client.send(new GetCommand({ TableName, Key: { pk } }));
    expect(Item).not.toHaveProperty('dueAt');
  });

  it('leaves due what it cannot work on, tries it once, and settles what is behind it', async () => {
    const Item = { pk: 'stranger#1', duePartition: 'due#1', dueAt: ago(3 * MINUTE) };
    await client.send(new PutCommand({ TableName, Item }));
    await aDueInvitation(1);
    await world.reconcileOnce({ shards: [1] });
    expect(await dueIn(1)).toEqual(['stranger#1']);
  });

  it('tries again as fast as the channel bears, and leaves what gets no turn to the next run', async () => {
    const phones = Array.from({ length: 15 }, () => aPhone());
    provider.answerNext(...phones.map(() => ({ status: 429, body: {} })));
    for (const phone of phones) await moveTo(2, (await world.invite({ phone })).body['invitationId'], ago(0));
    vi.setSystemTime(Date.now() + MINUTE);
    const sends = () => phones.map((phone) => provider.requestsTo(phone).length);
    // A second's turns that nobody took, and those of the second and a half that is left: a channel of 40 gives a shard 5 a
    // second. A slow machine takes some of that time away.
    const stopwatch = vi.spyOn(performance, 'now').mockReturnValue(performance.now());
    await world.reconcileOnce({ shards: [2] }, 21_500);
    stopwatch.mockRestore();
    const again = sends().filter((count) => count === 2).length;
    expect(again).toBeGreaterThan(5);
    expect(again).toBeLessThanOrEqual(13);
    expect(await dueIn(2)).toHaveLength(phones.length - again);
    await world.reconcileOnce({ shards: [2] });
    expect(sends()).toEqual(phones.map(() => 2));
  });

  it('begins nothing for which it has too little time', async () => {
    const { pk } = await aDueInvitation(3);
    await world.reconcileOnce({ shards: [3] }, 19_000);
    expect(await dueIn(3)).toEqual([pk]);
    await world.reconcileOnce({ shards: [3] });
    expect(await dueIn(3)).toEqual([]);
  });

  it.each([{}, { shards: [] }, { shards: [4] }, { shards: ['1'] }, { shards: [0.5] }])(
    'refuses an event that names no shard: %j',
    async (event) => {
      await expect(world.reconcileOnce(event)).rejects.toThrow();
    },
  );
});
