import { expect, it, vi } from 'vitest';
import { Instant, now } from '../../../functions/shared/domain/time/instant.ts';
import { findEntries } from '../../../functions/shared/store/customer/name-index.ts';
import { createInvitation, readInvitation } from '../../../functions/shared/store/invitation/invitations.ts';
import { arePlacesReady } from '../../../functions/shared/store/places/readiness.ts';
import { DueShard, dueItems } from '../../../functions/shared/store/table/due.ts';
import { ALL_TIME, readRange } from '../../../functions/shared/store/table/pages.ts';
import { scanPage } from '../../../functions/shared/store/table/scan.ts';
import { startOwnTable } from '../../support/own-table.ts';
import { aStoredInvitation } from '../../support/stored-invitation.ts';

const open = await startOwnTable();

it('a fact that there is nothing of is not stored', async () => {
  const table = open('facts');
  const invitation = aStoredInvitation({ channelId: 'facts' });
  const expiresAt = Instant.parse('2031-05-06T09:00:00.000Z');
  await createInvitation(table, { ...invitation, booking: undefined }, { expiresAt });
  expect(await readInvitation(table, invitation.invitationId)).toStrictEqual(invitation);
});

it('an answer without a list has nothing in it', async () => {
  const { client } = open('empty');
  vi.spyOn(client, 'send').mockImplementation(async () => ({}));
  const table = { ...open('empty'), client };
  const found = [];
  for await (const item of dueItems(table, DueShard.parse(0))) found.push(item);
  for await (const { entries } of findEntries(table, 'ana', undefined)) found.push(...entries);
  found.push(
    ...(await readRange(table, { index: 'agenda', order: 'oldest-first' }, { partition: 'one', ...ALL_TIME })),
  );
  found.push(...(await scanPage(table, undefined, 10)).items);
  expect([found, await arePlacesReady(table, now())]).toEqual([[], true]);
});
