import type { Page } from 'playwright-core';
import * as z from 'zod/mini';
import { request } from '../../integration/support/request.ts';
import type { Look, PageEnd, RunningBrowser } from '../../support/browser.ts';
import { aPhone } from '../../support/webhooks.ts';

/** What is booked by hand, unless a test says otherwise. */
const A_BOOKING = { service: 'consultation', time: '10:30', customerName: 'Alex' };

const Booked = z.object({ invitationId: z.string() });

/** Counts what a person presses with a pointer; the keyboard's own clicks have no detail. */
const COUNT_CLICKS = `
  globalThis.clicks = 0;
  addEventListener('click', (event) => { if (event.isTrusted && event.detail > 0) globalThis.clicks += 1; }, true);
`;

/** The desk behind the API, signed in, and bookings that give it something to show. */
export function createDesk(browser: RunningBrowser) {
  const { api, apiKey } = browser.endpoints;
  const authorization = `Bearer ${apiKey}`;

  return {
    /** Opens the desk at an address such as `#/worklist`; `at`: what its clock shows then, in ms. */
    async open(look?: Look, address = '#/today', at?: number, atEnd?: PageEnd): Promise<Page> {
      const page = await browser.open({ ...look, ...(at !== undefined && { at }) }, `${api}/console${address}`, atEnd);
      await page.getByRole('textbox').fill(apiKey);
      await page.keyboard.press('Enter');
      await page.getByRole('navigation').waitFor();
      await page.evaluate(COUNT_CLICKS);
      await page.addInitScript(COUNT_CLICKS);
      return page;
    },

    /** Shows an open desk anew, at an address: as if somebody had just opened it there. */
    async begin(page: Page, address: string): Promise<void> {
      await page.evaluate(`location.hash = ${JSON.stringify(address)}`);
      await page.reload();
      await page.getByRole('navigation').waitFor();
    },

    /** Goes on at an address, where somebody was at work: nothing is open any more, and what they press counts from here. */
    async goOn(page: Page, address: string): Promise<void> {
      // Whoever stopped halfway leaves a dialog.
      if (await page.getByRole('dialog').isVisible()) await page.reload();
      await page.evaluate(`location.hash = ${JSON.stringify(address)}; globalThis.clicks = 0;`);
      await page.getByRole('navigation').waitFor();
    },

    /** How often somebody pressed something with a pointer since the desk was opened, begun anew or gone on with. */
    clicks: async (page: Page): Promise<number> => z.number().parse(await page.evaluate('globalThis.clicks')),

    /** A booking by hand on a day; throws if it was refused. */
    async book(date: string, more: object = {}) {
      const body = { ...A_BOOKING, date, phone: aPhone(), ...more };
      const answer = await request('POST', `${api}/bookings`, body, { authorization });
      if (answer.status !== 201) throw new Error(`The booking was answered with ${answer.status}: ${answer.text}`);
      return { phone: body.phone, invitationId: Booked.parse(answer.body).invitationId };
    },

    /** Asks the API as whoever has the stack's own key; throws if it refuses. */
    async ask(method: 'GET' | 'POST' | 'PATCH' | 'DELETE', path: string, body?: object) {
      const answer = await request(method, `${api}${path}`, body, { authorization });
      if (answer.status >= 300) throw new Error(`${method} ${path} was answered with ${answer.status}: ${answer.text}`);
      return answer;
    },
  };
}
