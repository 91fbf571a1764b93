import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { InvitationId } from '../../../functions/shared/domain/invitation/invitation-id.ts';
import { instantAt } from '../../../functions/shared/domain/time/instant.ts';
import { invitationKey } from '../../../functions/shared/store/table/keys.ts';
import { openTable } from '../../../functions/shared/store/table/table.ts';
import type { Recorder } from './recorder.ts';

/** A booking that waits, as a contract with manual approval makes it; that of the examples has none. */
async function aWaiting({ world }: Recorder, time: string): Promise<string> {
  const body = { service: 'consultation', date: '2026-12-04', time, customerName: 'Hanna' };
  const headers = { authorization: `Bearer ${world.keys.apiKey.current}`, 'idempotency-key': `hanna-${time}` };
  const booked = await world.call({ route: 'POST /bookings', headers, body });
  const id = InvitationId.parse(booked.body['invitationId']);
  const table = openTable(process.env['TABLE_NAME'] ?? '', world.contract.channel.id);
  const update = new UpdateCommand({
    TableName: table.name,
    Key: invitationKey(id),
    UpdateExpression: 'SET booking.#state = :state, booking.approveBy = :by',
    ExpressionAttributeNames: { '#state': 'state' },
    ExpressionAttributeValues: { ':state': 'to-approve', ':by': instantAt(Date.now() + 4 * 3_600_000) },
  });
  await table.client.send(update);
  return id;
}

/** Staff approve one appointment and refuse another. */
export async function recordApprovals(recorder: Recorder, unknownId: string): Promise<void> {
  const { record } = recorder;
  const [approved, refused] = [await aWaiting(recorder, '10:00'), await aWaiting(recorder, '11:00')];
  const decide =
    (route: 'POST /bookings/{invitationId}/approve' | 'POST /bookings/{invitationId}/refuse', of: string) =>
    (name: string, body: unknown, { id = of, key = `${of}-${name}` } = {}) =>
      record(route, name, { path: { invitationId: id }, body, key });

  const approve = decide('POST /bookings/{invitationId}/approve', approved);
  await approve('approved', undefined, { key: 'approved' });
  await approve('nothing-to-approve', undefined);
  await approve('not-found', undefined, { id: unknownId });
  await approve('malformed', { reason: 'Why not' });
  await approve('not-json', 'yes');
  await approve('too-large', '{}'.padEnd(256 * 1024 + 1));

  const refuse = decide('POST /bookings/{invitationId}/refuse', refused);
  await refuse('refused', { reason: 'Ana is away that day.' }, { key: 'refused' });
  await refuse('idempotency-key-reused', { reason: 'Another' }, { key: 'refused' });
  await refuse('nothing-to-approve', undefined);
  await refuse('not-found', undefined, { id: unknownId });
  await refuse('malformed', { reason: 5 });
  await refuse('not-json', 'no');
  await refuse('too-large', '{}'.padEnd(256 * 1024 + 1));

  // Under the key of a cancellation an approval is another request.
  await record('POST /bookings/{invitationId}/cancel', 'of-approved', {
    path: { invitationId: approved },
    key: 'over',
  });
  await approve('idempotency-key-reused', undefined, { key: 'over' });
}
