import { describe, expect, it } from 'vitest';
import { nameDay } from '../../../web/phone/flow/calendar.ts';
import { ENGLISH } from '../../../web/phone/words/english.ts';
import { SPANISH } from '../../../web/phone/words/spanish.ts';
import { eventually } from '../../local/support/eventually.ts';
import { type Look, overflowsSideways, type RunningBrowser } from '../../support/browser.ts';
import { FIRST } from '../../support/small-live-flow.ts';
import { aPhone } from '../../support/webhooks.ts';
import { createCustomer } from '../support/customer.ts';
import { standInForEndpoint, timesScreen, whoScreen } from '../support/live-stand-in.ts';

const DAY = '2031-05-06';
const NARROW: Look = { width: 360, height: 740 };

/** What a phone shows of the answers of an endpoint, whatever the endpoint is. */
export function describeLiveForm(browser: RunningBrowser): void {
  async function invited({ words = ENGLISH, wish = 'I want to book', opensByInit = false, look = {} as Look } = {}) {
    const page = await browser.openPhone(look);
    const endpoint = await standInForEndpoint(page, { opensByInit });
    const customer = createCustomer(page, words);
    await customer.take('Lena', aPhone());
    await customer.write(wish);
    const focused = () => page.evaluate('document.activeElement.textContent');
    return { page, endpoint, ...customer, focused };
  }

  /** The same with the second screen open, which shows these times. */
  async function atTheTimes(options: Parameters<typeof invited>[0] = {}, ...times: string[]) {
    const customer = await invited(options);
    customer.endpoint.answer(timesScreen(DAY, times.length > 0 ? times : ['10:00', '10:30']));
    await customer.openForm(options.words === SPANISH ? 'Reservar' : 'Book now');
    await customer.sheet.getByLabel('Cut').check();
    await customer.goOn('See times');
    await customer.sheet.getByRole('heading', { name: 'When' }).waitFor();
    return customer;
  }

  describe('a live form', () => {
    it('asks for the times of the chosen day, waits with everything disabled, and gives the focus back', async () => {
      const { page, endpoint, sheet, ...customer } = await atTheTimes({ look: NARROW });
      const answer = endpoint.answerLater(timesScreen('2031-05-08', ['12:00']));
      await customer.chooseDay('2031-05-08');

      await sheet.getByRole('status').getByText('One moment …').waitFor();
      expect(await sheet.locator('[aria-busy="true"]').count()).toBe(1);
      for (const name of ['Hold', 'None suits me', 'Back']) {
        expect(await sheet.getByRole('button', { name }).isDisabled()).toBe(true);
      }
      expect(await sheet.getByLabel('Time').isDisabled()).toBe(true);
      expect(await sheet.getByRole('button', { name: 'Close the form' }).isEnabled()).toBe(true);
      expect(await browser.seriousFindings(page, '#phone')).toEqual([]);
      answer();

      await sheet.getByLabel('Time').selectOption('12:00');
      expect(await sheet.getByRole('status').textContent()).toBe('');
      expect(await customer.day.textContent()).toBe(nameDay('2031-05-08', ENGLISH.names));
      expect(endpoint.asked.at(-1)).toEqual({
        action: 'data_exchange',
        screen: 'TIMES',
        data: { step: 'look', day: '2031-05-08' },
      });
      expect(await overflowsSideways(page)).toBe(false);
    });

    it('gives the focus back to what was pressed when the screen stays', async () => {
      const { endpoint, sheet, page, focused } = await atTheTimes();
      expect(await focused()).toBe('When');
      endpoint.answer(timesScreen(DAY, ['10:00']));
      await sheet.getByRole('button', { name: 'None suits me' }).focus();
      await page.keyboard.press('Enter');
      await eventually(() => endpoint.asked.length === 2);
      await eventually(async () => (await focused()) === 'None suits me');
      expect(endpoint.asked.at(-1)).toMatchObject({ data: { step: 'none' } });
    });

    it('shows the sentence of an answer for a while, takes no focus for it, and keeps what was chosen', async () => {
      const { page, endpoint, sheet, focused, ...customer } = await atTheTimes({ look: NARROW });
      await page.clock.install();
      await sheet.getByLabel('Time').selectOption('10:30');
      const errorMessage = 'This time is not free any more. Please choose another one.';
      endpoint.answer(timesScreen('2031-05-07', ['10:00', '11:00'], { errorMessage }));
      await customer.goOn('Hold');

      await sheet.getByRole('status').getByText(errorMessage).waitFor();
      await eventually(async () => (await focused()) === 'Hold');
      expect(await customer.day.textContent()).toBe(nameDay(DAY, ENGLISH.names));
      expect(await sheet.getByLabel('Time').inputValue()).toBe('');
      expect(await sheet.getByLabel('Time').locator('option').allTextContents()).toEqual([
        'Choose …',
        '10:00',
        '11:00',
      ]);
      expect(await browser.seriousFindings(page, '#phone')).toEqual([]);
      await page.clock.runFor(10_000);
      await sheet.getByText(errorMessage).waitFor({ state: 'detached' });
    });

    it('goes on without a field that is required and hidden', async () => {
      const { endpoint, sheet, ...customer } = await atTheTimes();
      endpoint.answer(timesScreen(DAY, []), whoScreen('Cut'));
      await sheet.getByRole('button', { name: 'None suits me' }).click();
      await sheet.getByLabel('Time').waitFor({ state: 'detached' });
      await customer.goOn('Hold');
      await sheet.getByRole('heading', { name: 'Who' }).waitFor();
    });

    it('goes back to times that are asked for anew, and begins the next screen anew', async () => {
      const { endpoint, sheet, ...customer } = await atTheTimes();
      endpoint.answer(whoScreen('10:00'), timesScreen(DAY, ['10:30']), whoScreen('10:30'));
      await sheet.getByLabel('Time').selectOption('10:00');
      await customer.goOn('Hold');
      await sheet.getByLabel('Name').fill('Lena');
      await sheet.getByRole('button', { name: 'Back' }).click();
      await sheet.getByLabel('Time').selectOption('10:30');
      expect(endpoint.asked.at(-1)).toEqual({ action: 'BACK', screen: 'WHO', data: { summary: '10:00' } });
      await customer.goOn('Hold');
      await sheet.getByText('10:30').waitFor();
      expect(await sheet.getByLabel('Name').inputValue()).toBe('');
    });

    it('that is over says why, and its button stays disabled', async () => {
      const { page, endpoint, sheet, chat, ...customer } = await atTheTimes();
      endpoint.answer({ kind: 'over', message: 'This invitation is over.' });
      await sheet.getByLabel('Time').selectOption('10:00');
      await customer.goOn('Hold');

      await sheet.getByText('This invitation is over.').waitFor();
      expect(await sheet.getByRole('button').allTextContents()).toEqual(['', 'OK']);
      expect(await browser.seriousFindings(page, '#phone')).toEqual([]);
      await page.keyboard.press('Enter');
      await sheet.waitFor({ state: 'detached' });
      expect(await chat.getByRole('button', { name: 'Book now' }).isDisabled()).toBe(true);
      expect(await page.evaluate('document.activeElement.getAttribute("role")')).toBe('log');
    });

    it('that fails shows the general error, and trying again asks the same', async () => {
      const { page, endpoint, sheet, ...customer } = await atTheTimes({ look: NARROW });
      endpoint.answer({ kind: 'failed', reason: 'timeout' }, whoScreen('10:30'));
      await sheet.getByLabel('Time').selectOption('10:30');
      await customer.goOn('Hold');

      await sheet.getByRole('alert').getByText('Something went wrong. Please try again.').waitFor();
      expect(await sheet.innerText()).not.toContain('timeout');
      expect(await sheet.getByLabel('Time').inputValue()).toBe('10:30');
      expect(await browser.seriousFindings(page, '#phone')).toEqual([]);
      expect(await overflowsSideways(page)).toBe(false);
      await sheet.getByRole('button', { name: 'Try again' }).click();
      await sheet.getByRole('heading', { name: 'Who' }).waitFor();
      expect(endpoint.asked.at(-1)).toEqual(endpoint.asked.at(-2));
    });

    it('without a first screen asks for one, and can be tried again', async () => {
      const { page, endpoint, sheet, openForm } = await invited({ opensByInit: true });
      const answer = endpoint.answerLater({ kind: 'failed', reason: 'status-503' });
      await openForm();
      await sheet.getByText('One moment …').waitFor();
      answer();
      await sheet.getByText('Something went wrong. Please try again.').waitFor();
      expect(await browser.seriousFindings(page, '#phone')).toEqual([]);
      endpoint.answer({ kind: 'screen', screen: 'FIRST', data: FIRST });
      await sheet.getByRole('button', { name: 'Try again' }).click();
      await sheet.getByLabel('Cut').check();
      expect(endpoint.asked).toEqual([{ action: 'INIT' }, { action: 'INIT' }]);
    });

    it('that is closed while it waits stays closed', async () => {
      const { endpoint, sheet, page, chat, ...customer } = await atTheTimes();
      const answer = endpoint.answerLater({ kind: 'ended' });
      await sheet.getByLabel('Time').selectOption('10:00');
      await customer.goOn('Hold');
      await page.keyboard.press('Escape');
      await sheet.waitFor({ state: 'detached' });
      await customer.openForm();
      answer();
      await page.waitForResponse('**/exchange');
      await sheet.getByLabel('Cut').check();
    });

    it('names days and speaks around a Spanish form in Spanish', async () => {
      const form = { words: SPANISH, wish: 'Quiero reservar' };
      const { page, endpoint, sheet, ...customer } = await atTheTimes(form);
      expect(await customer.day.textContent()).toBe('martes 6 de mayo de 2031');
      await sheet.getByText('Paso 2 de 3').waitFor();
      await customer.goOn('Hold');
      await sheet.getByText('Revisa un campo.').waitFor();
      await sheet.getByText('Elige una opción.').waitFor();
      await customer.day.click();
      await sheet.getByRole('table', { name: 'Day, mayo de 2031' }).waitFor();
      expect(await sheet.locator('thead').innerText()).toMatch(/^lu\s+ma\s+mi\s+ju\s+vi\s+sá\s+do\s*$/);
      const answer = endpoint.answerLater({ kind: 'failed', reason: 'timeout' });
      await sheet.getByRole('button', { name: 'jueves 8 de mayo de 2031' }).click();
      await sheet.getByText('Un momento …').waitFor();
      answer();
      await sheet.getByRole('button', { name: 'Intentar de nuevo' }).waitFor();
      expect(await sheet.getAttribute('lang')).toBe('es');
      expect(await browser.seriousFindings(page, '#phone')).toEqual([]);
    });
  });
}
