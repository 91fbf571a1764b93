import { GetItemCommand } from '@aws-sdk/client-dynamodb';
import { expect, inject, it } from 'vitest';
import { InvitationId } from '../../functions/shared/domain/invitation/invitation-id.ts';
import { invitationKey } from '../../functions/shared/store/table/keys.ts';
import { openTable } from '../../functions/shared/store/table/table.ts';
import { itemBytes } from '../../local/aws/dynamodb/item-size.ts';
import { aLiveClinicContract } from '../support/clinic.ts';
import { startLiveForm } from '../support/live-form.ts';

const { world, holding, aCustomer } = await startLiveForm(aLiveClinicContract());
const table = openTable(inject('table').tableName, world.contract.channel.id);

/** What a write of an item of so many bytes is charged as one unit. */
const WRITE_UNIT_BYTES = 1_024;

it('an invitation that was booked in the live form, and that nobody waits for any more, is written for one unit', async () => {
  const customer = await aCustomer();
  const held = await holding(customer);
  await customer.confirm(held, { name: 'Ana García López', notes: 'My first visit' });
  const get = new GetItemCommand({
    TableName: table.name,
    Key: { pk: { S: invitationKey(InvitationId.parse(customer.id)).pk } },
    ConsistentRead: true,
  });
  const { Item = {} } = await table.client.send(get);
  const { duePartition: _, dueAt: __, ...kept } = Item;
  expect(kept).toHaveProperty('booking');
  // Two packages describe the same wire format.
  expect(itemBytes(kept as Parameters<typeof itemBytes>[0])).toBeLessThanOrEqual(WRITE_UNIT_BYTES);
});
