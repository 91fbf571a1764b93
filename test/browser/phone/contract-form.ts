import { Temporal } from 'temporal-polyfill';
import { describe, expect, it } from 'vitest';
import { addDays, addMonths, nameDay } from '../../../web/phone/flow/calendar.ts';
import { ENGLISH } from '../../../web/phone/words/english.ts';
import { SPANISH } from '../../../web/phone/words/spanish.ts';
import { request } from '../../integration/support/request.ts';
import type { RunningBrowser } from '../../support/browser.ts';
import { shippedContract } from '../../support/contract.ts';
import { aPhone } from '../../support/webhooks.ts';
import { createCustomer, dayOfNextMonth } from '../support/customer.ts';

const { timeZone, horizonDays } = shippedContract.booking;

const isSunday = (day: string) => Temporal.PlainDate.from(day).dayOfWeek === 7;

/** The form that is made of the contract's services, with the days that its invitation brings. */
export function describeContractForm(browser: RunningBrowser): void {
  /** Moves the clock to the last minute of a day that two open days follow. Answers that day. */
  async function untilLastMinute(): Promise<string> {
    const now = Temporal.Instant.fromEpochMilliseconds(browser.clock.now().getTime()).toZonedDateTimeISO(timeZone);
    let last = now.withPlainTime('23:59');
    while (Temporal.ZonedDateTime.compare(last, now) <= 0 || last.dayOfWeek === 5 || last.dayOfWeek === 6) {
      last = last.add({ days: 1 });
    }
    await browser.passTime(Math.ceil((last.epochMilliseconds - now.epochMilliseconds) / 1000));
    return last.toPlainDate().toString();
  }

  async function close(day: string): Promise<void> {
    const { api, apiKey } = browser.endpoints;
    const closure = { from: `${day}T00:00`, to: `${addDays(day, 1)}T00:00` };
    const { status } = await request('POST', `${api}/closures`, closure, { authorization: `Bearer ${apiKey}` });
    expect(status).toBe(201);
  }

  describe('the form of the contract', () => {
    it('books one of the services', async () => {
      const page = await browser.open();
      const phone = aPhone();
      const customer = createCustomer(page);
      await customer.take('Alex', phone);
      await customer.write('I would like to book an appointment');
      await customer.chat.locator('[data-delivery="read"]').waitFor();
      const date = dayOfNextMonth(0, 1);
      await customer.openForm();
      await customer.chooseTime({ service: 'Consultation', date, time: '10:30 AM', name: 'Alex' });
      await customer.goOn();
      await customer.sayWho({ service: 'Consultation', date, time: '10:30 AM', name: 'Alex' });
      await customer.goOn();
      await customer.sheet.getByText('Is everything right?').waitFor();
      expect(await customer.sheet.innerText()).not.toContain(date);
      await customer.goOn('Confirm appointment');
      await customer.chat.getByText(/Your appointment is booked: Consultation with (Ana|Ben)/).waitFor();
      await page.getByRole('link', { name: 'Invitations' }).click();
      await page
        .locator('#room')
        .getByRole('row', { name: new RegExp(`Alex.*${phone}.*Booked`) })
        .waitFor();
    });

    it.each([
      { language: 'English', wish: 'I want to book', button: 'Book now', words: ENGLISH },
      { language: 'Spanish', wish: 'Quiero reservar', button: 'Reservar', words: SPANISH },
    ])('offers neither a past nor a closed day in the last minute before a closure, in $language', async (form) => {
      const today = await untilLastMinute();
      const closed = addDays(today, 1);
      await close(closed);
      const page = await browser.openPhone();
      const customer = createCustomer(page, form.words);
      await customer.take('Alex', aPhone());
      await customer.write(form.wish);
      await customer.openForm(form.button);
      await customer.day.click();
      const unchosen = await customer.day.textContent();
      await customer.pressDay(closed);
      await customer.pressDay(today);
      expect(await customer.day.textContent()).toBe(unchosen);

      await customer.sheet.getByRole('button', { name: form.words.monthBefore }).click();
      const months = [-1, 0, 1, 2, 3].map((later) => addMonths(today.slice(0, 7), later));
      const ahead = Array.from({ length: horizonDays }, (_, before) => addDays(today, before + 1));
      const open = ahead.filter((day) => day !== closed && !isSunday(day));
      expect(await customer.daysOffered(months)).toEqual(open.map((day) => nameDay(day, form.words.names)));
    });
  });
}
