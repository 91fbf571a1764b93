import { describe, expect, it } from 'vitest';
import type { KnownNames } from '../../../functions/shared/domain/customer/known-names.ts';
import { ChatId } from '../../../functions/shared/domain/customer/recipient.ts';
import type { InvitationId } from '../../../functions/shared/domain/invitation/invitation-id.ts';
import { epochSeconds, type Instant, instantAt } from '../../../functions/shared/domain/time/instant.ts';
import { correctLanguage, readChat } from '../../../functions/shared/store/customer/chats.ts';
import { markErased, writeChatTombstone } from '../../../functions/shared/store/customer/erased-chats.ts';
import {
  findEntries,
  isEntryOf,
  removeEntries,
  writeNamesOfBooking,
  writeNamesOfChat,
} from '../../../functions/shared/store/customer/name-index.ts';
import { writeTombstoneWith } from '../../../functions/shared/store/customer/tombstones.ts';
import { createInvitation, readInvitation } from '../../../functions/shared/store/invitation/invitations.ts';
import { readItem } from '../../../functions/shared/store/table/items.ts';
import { chatKey, invitationKey } from '../../../functions/shared/store/table/keys.ts';
import type { Position } from '../../../functions/shared/store/table/pages.ts';
import type { CustomerTable } from '../../../functions/shared/store/table/table.ts';
import { aContract } from '../../support/contract.ts';
import { startOwnTable } from '../../support/own-table.ts';
import { aStoredInvitation } from '../../support/stored-invitation.ts';

const open = await startOwnTable();
const at = (seconds: number): Instant => instantAt(Date.UTC(2031, 4, 6, 9) + seconds * 1000);
const chatId = ChatId.parse('34600111222@c.us');
const actor = { kind: 'owner' } as const;
const now = at(100);

const known = (rev: number, seconds: number, ...names: string[]): KnownNames => ({
  ...{ names, at: at(seconds), until: at(1_000), rev },
});

/** All that a search for the beginning of a word finds, from the newest. */
async function found(table: CustomerTable, word: string): Promise<string[]> {
  const pks: string[] = [];
  for await (const { entries } of findEntries(table, word, undefined))
    pks.push(...entries.map(({ named }) => named.pk));
  return pks;
}

describe('the names of a customer', () => {
  const write = (table: CustomerTable, seen: KnownNames | undefined, names: KnownNames, seconds = 5) =>
    writeNamesOfChat(table, chatId, { seen, names }, { heardAt: at(seconds), now });

  it('find them by the beginning of each word, and by no word that no name has any more', async () => {
    const table = open('names');
    const { pk } = await chatKey(table, chatId);
    const [one, two] = [known(1, 5, 'Ana María'), known(2, 6, 'Anabel Mar')];
    expect(await write(table, undefined, one)).toBe(true);
    expect(await readItem(table, { pk })).toEqual({
      ...{ pk, type: 'chat', channelId: 'names', chatId, createdAt: now, foundAs: one },
    });
    for (const word of ['an', 'ana', 'mar', 'maria']) expect(await found(table, word)).toEqual([pk]);
    for (const word of ['anab', 'marta', 'ot']) expect(await found(table, word)).toEqual([]);
    expect(await write(table, undefined, two)).toBe(false);
    expect(await write(table, known(2, 5), two)).toBe(false);
    expect(await write(table, one, two)).toBe(true);
    for (const word of ['an', 'anab', 'mar']) expect(await found(table, word)).toEqual([pk]);
    expect(await found(table, 'maria')).toEqual([]);
    expect((await readChat(table, chatId))?.foundAs).toEqual(two);
  });

  it('stand in the index in the order in which they were heard of last, as long as they are found', async () => {
    const table = open('order');
    const other = ChatId.parse('34600111333@c.us');
    await write(table, undefined, known(1, 5, 'Ana'));
    await writeNamesOfChat(table, other, { seen: undefined, names: known(1, 7, 'Ana') }, { heardAt: at(7), now });
    const pks = await Promise.all([other, chatId].map(async (one) => (await chatKey(table, one)).pk));
    expect(await found(table, 'ana')).toEqual(pks);
    const batches = [];
    for await (const batch of findEntries(table, 'ana', undefined)) batches.push(batch);
    expect(batches).toHaveLength(1);
    const [{ entries, seenTo } = { entries: [], seenTo: undefined }] = batches;
    expect(seenTo).toBeUndefined();
    const [first] = entries;
    if (!first) throw new Error('The name is found.');
    expect(first.position).toMatchObject({ at: at(7), partition: expect.stringMatching(/^order#name#/) });
    expect(await readItem(table, first.position)).toMatchObject({
      ...{ type: 'name', createdAt: at(7), expiresAt: epochSeconds(at(1_000)) },
    });
    const rest = [];
    for await (const batch of findEntries(table, 'ana', first.position)) rest.push(...batch.entries);
    expect(rest.map(({ named }) => named.pk)).toEqual(pks.slice(1));
  });

  it('are of somebody who is shown by the first of their words that fits', async () => {
    const table = open('shown');
    await write(table, undefined, known(1, 5, 'Ana Anabel'));
    const entries = [];
    for await (const batch of findEntries(table, 'ana', undefined)) entries.push(...batch.entries);
    const shown = await Promise.all(entries.map((entry) => isEntryOf(table, entry, 'ana')));
    expect(shown.sort()).toEqual([false, true]);
    const [entry] = entries;
    if (entry) expect(await isEntryOf(table, entry, 'a')).toBe(false);
  });

  it('are as staff corrected them, each time in view of the correction before', async () => {
    const table = open('corrected');
    const correct = (seen: KnownNames | undefined, rev: number, name: string, corrections?: number) =>
      writeNamesOfChat(
        table,
        chatId,
        { seen, names: known(rev, rev, name) },
        { heardAt: at(rev), now, corrected: { name, actor, corrections } },
      );
    expect(await correct(undefined, 1, 'Ana', 1)).toBe(false);
    expect(await correct(undefined, 1, 'Ana')).toBe(true);
    const first = { name: 'Ana', namedAt: at(1), correction: { actor, at: at(1) }, corrections: 1 };
    expect(await readChat(table, chatId)).toMatchObject({ ...first, foundAs: known(1, 1, 'Ana') });
    expect(await correct(known(1, 1, 'Ana'), 2, 'Eva')).toBe(false);
    expect(await correctLanguage(table, chatId, 'es', { actor, at: at(2) }, 1)).toBe(true);
    expect(await correct(known(1, 1, 'Ana'), 3, 'Eva', 1)).toBe(false);
    expect(await correct(known(1, 1, 'Ana'), 3, 'Eva', 2)).toBe(true);
    expect(await readChat(table, chatId)).toMatchObject({ name: 'Eva', namedAt: at(3), corrections: 3 });
  });

  it('go with a customer who is erased, whatever was heard before', async () => {
    const table = open('erased');
    const { pk } = await chatKey(table, chatId);
    await write(table, undefined, known(1, 5, 'Ana'));
    const seen = await readChat(table, chatId);
    await write(table, known(1, 5, 'Ana'), known(2, 6, 'Ana Eva'), 6);
    expect(await writeChatTombstone(table, chatId, seen, {}, at(200))).toBe(false);
    await markErased(table, chatId, at(10));
    await removeEntries(table, { pk }, undefined);
    expect(await found(table, 'eva')).toEqual([pk]);
    await removeEntries(table, { pk }, known(2, 6, 'Ana Eva'));
    expect([...(await found(table, 'ana')), ...(await found(table, 'eva'))]).toEqual([]);
    expect(await writeChatTombstone(table, chatId, await readChat(table, chatId), {}, at(10))).toBe(true);
    expect(await write(table, undefined, known(1, 5, 'Ana'), 10)).toBe(false);
    expect(await write(table, undefined, known(1, 5, 'Ana'), 11)).toBe(true);
  });
});

describe('the name of somebody without an address', () => {
  it('finds their booking until it is erased', async () => {
    const table = open('booking');
    const invitation = aStoredInvitation({ channelId: 'booking', origin: 'desk' });
    const { invitationId } = invitation;
    const write = (of: InvitationId, seen: KnownNames | undefined, names: KnownNames) =>
      writeNamesOfBooking(table, of, { seen, names });
    expect(await write(invitationId, undefined, known(1, 5, 'Gina'))).toBe(false);
    await createInvitation(table, invitation, { expiresAt: at(3_600) });
    expect(await write(invitationId, undefined, known(1, 5, 'Gina'))).toBe(true);
    expect(await write(invitationId, undefined, known(1, 5, 'Rosa'))).toBe(false);
    expect(await write(invitationId, known(1, 5, 'Gina'), known(2, 5, 'Rosa'))).toBe(true);
    const { pk } = invitationKey(invitationId);
    expect([await found(table, 'gina'), await found(table, 'rosa')]).toEqual([[], [pk]]);
    const { foundAs } = (await readInvitation(table, invitationId)) ?? invitation;
    expect(foundAs).toEqual(known(2, 5, 'Rosa'));
    const tombstone = { pk, type: 'invitation', createdAt: at(0), erasedAt: at(9), expiresAt: 1 };
    const erase = (names?: KnownNames) =>
      writeTombstoneWith(table, tombstone, { days: [], ...(names && { foundAs: names }) }, aContract());
    expect([await erase(), await erase(known(1, 5)), await erase(foundAs), await erase()]).toEqual([
      ...[false, false, true, false],
    ]);
    expect(await readItem(table, { pk })).toMatchObject({ ...tombstone, channelId: 'booking' });
    expect(await write(invitationId, undefined, known(1, 5, 'Gina'))).toBe(false);
  });
});

describe('a search for a name', () => {
  /** A table whose index has so many entries left behind each request, and how many each of them asked for. */
  function aFullIndex(total: number) {
    const table = open('search');
    const asked: unknown[] = [];
    let given = 0;
    const send = async ({ input }: { input: { Limit?: number; ExclusiveStartKey?: unknown } }) => {
      asked.push([input.Limit, input.ExclusiveStartKey]);
      const count = Math.min(input.Limit ?? 5_000, total - given);
      const Items = Array.from({ length: count }, (_, index) => entry(given + index));
      given += count;
      return { Items, ...(given < total && { LastEvaluatedKey: Items.at(-1) }) };
    };
    // Only what asks the index is there.
    return { asked, table: { ...table, client: { send } } as unknown as CustomerTable };
  }
  const entry = (index: number) => ({
    ...{ pk: `name#search#chat#${index}#~abc`, customer: 'search#name#partition', createdAt: at(-index) },
  });
  const position = (index: number): Position => {
    const { pk, customer: partition, createdAt } = entry(index);
    return { pk, partition, at: createdAt };
  };

  async function batchesOf(total: number) {
    const { asked, table } = aFullIndex(total);
    const batches = [];
    for await (const { entries, seenTo } of findEntries(table, 'an', undefined)) batches.push({ entries, seenTo });
    return { asked, batches };
  }

  it.each([
    [0, [0]],
    [40, [40]],
    [41, [40, 1]],
    [80, [40, 40]],
    [201, [40, 40, 40, 40, 40, 1]],
  ])('gives %d entries in batches whose items are read at once', async (total, sizes) => {
    const { batches } = await batchesOf(total);
    expect(batches.map(({ entries }) => entries.length)).toEqual(sizes);
    const all = batches.flatMap(({ entries }) => entries);
    expect(all.map((one) => one.position)).toEqual(Array.from({ length: total }, (_, index) => position(index)));
    expect(all.map(({ named }) => named.pk)).toEqual(
      Array.from({ length: total }, (_, index) => `chat#search#${index}`),
    );
    const ends = sizes.map((_, index) => 40 * (index + 1) - 1);
    expect(batches.map(({ seenTo }) => seenTo)).toEqual(
      ends.map((end, index) => (index === sizes.length - 1 ? undefined : position(end))),
    );
  });

  it('reads more of the index the longer it looks, and ends where much was read', async () => {
    const { asked, batches } = await batchesOf(100_000);
    const last = [199, 1_199, 6_199, 11_199].map(entry);
    expect(asked).toEqual([
      [200, undefined],
      ...[1_000, undefined, undefined, undefined].map((limit, index) => [limit, last[index]]),
    ]);
    expect(batches.at(-1)?.seenTo).toEqual(position(16_199));
  });
});
