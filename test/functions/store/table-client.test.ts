import { NodeHttpHandler } from '@smithy/node-http-handler';
import { expect, it, vi } from 'vitest';
import { Instant, now } from '../../../functions/shared/domain/time/instant.ts';
import { findEntries } from '../../../functions/shared/store/customer/name-index.ts';
import { createInvitation, readInvitation } from '../../../functions/shared/store/invitation/invitations.ts';
import { arePlacesReady } from '../../../functions/shared/store/places/readiness.ts';
import { DueShard, dueItems } from '../../../functions/shared/store/table/due.ts';
import { readItem } from '../../../functions/shared/store/table/items.ts';
import { ALL_TIME, readRange } from '../../../functions/shared/store/table/pages.ts';
import { scanPage } from '../../../functions/shared/store/table/scan.ts';
import { startOwnTable } from '../../support/own-table.ts';
import { aStoredInvitation } from '../../support/stored-invitation.ts';

const open = await startOwnTable();

it('a fact that there is nothing of is not stored', async () => {
  const table = open('facts');
  const invitation = aStoredInvitation({ channelId: 'facts' });
  const expiresAt = Instant.parse('2031-05-06T09:00:00.000Z');
  await createInvitation(table, { ...invitation, acceptedAt: undefined, booking: undefined }, { expiresAt });
  expect(await readInvitation(table, invitation.invitationId)).toStrictEqual(invitation);
});

it('an answer of the table that does not come is given up after two seconds, and the table asked twice more', async () => {
  const { client } = open('silent');
  expect(await readItem({ ...open('silent'), client }, { pk: 'none' })).toBeUndefined();
  expect(await client.config.maxAttempts()).toBe(3);
  const timeouts = { requestTimeout: 2_000, socketTimeout: 2_000, throwOnRequestTimeout: true };
  const { requestHandler } = client.config;
  expect(requestHandler instanceof NodeHttpHandler && requestHandler.httpHandlerConfigs()).toMatchObject(timeouts);
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
