import { beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { request } from '../../integration/support/request.ts';
import { eventually } from '../../local/support/eventually.ts';
import { type Look, overflowsSideways, type RunningBrowser } from '../../support/browser.ts';
import { dayOfNextMonth } from '../support/customer.ts';
import { createDesk } from '../support/desk.ts';

/** A working day that nothing but these tests fills. */
const DAY = dayOfNextMonth(2, 0);

const VIEWS = {
  day: `#/day/${DAY}`,
  week: `#/week/${DAY}`,
  customers: '#/customers',
  worklist: '#/worklist',
  closures: '#/closures',
  invitations: '#/invitations',
};

/** Where the appointments of the day are seen. */
const WITH_MORNING = ['day', 'week', 'worklist'];

/** What is booked on the day: names, services and times of a morning. */
const MORNING = [
  ['Alba Martín', 'consultation', '09:00', 'ana'],
  ['Chris Vale', 'first-visit', '09:30', 'ben'],
  ['José Núñez', 'treatment', '10:00', 'ana'],
  ['Lucía Peña', 'consultation', '11:30', 'ben'],
] as const;

/** The frame of the desk: its views, its language and colours, its session, and what happens elsewhere. */
export function describeShell(browser: RunningBrowser): void {
  const desk = createDesk(browser);

  describe('the frame of the desk', () => {
    beforeAll(async () => {
      for (const [customerName, service, time, resource] of MORNING)
        await desk.book(DAY, { customerName, service, time, resource });
    }, 60_000);

    it.each([
      ['English, light, on a screen', { width: 1280, height: 800, locale: 'en-GB' }],
      ['Spanish, dark, on a phone', { width: 360, height: 740, locale: 'es-ES', colorScheme: 'dark' }],
      ['English, dark, on a large screen', { width: 1920, height: 1080, locale: 'en-US', colorScheme: 'dark' }],
    ] satisfies [string, Look][])('has views that fit and are accessible: %s', { timeout: 90_000 }, async (_, look) => {
      const page = await desk.open(look, VIEWS.day);
      for (const [view, address] of Object.entries(VIEWS)) {
        await page.evaluate(`location.hash = ${JSON.stringify(address)}`);
        await page.getByText(/^(Reading …|Cargando…)$/).waitFor({ state: 'detached' });
        if (WITH_MORNING.includes(view)) await page.getByText('Lucía Peña').first().waitFor();
        expect(await browser.seriousFindings(page), address).toEqual([]);
        expect(await overflowsSideways(page), address).toBe(false);
      }
    });

    it('changes nothing for whoever may only look', async () => {
      const holder = 'Rita Reader';
      const made = z
        .object({ key: z.string() })
        .parse((await desk.ask('POST', '/keys', { holder, role: 'read' })).body);
      const page = await browser.open({}, `${browser.endpoints.api}/console#/worklist`);
      await page.getByLabel('Your access key').fill(made.key);
      await page.keyboard.press('Enter');
      await page.getByRole('listitem').filter({ hasText: 'Alba Martín' }).first().waitFor();
      expect(await page.getByRole('button', { name: /^Called/ }).count()).toBe(0);
      await page.evaluate('location.hash = "#/closures"');
      await page.getByRole('heading', { name: 'Coming up' }).waitFor();
      expect(await page.getByRole('button', { name: 'Close …' }).count()).toBe(0);
      await page.getByRole('button', { name: 'Sign out', exact: true }).click();
      await page.getByText('You have signed in as Rita Reader.').waitFor();
      await page.getByRole('button', { name: 'Sign out everywhere' }).click();
      await page.getByLabel('Your access key').waitFor();
    });

    it('travels compressed, and again only after a deploy', async () => {
      const address = `${browser.endpoints.api}/console/console.js`;
      const first = await request('GET', address, undefined, { 'accept-encoding': 'gzip' });
      expect(first.headers.get('content-encoding')).toBe('gzip');
      const known = { 'if-none-match': first.headers.get('etag') ?? '' };
      expect((await request('GET', address, undefined, known)).status).toBe(304);
      const plain = await request('GET', address, undefined, { 'accept-encoding': 'identity' });
      expect(plain.headers.get('content-encoding')).toBeNull();
      expect(plain.text).toBe(first.text);
    });

    it('begins in the language of the browser, and keeps the one that somebody chose', async () => {
      const page = await desk.open({ width: 360, height: 740, locale: 'es-MX' });
      await page.getByRole('navigation', { name: 'Vistas' }).waitFor();
      expect(await page.evaluate('document.documentElement.lang')).toBe('es');
      await page.getByRole('button', { name: 'English' }).click();
      await page.getByRole('navigation', { name: 'Views' }).waitFor();
      await page.reload();
      await page.getByRole('navigation', { name: 'Views' }).waitFor();
      await page.getByRole('button', { name: 'Español' }).press('Enter');
      await page.getByRole('navigation', { name: 'Vistas' }).waitFor();
    });

    it('counts hours and begins weeks as the region does', async () => {
      const american = await desk.open({ locale: 'en-US' }, '#/closures');
      expect(await american.getByRole('columnheader').first().innerText()).toBe('Sun');
      const spanish = await desk.open({ locale: 'es-ES' }, '#/closures');
      expect(await spanish.getByRole('columnheader').first().innerText()).toBe('lun');
    });

    it('keeps the colours that somebody chose', async () => {
      const page = await desk.open({ colorScheme: 'light' });
      await page.getByRole('button', { name: 'Dark colours' }).click();
      await page.reload();
      await page.getByRole('button', { name: 'Light colours' }).waitFor();
      expect(await page.evaluate('getComputedStyle(document.documentElement).colorScheme')).toBe('dark');
    });

    it('shows at one desk what was done at another, and asks by small questions alone meanwhile', async () => {
      const [one, other] = [await desk.open({}, '#/closures'), await desk.open({}, '#/closures')];
      const asked: string[] = [];
      other.on('response', (answer) => asked.push(`${answer.status()} ${new URL(answer.url()).pathname}`));
      // What the tests before did may still be on its way; then there is nothing but small questions.
      await eventually(async () => asked.length >= 3 && asked.slice(-3).every((line) => line === '304 /changes'));

      const date = dayOfNextMonth(3, 4);
      for (const page of [one, other]) await page.getByRole('button', { name: 'Month after' }).click();
      await one.locator(`[data-day="${date}"]`).click();
      await one.getByLabel('Reason').fill('Summer');
      await one.getByRole('button', { name: 'Save closure' }).click();
      await one.getByText(/^Closed\./).waitFor();
      await other.getByText('Everybody · Closed · Summer').waitFor();
      await other
        .getByRole('button', { name: 'Already: Everybody, Closed' })
        .and(other.locator(`[data-day="${date}"]`))
        .waitFor();
      await other.getByRole('button', { name: /^Delete the closure/ }).click();
      await one.getByText('Everybody · Closed · Summer').waitFor({ state: 'detached' });
    });

    it('says that the session is over, and goes on where it was after the next sign-in', async () => {
      const page = await desk.open({}, '#/worklist');
      await page.route('**/changes', (route) => route.fulfill({ status: 401, json: {} }), { times: 1 });
      await page.getByText('The session is over. Sign in to go on.').waitFor();
      await page.getByLabel('Your access key').fill(browser.endpoints.apiKey);
      await page.keyboard.press('Enter');
      await page.getByRole('main', { name: 'Worklist' }).waitFor();
    });

    it('says that there is no connection, as long as there is none', async () => {
      const page = await desk.open();
      await page.context().setOffline(true);
      await page.getByText(/^No connection/).waitFor();
      await page.context().setOffline(false);
      await page.getByText(/^No connection/).waitFor({ state: 'detached' });
    });
  });
}
