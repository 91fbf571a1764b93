/** A stack that has no bookings yet, which nobody else of these tests has used. */
import { expect, it } from 'vitest';
import { aClinicContract } from '../support/clinic.ts';
import { createInterruptedLine } from '../support/interrupted-line.ts';
import { type Answer, startWorld } from '../support/world.ts';

const line = createInterruptedLine();
const world = await startWorld(aClinicContract(), line);
const headers = { authorization: `Bearer ${world.keys.apiKey.current}` };

/** The next Wednesday that is a week ahead. */
function aWednesday(): string {
  const date = new Date(Date.now() + 7 * 86_400_000);
  while (date.getUTCDay() !== 3) date.setUTCDate(date.getUTCDate() + 1);
  return date.toISOString().slice(0, 10);
}

it('is ready for whoever asks while another function makes the first booking', async () => {
  const date = aWednesday();
  const booked: Answer[] = [];
  line.before(
    ({ operation }) => operation === 'Scan',
    async () => {
      const body = { service: 'first-visit', date, time: '10:00', customerName: 'Gina' };
      booked.push(await world.call({ route: 'POST /bookings', headers, body }));
    },
  );
  const query = { service: 'first-visit', from: date, to: date };
  const { status } = await world.call({ route: 'GET /slots', headers, query });
  expect([booked[0]?.status, status]).toEqual([201, 200]);
});
