import { expect, it } from 'vitest';
import { Statistics } from '../../functions/shared/http/answers/statistics.ts';
import { aLiveClinicContract } from '../support/clinic.ts';
import { createCountedLine } from '../support/counted-line.ts';
import { startLiveForm } from '../support/live-form.ts';

const line = createCountedLine();
const { world, aCustomer, holding } = await startLiveForm(aLiveClinicContract(), line);
const today = new Date().toLocaleDateString('sv-SE', { timeZone: world.contract.booking.timeZone });

it('tells how many customers opened a live form, however often they did, and how many went on', async () => {
  await aCustomer();
  const [looking, choosing, booking] = [await aCustomer(), await aCustomer(), await aCustomer()];
  await looking.open();
  line.take();
  await looking.open();
  expect(line.take()).toEqual({ GetItem: 1 });
  await holding(choosing);
  await booking.confirm(await holding(booking));
  const headers = { authorization: `Bearer ${world.keys.apiKey.current}` };
  const { body } = await world.call({ route: 'GET /statistics', headers, query: { from: today, to: today } });
  const { total, services } = Statistics.parse(body);
  expect(total).toMatchObject({ invited: 4, read: 3, opened: 3, booked: 1 });
  expect(services.map(({ value, figures }) => [value, figures.opened])).toEqual([
    ['first-visit', 2],
    [undefined, 1],
  ]);
});
