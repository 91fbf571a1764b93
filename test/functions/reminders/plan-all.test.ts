import { randomUUID } from 'node:crypto';
import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { Contract } from '../../../functions/shared/contract/contract.ts';
import { InvitationId } from '../../../functions/shared/domain/invitation/invitation-id.ts';
import { type Instant, instantAt } from '../../../functions/shared/domain/time/instant.ts';
import { planAll } from '../../../functions/shared/operations/reminders/plan-all.ts';
import { readInvitation } from '../../../functions/shared/store/invitation/invitations.ts';
import { readItems } from '../../../functions/shared/store/table/items.ts';
import { agendaAttributes, invitationKey } from '../../../functions/shared/store/table/keys.ts';
import { openTable } from '../../../functions/shared/store/table/table.ts';
import { aContract } from '../../support/contract.ts';
import { clockAt, TERMS, withReminders } from '../../support/reminder-terms.ts';
import { createReminded } from '../../support/reminders.ts';
import { useTableModel } from '../../support/table-model.ts';
import { startWorld } from '../../support/world.ts';

const contract = withReminders(aContract());
const world = await startWorld(contract, useTableModel());
const { aPlanned, ends, passTo } = createReminded(world);
const table = openTable(process.env['TABLE_NAME'] ?? '', contract.channel.id);
const ENOUGH = () => 300_000;
const plan = (terms: Contract, remainingMs = ENOUGH) => planAll({ table, contract: terms }, remainingMs);
/** Reminders that no other test has, so that everything is planned anew. */
const newTerms = () =>
  withReminders(aContract(), { reminders: [{ key: `k-${randomUUID()}`, before: { minutes: 60 } }] });

afterEach(() => {
  vi.useRealTimers();
});

/** The same booking once more for somebody else, at another time. */
async function aCopy(id: unknown, startsAt: Instant): Promise<InvitationId> {
  const { pk } = invitationKey(InvitationId.parse(id));
  const item = (await readItems(table, [pk])).get(pk);
  const invitationId = InvitationId.parse(`${randomUUID().slice(0, 14)}7${randomUUID().slice(15)}`);
  const booking = { ...Object(item?.['booking']), startsAt, endsAt: startsAt };
  const Item = {
    ...item,
    ...invitationKey(invitationId),
    invitationId,
    booking,
    ...agendaAttributes(table.channelId, startsAt),
  };
  await table.client.send(new PutCommand({ TableName: table.name, Item }));
  return invitationId;
}

describe('what decides when customers are reminded', () => {
  const english = contract.languages['en'];
  it.each<[string, Partial<Contract>]>([
    ['the reminders', { reminders: [{ key: 'two-hours', before: { minutes: 121 } }] }],
    ['the follow-ups', { followUps: [{ key: 'recall', after: { days: 20 }, category: 'utility' }] }],
    ['the quiet hours', { quietHours: { from: '22:00', to: '07:00' } }],
    ['the time zone', { booking: { ...contract.booking, timeZone: 'Europe/Lisbon' } }],
    ['the language that is spoken to everybody else', { defaultLanguage: 'es' }],
    [
      'a language',
      { languages: { ...contract.languages, fr: { ...english, reminders: {} } } as Contract['languages'] },
    ],
    [
      'a reminder in one language',
      { languages: { ...contract.languages, en: { ...english, reminders: {} } } as Contract['languages'] },
    ],
    [
      'a follow-up in one language',
      { languages: { ...contract.languages, en: { ...english, followUps: { recall: 'x' } } } as Contract['languages'] },
    ],
  ])('is also %s: all bookings ahead are planned once more after a change of it', async (_, change) => {
    await plan(contract);
    expect(await plan({ ...contract, ...change })).toMatchObject({ kind: 'planned' });
    expect(await plan({ ...contract, ...change })).toEqual({ kind: 'unchanged', bookings: 0 });
  });

  it('is not what a reminder says', async () => {
    await plan(contract);
    const reminders = { 'day-before': 'other words', 'two-hours': 'others, too' };
    const languages = { ...contract.languages, en: { ...english, reminders } } as Contract['languages'];
    expect(await plan({ ...contract, languages })).toMatchObject({ kind: 'unchanged' });
  });
});

describe('the bookings that are planned anew', () => {
  it('are all that lie ahead, also far ahead, and none that are over', async () => {
    const { id } = await aPlanned();
    const before = await plan(newTerms());
    const far = await aCopy(id, instantAt(Date.now() + 1000 * 86_400_000));
    const over = await aCopy(id, instantAt(Date.now() - 60_000));
    expect(await plan(contract)).toEqual({ kind: 'planned', bookings: before.bookings + 1 });
    expect(await ends(far)).toHaveLength(TERMS.reminders?.length ?? 0);
    expect(await ends(over)).toEqual([]);
    passTo(clockAt('10:31'));
    expect(await plan(newTerms())).toEqual({ kind: 'planned', bookings: 1 });
  });

  it('are planned page by page, and a run goes on where time was out for the one before, unless the contract changed again', async () => {
    const { id } = await aPlanned();
    const { booking } = (await readInvitation(table, InvitationId.parse(id))) ?? {};
    const start = Date.parse(String(booking?.startsAt));
    for (let count = 0; count < 105; count++) await aCopy(id, instantAt(start + count * 60_000));
    const { bookings: all } = await plan(newTerms());
    expect(all).toBeGreaterThan(105);
    const forOnePage = () => {
      const times = [15_000, 14_999];
      return () => times.shift() ?? 0;
    };
    const [first, second] = [newTerms(), newTerms()];
    expect(await plan(first, forOnePage())).toEqual({ kind: 'continues', bookings: 100 });
    expect(await plan(first)).toEqual({ kind: 'planned', bookings: all - 100 });
    expect(await plan(second, forOnePage())).toEqual({ kind: 'continues', bookings: 100 });
    expect(await plan(newTerms())).toEqual({ kind: 'planned', bookings: all });
  });
});
