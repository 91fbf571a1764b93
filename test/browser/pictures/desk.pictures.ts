import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { startStack } from '../../integration/support/running-stack.ts';
import { type Look, overflowsSideways, picture, startBrowser } from '../../support/browser.ts';
import { createDesk } from '../support/desk.ts';
import { fillADay } from './a-full-day.ts';

const SCREEN = { width: 1280, height: 800, locale: 'en-GB' };
const PHONE = { width: 360, height: 740, locale: 'es-ES' };
const IN_SPANISH = { locale: 'es-ES' };
const DARK = { colorScheme: 'dark' } as const;

/** A week of a clinic and the walk through its views take a while. */
const LONG_MS = 240_000;

/** The stack of the shipped contract, so that the pictures show what its readers get. */
const browser = await startBrowser(startStack('single', 'clinic'));
const desk = createDesk(browser);

/** A picture of the desk: its file, how it looks, at which address, and what is done first. */
type Shot = [name: string, look: Look, address: string, prepare: (page: Page) => Promise<unknown>];

const seen = (text: string) => (page: Page) => page.getByText(text).first().waitFor();

async function findAlba(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Find a customer' }).click();
  await page.keyboard.type('alba');
  await page.getByRole('dialog').getByRole('link', { name: 'Alba Martín' }).waitFor();
  await page.keyboard.press('Enter');
  await page.getByRole('main').getByRole('heading', { name: 'Alba Martín' }).waitFor();
  await page.getByText('What they were told').click();
  await page.getByText('Customer told: booked').first().waitFor();
}

const SHOTS: Shot[] = [
  ['desk-customer.png', SCREEN, '#/today', findAlba],
  ['desk-customer-dark-phone.png', { ...PHONE, locale: 'en-GB', ...DARK }, '#/today', findAlba],
  ['desk-today.png', SCREEN, '#/today', seen('Sam Vale')],
  ['desk-today-es-dark.png', { ...SCREEN, ...IN_SPANISH, ...DARK }, '#/today', seen('Sam Vale')],
  ['desk-today-es-phone.png', PHONE, '#/today', seen('Sam Vale')],
  ['desk-week-es.png', { ...SCREEN, ...IN_SPANISH }, '#/week', seen('Sam Vale')],
  ['desk-worklist-dark.png', { ...SCREEN, ...DARK }, '#/worklist', seen('Kim Roe')],
  ['desk-worklist-es-phone.png', PHONE, '#/worklist', seen('Kim Roe')],
  [
    'desk-figures-es-dark.png',
    { ...SCREEN, ...IN_SPANISH, ...DARK },
    '#/figures',
    async (page) => {
      await page.getByRole('button', { name: '7 días' }).click();
      await page.getByText('acabado en cita').waitFor();
    },
  ],
  ['desk-closures.png', SCREEN, '#/closures', seen('Coming up')],
  [
    'desk-booking.png',
    SCREEN,
    '#/today',
    async (page) => {
      await page
        .getByRole('button', { name: /José Núñez/ })
        .first()
        .click();
      await page.getByRole('complementary', { name: 'Booking' }).getByText('Customer told: booked').first().waitFor();
    },
  ],
  [
    'desk-book-es.png',
    { ...SCREEN, ...IN_SPANISH },
    '#/today',
    async (page) => {
      await page.getByRole('button', { name: 'Reservar', exact: true }).click();
      const dialog = page.getByRole('dialog');
      await dialog.getByRole('radio', { name: /Consulta/ }).click();
      await dialog.getByRole('radio', { name: '15:00', exact: true }).check();
      await dialog.getByLabel('Nombre').fill('Rosa Vidal');
      await dialog.getByLabel('Teléfono').fill('+34 612 005 190');
    },
  ],
];

describe('the pictures of the desk', () => {
  beforeAll(() => fillADay(browser), LONG_MS);

  it.each(SHOTS)('%s', async (name, look, address, prepare) => {
    const page = await desk.open(look, address, browser.clock.now().getTime());
    await prepare(page);
    expect(await browser.seriousFindings(page)).toEqual([]);
    expect(await overflowsSideways(page)).toBe(false);
    await picture(page, name);
  });
});
