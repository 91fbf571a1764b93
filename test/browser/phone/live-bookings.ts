import type { Locator, Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { ENGLISH } from '../../../web/phone/words/english.ts';
import { SPANISH } from '../../../web/phone/words/spanish.ts';
import { eventually } from '../../local/support/eventually.ts';
import { type Look, overflowsSideways, picture, type RunningBrowser } from '../../support/browser.ts';
import { aPhone } from '../../support/webhooks.ts';
import { createCustomer, dayOfNextMonth } from '../support/customer.ts';
import { createRoom } from '../support/room.ts';

/** Longer than a place is held for who fills in the form. */
const AFTER_HOLD_SECONDS = 20 * 60;
const WEEK_SECONDS = 7 * 24 * 60 * 60;
const NARROW: Look = { width: 360, height: 740 };

/** Presses Tab until this has the focus. */
async function tabTo(target: Locator): Promise<void> {
  for (let presses = 0; presses < 60; presses += 1) {
    await target.page().keyboard.press('Tab');
    if (await target.evaluate((element) => element.matches(':focus'))) return;
  }
  throw new Error(`Tab never comes to ${target}`);
}

/** Customers book with the live form of the shipped contract, and see only what is free. */
export function describeLiveBookings(browser: RunningBrowser): void {
  const room = createRoom(browser);

  /** A customer with the phone alone, whose form shows the free times of Ana: on the first day that has one, or on a date. */
  async function atTheTimesOfAna(name: string, { date, ...look }: Look & { date?: string } = {}) {
    const page = await browser.open({ withoutRoom: true, ...look });
    const phone = aPhone();
    const customer = createCustomer(page);
    await customer.take(name, phone);
    await customer.write('I want to book');
    await customer.openForm();
    await customer.sheet.getByLabel('Consultation').check();
    await customer.sheet.getByLabel('Ana').check();
    await customer.goOn();
    await customer.time.waitFor();
    if (date !== undefined) await customer.chooseDay(date);
    await answered(customer);
    return { page, phone, ...customer };
  }

  const answered = ({ sheet }: { sheet: Locator }) =>
    sheet.locator('[aria-busy="true"]').waitFor({ state: 'detached' });

  async function sees(page: Page, name: string, date: string) {
    if (await page.getByRole('tab', { name: 'Control room' }).isVisible()) {
      await page.getByRole('tab', { name: 'Control room' }).click();
    }
    await room.showWeek(page, date);
    await page.getByRole('main', { name: 'Week' }).getByRole('button', { name }).waitFor();
  }

  describe('a newcomer', () => {
    it('chooses service, person, day and hour, confirms, and is in the agenda', async () => {
      const page = await browser.open();
      const customer = createCustomer(page);
      const date = dayOfNextMonth(0, 1);
      await customer.take('Alex', aPhone());
      await page.getByRole('button', { name: 'I’d like to book' }).click();
      await customer.chat.locator('[data-delivery="read"]').waitFor();
      await customer.openForm();
      await customer.sheet.getByLabel('Consultation').check();
      await customer.sheet.getByLabel('Ana').check();
      await customer.goOn();
      await customer.chooseDay(date);
      await customer.time.selectOption('10:30 AM');
      await customer.day.click();
      await customer.sheet.getByRole('table').waitFor();
      expect(await browser.seriousFindings(page, '#phone')).toEqual([]);
      await picture(page.locator('.phone'), 'form.png');
      await customer.goOn();
      await customer.sheet.getByText(/Consultation · Ana · .*10:30/).waitFor();
      await customer.sheet.getByLabel('Name').fill('Alex Winter');
      await customer.sheet.getByLabel('Notes').fill('First visit');
      expect(await browser.seriousFindings(page, '#phone')).toEqual([]);
      await picture(page.locator('.phone'), 'confirm.png');
      await customer.goOn('Confirm appointment');

      await customer.sentForms.waitFor();
      await customer.chat.getByText('Your appointment is booked: Consultation with Ana').waitFor();
      await page.getByRole('link', { name: 'Invitations' }).click();
      await page.locator('#room').getByRole('row', { name: 'Booked' }).waitFor();
      await picture(page.locator('.phone'), 'phone.png');
      await sees(page, '10:30 Alex Winter Consultation', date);
    });

    it('does the same in Spanish, in a narrow window and without a mouse', async () => {
      const page = await browser.openPhone(NARROW);
      const customer = createCustomer(page, SPANISH);
      const { keyboard } = page;
      await customer.take('Marta', aPhone());
      const suggestion = page.getByRole('button', { name: 'Quiero reservar' });
      await suggestion.waitFor();
      await tabTo(suggestion);
      await keyboard.press('Enter');
      const opener = customer.chat.getByRole('button', { name: 'Reservar' });
      await opener.waitFor();
      await tabTo(opener);
      await keyboard.press('Enter');
      const goOn = customer.sheet.getByRole('button', { name: 'Continuar' });
      await goOn.waitFor();
      await tabTo(customer.sheet.getByLabel('Primera visita'));
      await keyboard.press('ArrowDown');
      await tabTo(goOn);
      await keyboard.press('Enter');
      await customer.day.waitFor();
      await tabTo(customer.day);
      const first = await customer.day.textContent();
      // The calendar opens on the first free day: a month later, and back to its Monday.
      for (const key of ['Enter', 'PageDown', 'Home', 'Enter']) await keyboard.press(key);
      await eventually(async () => (await customer.day.textContent()) !== first);
      expect(await customer.day.textContent()).toMatch(/^lunes/);
      await answered(customer);
      await tabTo(customer.time);
      await keyboard.press('ArrowDown');
      expect(await overflowsSideways(page)).toBe(false);
      await tabTo(goOn);
      await keyboard.press('Enter');
      await customer.sheet.getByText(/Consulta · .*lunes/).waitFor();
      await tabTo(customer.sheet.getByLabel('Nombre'));
      await keyboard.type('Marta Ruiz');
      expect(await browser.seriousFindings(page, '#phone')).toEqual([]);
      expect(await overflowsSideways(page)).toBe(false);
      await tabTo(customer.sheet.getByRole('button', { name: 'Confirmar la cita' }));
      await keyboard.press('Enter');
      await customer.chat.getByText(/Tu cita está reservada: Consulta con (Ana|Ben)/).waitFor();
      expect(await page.evaluate('document.activeElement.textContent')).toBe('Reservar');
    });
  });

  describe('two customers', () => {
    it('choose the same last hour: one is asked for the name, the other sees the times that are left', async () => {
      const date = dayOfNextMonth(1, 1);
      const [one, other] = [await atTheTimesOfAna('Ida', { date }), await atTheTimesOfAna('Bo', { date, ...NARROW })];
      const times = await one.time.locator('option').allTextContents();
      const last = times.at(-1) ?? '';
      expect(await other.time.locator('option').allTextContents()).toEqual(times);
      for (const customer of [one, other]) await customer.time.selectOption(last);
      await Promise.all([one.goOn(), other.goOn()]);

      const isTold = ({ sheet }: typeof one) => sheet.getByText('This time is not free any more.').isVisible();
      await eventually(async () => (await isTold(one)) || (await isTold(other)));
      const [winner, loser] = (await isTold(one)) ? [other, one] : [one, other];
      await winner.sheet.getByLabel('Name').waitFor();
      const left = await loser.time.locator('option').allTextContents();
      expect(left).not.toContain(last);
      expect(times).toEqual(expect.arrayContaining(left));
      expect(await loser.time.inputValue()).toBe('');

      await winner.sheet.getByLabel('Name').fill('Winner');
      await winner.goOn('Confirm appointment');
      await winner.sentForms.waitFor();
    });
  });

  describe('who takes long', () => {
    it('and finds the hour taken chooses another, and need not type the name again', async () => {
      const date = dayOfNextMonth(1, 2);
      const slow = await atTheTimesOfAna('Kai', { date });
      const times = await slow.time.locator('option').allTextContents();
      const time = times.at(-1) ?? '';
      await slow.time.selectOption(time);
      await slow.goOn();
      await slow.sheet.getByLabel('Name').fill('Kai Berg');
      await slow.sheet.getByLabel('Notes').fill('With a friend');
      await browser.passTime(AFTER_HOLD_SECONDS);
      const quick = await atTheTimesOfAna('Uma', { date });
      await quick.time.selectOption(time);
      await quick.goOn();
      await quick.sheet.getByLabel('Name').fill('Uma');
      await quick.goOn('Confirm appointment');
      await quick.sentForms.waitFor();

      await slow.goOn('Confirm appointment');
      await slow.sheet.getByText('This time is not free any more.').waitFor();
      await slow.time.selectOption({ index: 1 });
      await slow.goOn();
      await slow.sheet.getByLabel('Name').waitFor();
      expect(await slow.sheet.getByLabel('Name').inputValue()).toBe('Kai Berg');
      expect(await slow.sheet.getByLabel('Notes').inputValue()).toBe('With a friend');
      await slow.goOn('Confirm appointment');
      await slow.sentForms.waitFor();
    });
  });

  describe('a form', () => {
    it('that cannot ask books nothing, and books once it can', async () => {
      const withRoom = { date: dayOfNextMonth(1, 3), withoutRoom: false };
      const { sheet, time, sentForms, goOn, page } = await atTheTimesOfAna('Noa', withRoom);
      await browser.simulator.behave({ endpointDown: true });
      await time.selectOption({ index: 1 });
      await goOn();
      await sheet.getByText(ENGLISH.failed).waitFor();
      await browser.simulator.calm();
      await sheet.getByRole('button', { name: ENGLISH.tryAgain }).click();
      await sheet.getByLabel('Name').fill('Noa');
      await sheet.getByRole('button', { name: 'Back' }).click();
      await time.selectOption({ index: 2 });
      await goOn();
      await sheet.getByLabel('Name').fill('Noa');
      await goOn('Confirm appointment');
      await sentForms.waitFor();
      await page.getByRole('link', { name: 'Invitations' }).click();
      await page.locator('#room').getByRole('row', { name: 'Booked' }).first().waitFor();
    });

    // The last, as the clock is far ahead afterwards.
    it('of an appointment that is past closes for good', async () => {
      const customer = await atTheTimesOfAna('Lou');
      await customer.time.selectOption({ index: 1 });
      await customer.goOn();
      await customer.sheet.getByLabel('Name').fill('Lou');
      await customer.goOn('Confirm appointment');
      await customer.sentForms.waitFor();
      await browser.passTime(WEEK_SECONDS);
      // It opens with what its message brings, and asks with its first button.
      await customer.openForm();
      await customer.sheet.getByLabel('Consultation').check();
      await customer.goOn();
      await customer.sheet.getByText('This invitation is over.').waitFor();
      await customer.page.keyboard.press('Enter');
      await customer.sheet.waitFor({ state: 'detached' });
      await eventually(() => customer.chat.getByRole('button', { name: 'Book now' }).isDisabled());
    });
  });
}
