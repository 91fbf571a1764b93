import { Temporal } from 'temporal-polyfill';
import { InvitationView } from '../../../functions/shared/http/answers/invitation-schema.ts';
import { eventually } from '../../local/support/eventually.ts';
import type { RunningBrowser } from '../../support/browser.ts';
import { shippedContract } from '../../support/contract.ts';
import { createDesk } from '../support/desk.ts';

const { timeZone } = shippedContract.booking;

/** Who comes on the day: name, service, time and person. All wrote to the clinic, so that a message tells them. */
const WHO_COMES = [
  ['Alba Martín', 'consultation', '09:00', 'ana'],
  ['Chris Vale', 'first-visit', '09:15', 'ben'],
  ['José Núñez', 'treatment', '10:00', 'ana'],
  ['Marta Gil', 'consultation', '10:30', 'ben'],
  ['Iker Sanz', 'first-visit', '11:30', 'ana'],
  ['Nora Ibáñez', 'treatment', '12:30', 'ben'],
  ['Pablo Ruiz', 'consultation', '13:00', 'ana'],
  ['Eva Lorca', 'consultation', '16:00', 'ben'],
  ['Sam Vale', 'consultation', '17:00', 'ana'],
] as const;

/** Who has come by twenty past ten. */
const WHO_CAME = ['Alba Martín', 'Chris Vale', 'José Núñez'];

/** Who answers the reminder. */
const WHO_CONFIRMS = ['José Núñez', 'Marta Gil', 'Iker Sanz', 'Eva Lorca'];

/** How many are invited on each day of the week before, and how many of them book by the form. */
const WEEK_BEFORE = [
  [4, 2],
  [3, 2],
  [5, 3],
  [2, 1],
  [1, 0],
  [4, 3],
  [3, 1],
] as const;

/** So many of them book the day before. */
const FORMS_OVER = 4;

const NAMES = ['Ana Prieto', 'Bruno Sáez', 'Carla Ortiz', 'Dan Miller', 'Elsa Moya', 'Fran Gómez', 'Gala Torres'];
const TIMES = ['09:30', '11:00', '12:30', '16:30'];
const SERVICES = ['consultation', 'first-visit', 'treatment'];

/** Fills the stack of a clinic with a week, and ends on a Wednesday at 10:20, in the middle of the morning. */
export async function fillADay(browser: RunningBrowser): Promise<void> {
  const desk = createDesk(browser);
  const { simulator } = browser;
  const now = Temporal.Instant.fromEpochMilliseconds(browser.clock.now().getTime()).toZonedDateTimeISO(timeZone);
  const later = now.toPlainDate().add({ days: 8 });
  const day = later.add({ days: (10 - later.dayOfWeek) % 7 });

  let phones = 0;
  const nextPhone = () => `3461200${String(3417 + 61 * phones++)}`;
  const phoneOf = new Map<string, string>();

  async function waitUntil(date: Temporal.PlainDate, time: string): Promise<void> {
    const then = date.toZonedDateTime({ timeZone, plainTime: time }).epochMilliseconds;
    await browser.passTime(Math.ceil((then - browser.clock.now().getTime()) / 1000));
    await browser.untilQuiet();
  }

  /** Before the clock goes on, or the message would come too late. */
  const untilTold = (phone: string) =>
    eventually(async () => (await simulator.messages(phone)).some(({ text }) => text.includes('is booked')));

  async function bookWhoWrote(customerName: string, date: string, more: object) {
    const phone = nextPhone();
    phoneOf.set(customerName, phone);
    await simulator.write(phone, 'Hello', customerName);
    const booked = await desk.book(date, { customerName, phone, ...more });
    await untilTold(phone);
    return booked;
  }

  const came: string[] = [];
  let forms = 0;
  async function inviteSome(invited: number, booked: number): Promise<void> {
    for (let count = 0; count < invited; count += 1) {
      const phone = nextPhone();
      const { messageId, invitationId } = await browser.inviteWhoWrote(phone);
      if (count >= booked) continue;
      // The first are over by the day.
      const isOver = forms < FORMS_OVER;
      const date = day.add({ days: isOver ? -1 : 1 + (forms % 2) }).toString();
      if (isOver) came.push(invitationId);
      const [name, service] = [NAMES[forms % NAMES.length], SERVICES[forms % SERVICES.length]];
      await simulator.complete(phone, messageId, { service, date, time: TIMES[forms % TIMES.length], name });
      await untilTold(phone);
      forms += 1;
    }
  }

  const invitationOf = new Map<string, string>();
  let inTheClosure = '';
  for (const [index, [invited, booked]] of WEEK_BEFORE.entries()) {
    const daysBefore = WEEK_BEFORE.length - index;
    await waitUntil(day.subtract({ days: daysBefore }), '11:00');
    await inviteSome(invited, booked);
    if (daysBefore !== 4) continue;
    for (const [customerName, service, time, resource] of WHO_COMES) {
      const { invitationId } = await bookWhoWrote(customerName, day.toString(), { service, time, resource });
      invitationOf.set(customerName, invitationId);
    }
    const [alba, next] = [phoneOf.get('Alba Martín'), day.add({ days: 14 }).toString()];
    const treatment = { service: 'treatment', time: '10:00', resource: 'ana' };
    const { invitationId } = await desk.book(next, { customerName: 'Alba Martín', phone: alba, ...treatment });
    inTheClosure = invitationId;
    const phone = nextPhone();
    await desk.book(day.toString(), { customerName: 'Lucía Peña', phone, time: '11:30', resource: 'ben' });
  }

  await waitUntil(day.subtract({ days: 1 }), '18:05');
  for (const name of WHO_CONFIRMS) {
    const phone = phoneOf.get(name) ?? '';
    const reminder = await eventually(async () =>
      (await simulator.messages(phone)).findLast(({ template }) => template),
    );
    await simulator.tap(phone, reminder.id, "I'm coming");
  }
  await waitUntil(day, '10:20');
  for (const id of [...came, ...WHO_CAME.map((name) => invitationOf.get(name))])
    await desk.ask('POST', `/bookings/${id}/attendance`, { attendance: 'came' });
  await desk.ask('PATCH', `/bookings/${invitationOf.get('Sam Vale')}`, { date: day.toString(), time: '17:30' });
  await simulator.write(nextPhone(), 'What are your prices?', 'Kim Roe');
  const closed = day.add({ days: 12 });
  await desk.ask('POST', '/closures', {
    resource: 'ana',
    from: `${closed}T00:00`,
    to: `${closed.add({ days: 5 })}T00:00`,
  });
  await eventually(async () => {
    const { body } = await desk.ask('GET', `/invitations/${inTheClosure}`);
    return (InvitationView.parse(body).booking?.attention ?? []).length > 0;
  });
  await browser.untilQuiet();
}
