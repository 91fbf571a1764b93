/** Whether customers are reminded whose further form was refused: their appointment stands as it was. */
import { afterEach, expect, it, vi } from 'vitest';
import { aClinicContract } from '../../support/clinic.ts';
import { createFreeDates } from '../../support/free-dates.ts';
import { withReminders } from '../../support/reminder-terms.ts';
import { createReminded } from '../../support/reminders.ts';
import { startWorld } from '../../support/world.ts';

const world = await startWorld(withReminders(aClinicContract({ horizonDays: 60, leadMinutes: 60 })));
const { complete, plan, reconcileAt, ends } = createReminded(world);
const headers = { authorization: `Bearer ${world.keys.apiKey.current}` };
/** From next week on, so that the time of every reminder lies ahead. */
const aDate = createFreeDates(55, [2, 3, 4]);

afterEach(() => {
  vi.useRealTimers();
});

it('a customer is reminded of an appointment that stands although a further form was refused', async () => {
  const date = aDate();
  const taken = { customerName: 'Gina', service: 'first-visit', date, time: '12:00' };
  expect((await world.call({ route: 'POST /bookings', headers, body: taken })).status).toBe(201);
  const invited = await world.anInvitation();
  await complete(invited, { service: 'First visit', date, time: '10:00', name: 'Alex' }, 60);
  await complete({ ...invited, messageId: '' }, { service: 'First visit', date, time: '12:00', name: 'Alex' }, 30);
  // A form that cannot have its place at once is decided behind the stream, or when it is due.
  await reconcileAt(Date.now() + 2 * 60_000);
  const { booking } = (await world.invitation(invited.id)).body;
  expect(booking).toMatchObject({ state: 'booked', attention: ['slot-taken'] });
  await plan();
  expect(await ends(invited.id)).toEqual(['day-before: planned', 'two-hours: planned']);
});
