import type { Locator, Page } from 'playwright-core';
import { eventually } from '../../local/support/eventually.ts';
import type { Look, RunningBrowser } from '../../support/browser.ts';
import { aPhone } from '../../support/webhooks.ts';
import { dayOfNextMonth } from './customer.ts';

/** The form of a customer who chose a working day and hour. */
const aForm = { service: 'consultation', date: dayOfNextMonth(1, 1), time: '10:30', name: 'Alex' };

/** The first booking starts every function of the stack, on a machine that may be busy. */
const COLD_START_MS = 25_000;

/** The control room of the page, and customers who give it something to show. */
export function createRoom(browser: RunningBrowser) {
  const view = (page: Page, name: string | RegExp): Locator =>
    page.getByRole('navigation', { name: 'Views' }).getByRole('link', { name });

  return {
    view,

    show: (page: Page, name: string) => view(page, name).click(),

    /** Opens the page with the list of invitations, which nothing that runs comes to lie over. */
    async open(look?: Look): Promise<Page> {
      const page = await browser.open(look, `${browser.endpoints.phone}#/invitations`);
      if (look?.width !== undefined && look.width < 1100) await page.getByRole('tab', { name: 'Control room' }).click();
      await page.getByRole('main', { name: 'Invitations' }).waitFor();
      await page.getByRole('button', { name: 'Follow', exact: true }).click();
      return page;
    },

    /** Shows the week of a day. */
    async showWeek(page: Page, date: string): Promise<void> {
      await page.goto(`${browser.endpoints.phone}#/week/${date}`);
      await page.getByRole('main', { name: 'Week' }).waitFor();
    },

    /** Moves the booking of the panel to another time, of its day unless another is given. */
    async move(page: Page, time: string, date?: string): Promise<void> {
      const panel = page.getByRole('complementary', { name: 'Booking' });
      await panel.getByRole('button', { name: 'Move' }).click();
      const dialog = page.getByRole('dialog');
      if (date !== undefined) await dialog.getByLabel('Date').fill(date);
      const other = dialog.getByRole('radio', { name: 'Another time' });
      const field = dialog.getByLabel('Time', { exact: true });
      await other.or(field).first().waitFor();
      if (await other.isVisible()) await other.click();
      await field.fill(time);
      await dialog.getByRole('button', { name: 'Move' }).click();
      await dialog.waitFor({ state: 'detached' });
    },

    openInvitation: (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click(),

    /** A customer writes that they want to book, is invited, and fills in the form. */
    async aBooking(name: string, form: Partial<typeof aForm> = {}) {
      const phone = aPhone();
      await browser.simulator.write(phone, 'I want to book', name);
      const invitation = await eventually(async () => {
        const messages = await browser.simulator.messages(phone);
        // The phone on the page may show this very chat, and has read it then.
        return messages.find(({ kind, status }) => kind === 'flow' && ['delivered', 'read'].includes(status));
      }, COLD_START_MS);
      await browser.simulator.complete(phone, invitation.id, { ...aForm, name, ...form });
      return { phone, messageId: invitation.id };
    },
  };
}
