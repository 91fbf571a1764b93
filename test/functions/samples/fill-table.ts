import { inject } from 'vitest';
import { now } from '../../../functions/shared/domain/time/instant.ts';
import { noteHeard } from '../../../functions/shared/store/channel/channel.ts';
import { openTable } from '../../../functions/shared/store/table/table.ts';
import { createBookings } from '../../support/bookings.ts';
import { aLife } from '../../support/customer-life.ts';
import { aMessageId, aPhone, completionBody, statusesBody } from '../../support/webhooks.ts';
import type { World } from '../../support/world.ts';

/** Fills a world's table with every kind of item that this release writes, in the states they come in. */
export async function fillTable(world: World): Promise<void> {
  const { aBooking, announced, cancel, patch, write } = createBookings(world);
  // Somebody with a wish to book, messages, forms, what could not be matched, aliases, and an opt-out.
  await aLife(world);

  const changed = await aBooking();
  await write(changed.phone, 'Hello');
  await patch(changed.id, { date: '2041-12-04', time: '11:00', notes: 'By phone' });
  await world.deliverAnnounced('tell-customer', ...(await announced()));
  const cancelled = await aBooking();
  await cancel(cancelled.id, { reason: 'ill' });

  const answers = [
    { status: 401, body: { message: 'Wrong token' } },
    { status: 429, body: { message: 'Too many requests' } },
    { status: 500, body: {} },
    { body: { sent: false, description: '131047 Re-engagement message' } },
  ];
  for (const answer of answers) {
    world.provider.answerNext(answer);
    await world.invite({ phone: aPhone(), customerName: 'Kim' }, `sample-${aMessageId()}`);
  }

  const failed = await world.anInvitation();
  await world.webhook(
    statusesBody('hooks', { id: failed.messageId, status: 'failed', error: { code: 131026, title: 'Undeliverable' } }),
  );
  await world.webhook(statusesBody('hooks', { id: aMessageId(), status: 'read' }));
  await world.webhook(completionBody('raw', { phone: aPhone(), answers: aMessageId() }));

  const erased = await aBooking();
  await world.call({
    route: 'DELETE /customers',
    query: { phone: erased.phone },
    headers: { authorization: `Bearer ${world.keys.apiKey.current}` },
  });
  await noteHeard(openTable(inject('table').tableName, world.contract.channel.id), now());
}
