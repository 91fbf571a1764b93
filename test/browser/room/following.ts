import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { request } from '../../integration/support/request.ts';
import type { RunningBrowser } from '../../support/browser.ts';
import { aPhone } from '../../support/webhooks.ts';
import { createCustomer } from '../support/customer.ts';
import { createRoom } from '../support/room.ts';

/** Walks through both halves of the page, on a machine that may be busy. */
const LONG_MS = 60_000;

/** The running invitation in the detail, and the messages of the phone beside it. */
export function describeFollowing(browser: RunningBrowser): void {
  const room = createRoom(browser);
  const panelOf = (page: Page) => page.getByRole('complementary', { name: 'Booking' });
  const follow = (page: Page) => page.getByRole('button', { name: 'Follow', exact: true });

  /** A program invites somebody by the API. */
  async function invite(customerName: string) {
    const { api, apiKey } = browser.endpoints;
    const body = { phone: aPhone(), customerName };
    const { status } = await request('POST', `${api}/invitations`, body, { authorization: `Bearer ${apiKey}` });
    expect(status).toBeLessThan(300);
  }

  describe('the running invitation', () => {
    it('is shown by itself until another one is chosen, and again after “Follow”', { timeout: LONG_MS }, async () => {
      const page = await browser.open({ width: 1440, height: 900 }, `${browser.endpoints.phone}#/invitations`);
      const shown = (name: string) => panelOf(page).getByRole('heading', { name });
      const customer = createCustomer(page);
      await customer.take('Ona Reig', aPhone());
      await customer.write('I want to book');
      await shown('Ona Reig').waitFor();
      // Whoever writes on the phone goes on writing there.
      await page.getByLabel('Message', { exact: true }).and(page.locator(':focus')).waitFor();
      await invite('Pau Soler');
      await shown('Pau Soler').waitFor();

      await page.keyboard.press('Escape');
      await panelOf(page).getByRole('button', { name: 'Close' }).click();
      await panelOf(page).waitFor({ state: 'detached' });
      await room.openInvitation(page, 'Ona Reig');
      await shown('Ona Reig').waitFor();
      expect(await follow(page).getAttribute('aria-pressed')).toBe('false');
      await invite('Quim Vidal');
      await page.getByRole('row').filter({ hasText: 'Quim Vidal' }).waitFor();
      await shown('Ona Reig').waitFor();

      await follow(page).press('Enter');
      await shown('Quim Vidal').waitFor();
      expect(await follow(page).getAttribute('aria-pressed')).toBe('true');
    });

    it('is not taken away from somebody who is at work in it', async () => {
      const page = await browser.open({ width: 1440, height: 900 });
      // It follows what starts from then on.
      await follow(page).waitFor();
      await invite('Rosa Puig');
      await panelOf(page).getByRole('heading', { name: 'Rosa Puig' }).waitFor();
      await panelOf(page).getByRole('button', { name: 'Close' }).focus();
      await invite('Teo Mas');
      await page.getByRole('button', { name: 'Follow', pressed: false }).waitFor();
      await panelOf(page).getByRole('heading', { name: 'Rosa Puig' }).waitFor();
    });
  });

  describe('a message on the phone', () => {
    it('marks its step in the detail, which shows the message, by the keyboard alone', {
      timeout: LONG_MS,
    }, async () => {
      const { phone } = await room.aBooking('Uma Roig');
      const page = await browser.open({ width: 1440, height: 900 });
      const { chat } = createCustomer(page);
      await chat.getByText('Sent', { exact: true }).waitFor();
      const press = (name: string) =>
        chat.getByRole('article').filter({ hasText: name }).getByRole('button', { name: 'Show in the control room' });
      await press('Sent').waitFor();

      // The newest message is where the Tab key stops; the arrows go to the others.
      await chat.getByRole('button', { name: 'Show in the control room' }).last().focus();
      await page.keyboard.press('Home');
      await page.keyboard.press('Enter');
      const steps = page.getByRole('list', { name: 'What happened' });
      const marked = steps.locator('[aria-current="step"]');
      const focused = marked.getByRole('button').and(page.locator(':focus'));
      await focused.and(steps.getByRole('button', { name: 'Invitation requested' })).waitFor();
      await panelOf(page).getByRole('heading', { name: 'Uma Roig' }).waitFor();

      await press('Sent').press('Enter');
      await focused.and(steps.getByRole('button', { name: 'Form completed' })).waitFor();
      expect(await browser.seriousFindings(page)).toEqual([]);

      // The phone of somebody else gives way to the one that has the message.
      await createCustomer(page).take('Vera Coll', aPhone());
      await steps.getByRole('button', { name: 'Delivered to the phone' }).press('Enter');
      await page
        .getByText(`+${phone.slice(0, 2)}`)
        .first()
        .waitFor();
      await chat.locator('.is-pointed-out').getByText('book your appointment').waitFor();
      await press('book your appointment').and(page.locator(':focus')).waitFor();
    });

    it('lies behind another tab in a narrow window, which opens by itself', async () => {
      await room.aBooking('Wim Bos');
      const page = await browser.open({ width: 360, height: 740 });
      const { chat } = createCustomer(page);
      const sent = chat.getByRole('article').filter({ hasText: 'What was sent' });
      await sent.getByRole('button', { name: 'Show in the control room' }).press('Enter');
      const step = panelOf(page).getByRole('button', { name: 'Form completed' });
      await step.and(page.locator(':focus')).click();
      await chat.locator('.is-pointed-out').getByText('What was sent').waitFor();
    });

    it('may belong to no invitation, which is said', async () => {
      const page = await browser.open();
      const customer = createCustomer(page);
      await customer.take('Xavi Roca', aPhone());
      await customer.write('Good morning');
      await customer.chat.getByRole('button', { name: 'Show in the control room' }).click();
      await page.getByText('This message belongs to no invitation.').waitFor();
    });
  });

  describe('the page', () => {
    it('speaks Spanish to a browser that prefers it', { timeout: LONG_MS }, async () => {
      const page = await browser.open({ width: 1440, height: 900, locale: 'es-MX' });
      await page.getByRole('button', { name: 'Todos los clientes' }).click();
      await page.getByLabel('Número', { exact: true }).fill(`+${aPhone()}`);
      await page.getByRole('button', { name: 'Añadir y abrir' }).click();
      await page.getByText('Este es el teléfono del cliente.').waitFor();
      await page.getByRole('button', { name: 'Quiero reservar' }).click();
      await page.getByRole('log').getByText('Hoy', { exact: true }).waitFor();
      await page.getByRole('list', { name: 'Qué ha pasado' }).getByText('Leída por el cliente').waitFor();
      for (const view of ['Eventos', 'Hacer que falle', 'Por dentro']) {
        await page.getByRole('navigation', { name: 'Vistas' }).getByRole('link', { name: view }).click();
        await page.getByRole('main', { name: view }).waitFor();
      }
      await page.getByRole('tab', { name: 'Llamadas al proveedor' }).click();
      await page.getByText('Contenido').first().waitFor();
      const words = await page.getByRole('main', { name: 'Por dentro' }).innerText();
      expect(words).not.toMatch(/\b(the|Body|Reading|Calls)\b/);
    });
  });
}
