import type { Page } from 'playwright-core';
import { nameDay, nameMonth } from '../../../web/phone/flow/calendar.ts';
import { ENGLISH } from '../../../web/phone/words/english.ts';

/** What a customer enters into the project's form; `date` is `YYYY-MM-DD`. */
export type Wishes = { service: string; date: string; time: string; name: string; notes?: string };

/** A working day of next month, by its week (0 to 3) and its day of the week (0 is Monday). */
export function dayOfNextMonth(week: number, weekday: number): string {
  const now = new Date();
  const first = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + 1, 1));
  const toMonday = (8 - first.getUTCDay()) % 7;
  return new Date(first.getTime() + (toMonday + 7 * week + weekday) * 86_400_000).toISOString().slice(0, 10);
}

/** The hands and eyes of a customer, on the phone of the page; `words` are those of the form's language. */
export function createCustomer(page: Page, words = ENGLISH) {
  const chat = page.getByRole('log');
  const sheet = page.getByRole('dialog');
  const goOn = (label = 'Continue') => sheet.getByRole('button', { name: label }).click();

  /** The button that shows the day and opens the calendar, in the form of either language. */
  const day = sheet.getByRole('button', { name: /^(Day|Día)/ });

  /** The list of times, in the form of either language. */
  const time = sheet.getByLabel(/^(Time|Hora)/);

  async function chooseDay(date: string) {
    await day.click();
    const month = sheet.getByRole('table', { name: nameMonth(date.slice(0, 7), words.names) });
    const turn = sheet.getByRole('button', { name: words.nextMonth });
    await turn.waitFor();
    // The calendar opens on the first day that the form allows, which may be in the month of the date already.
    if (!(await month.isVisible())) await turn.click();
    await month.waitFor();
    await sheet.getByRole('button', { name: nameDay(date, words.names) }).click();
  }

  return {
    chat,
    sheet,
    /** The bubbles that stand for a submitted form. */
    sentForms: chat.getByRole('article').filter({ hasText: 'What was sent' }),
    goOn,
    day,
    time,
    chooseDay,

    /** Presses a day in the open calendar, which shows its month or the one after, whether it can be chosen or not. */
    async pressDay(date: string) {
      const one = sheet.getByRole('button', { name: nameDay(date, words.names) });
      if (!(await one.isVisible())) await sheet.getByRole('button', { name: words.monthBefore }).click();
      await one.dispatchEvent('click');
    },

    /** The days of these months (`YYYY-MM`) that can be chosen in the open calendar, which shows the first of them. */
    async daysOffered(months: readonly string[]): Promise<string[]> {
      const offered: string[] = [];
      for (const month of months) {
        const table = sheet.getByRole('table', { name: nameMonth(month, words.names) });
        await table.waitFor();
        const days = table.locator('button:not([aria-disabled="true"])');
        const names = await days.evaluateAll((all) => all.map((one) => one.getAttribute('aria-label') ?? ''));
        offered.push(...names);
        await sheet.getByRole('button', { name: words.nextMonth }).click();
      }
      return offered;
    },

    /** Takes the phone of a customer of this name and number. */
    async take(name: string, phone: string) {
      await page.getByRole('button', { name: 'All customers' }).click();
      await page.getByLabel('Number', { exact: true }).fill(`+${phone}`);
      await page.getByLabel('Name', { exact: true }).fill(name);
      await page.getByRole('button', { name: 'Add and open' }).click();
      await page.getByRole('heading', { name, exact: true }).waitFor();
    },

    async write(text: string) {
      await page.getByLabel('Message', { exact: true }).fill(text);
      await page.keyboard.press('Enter');
    },

    /** Opens the newest form in the chat. */
    async openForm(button = 'Book now') {
      await chat.getByRole('button', { name: button }).last().click();
      await sheet.waitFor();
    },

    async chooseTime({ service, date, time }: Wishes) {
      await sheet.getByLabel(service).check();
      await chooseDay(date);
      await sheet.getByLabel('Time').selectOption(time);
    },

    async sayWho({ name, notes = '' }: Wishes) {
      await sheet.getByLabel('Name').fill(name);
      await sheet.getByLabel('Notes').fill(notes);
    },

    /** Fills in the whole form and submits it. */
    async book(wishes: Wishes) {
      await this.chooseTime(wishes);
      await goOn();
      await this.sayWho(wishes);
      await goOn();
      await goOn('Confirm appointment');
      await sheet.waitFor({ state: 'detached' });
    },
  };
}
