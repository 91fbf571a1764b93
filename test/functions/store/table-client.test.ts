import { NodeHttpHandler } from '@smithy/node-http-handler';
import { expect, it } from 'vitest';
import { Instant } from '../../../functions/shared/domain/time/instant.ts';
import { createInvitation, readInvitation } from '../../../functions/shared/store/invitation/invitations.ts';
import { readItem } from '../../../functions/shared/store/table/items.ts';
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
