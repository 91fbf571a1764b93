import type { RunningBrowser } from '../../../support/browser.ts';
import { aPhone } from '../../../support/webhooks.ts';
import { dayOfNextMonth } from '../../support/customer.ts';
import { createDesk } from '../../support/desk.ts';

export type WorkingDay = Awaited<ReturnType<typeof aWorkingDay>>;

/**
 * A day with somebody for each task, who are of nobody else's: a day of two weeks is its own.
 * @param weekday 0 is Monday
 * @param surname of somebody who is found by it
 */
export async function aWorkingDay(browser: RunningBrowser, weekday: number, surname: string) {
  const desk = createDesk(browser);
  const date = dayOfNextMonth(4, weekday);
  const holiday = dayOfNextMonth(8, weekday);
  const [mover, canceller] = [aPhone(), aPhone()];
  // Whoever wrote today is told; the others are not.
  await browser.simulator.write(mover, 'Hello', 'Vera Lund');
  await browser.simulator.write(canceller, 'Hello', 'Tess Moor');

  const book = (customerName: string, resource: string, time: string, more: object = {}) =>
    desk.book(date, { customerName, resource, time, ...more });
  await book('Vera Lund', 'ana', '10:00', { phone: mover });
  await book('Tess Moor', 'ben', '10:00', { phone: canceller });
  const untold = await book(`Sam ${surname}`, 'ben', '13:00', { notes: 'Brings the X-rays' });
  await book('Hana Vogt', 'ana', '12:00');
  await book('Ivo Marin', 'ana', '12:00', { override: true });
  await desk.book(holiday, { customerName: 'Ines Roth' });
  await desk.ask('POST', '/invitations', { phone: aPhone() });

  return {
    date,
    holiday,
    canceller,
    untold: { name: `Sam ${surname}`, surname, phone: untold.phone },
  };
}
