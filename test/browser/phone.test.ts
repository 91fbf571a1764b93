import { describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { request } from '../integration/support/request.ts';
import { eventually } from '../local/support/eventually.ts';
import { overflowsSideways, picture, startBrowser } from '../support/browser.ts';
import { aPhone } from '../support/webhooks.ts';
import { createCustomer, dayOfNextMonth } from './support/customer.ts';

const browser = await startBrowser();

const Listed = z.object({ items: z.array(z.looseObject({ invitationId: z.string() })) });

/** The customer's newest invitation once there are so many forms in its history, and how many invitations there are. */
async function bookingOf(phone: string, forms = 1) {
  const { api, apiKey } = browser.endpoints;
  const authorization = `Bearer ${apiKey}`;
  const listed = await request('GET', `${api}/invitations?phone=${phone}`, undefined, { authorization });
  const { items } = Listed.parse(listed.body);
  return eventually(async () => {
    const found = await browser.invitation(items[0]?.invitationId);
    return found.history.length >= forms && { ...found, invitations: items.length };
  });
}

describe('a customer', () => {
  it('books by writing, pressing the button and filling in the form', async () => {
    const page = await browser.open();
    const phone = aPhone();
    const customer = createCustomer(page);
    await customer.take('Alex', phone);
    await customer.write('I would like to book an appointment');
    await customer.chat.getByText('book your appointment:').waitFor();
    await customer.chat.getByRole('img', { name: 'Read' }).waitFor();

    const wishes = { service: 'Consultation', date: dayOfNextMonth(0, 1), time: '10:30', name: 'Alex', notes: 'Quick' };
    await customer.openForm();
    await customer.chooseTime(wishes);
    await picture(page.locator('.phone'), 'form.png');
    await customer.goOn();
    await customer.sayWho(wishes);
    await customer.goOn();
    await customer.sheet.getByText(wishes.date).waitFor();
    await customer.goOn('Confirm appointment');
    await customer.sentForms.waitFor();

    const { booking } = await bookingOf(phone);
    expect(booking).toMatchObject({ state: 'booked', service: 'Consultation', customerName: 'Alex', notes: 'Quick' });
    expect(String(booking?.['startsAt'])).toContain(wishes.date);
    await page.locator('#room').getByRole('row', { name: 'Booked' }).waitFor();
    await picture(page, 'phone.png');
  });

  it('books in Spanish with one press of a suggestion', async () => {
    const page = await browser.open();
    const phone = aPhone();
    const customer = createCustomer(page);
    await customer.take('Marta', phone);
    await page.getByRole('button', { name: 'Quiero reservar' }).click();
    await customer.chat.getByText('reserva tu cita:').waitFor();
    await customer.openForm('Reservar');
    await customer.book({ service: 'First visit', date: dayOfNextMonth(0, 2), time: '09:00', name: 'Marta' });

    expect(await bookingOf(phone)).toMatchObject({ language: 'es', booking: { customerName: 'Marta' } });
  });

  it('changes the booking by answering the same invitation again', async () => {
    const page = await browser.open();
    const phone = aPhone();
    const customer = createCustomer(page);
    const wishes = { service: 'Treatment', date: dayOfNextMonth(0, 3), time: '12:00', name: 'Priya' };
    await customer.take('Priya', phone);
    await customer.write('an appointment, please');
    await customer.openForm();
    await customer.book(wishes);
    await customer.openForm();
    await customer.book({ ...wishes, time: '16:30' });

    const { booking, revision, invitations } = await bookingOf(phone, 2);
    expect({ revision, invitations }).toEqual({ revision: 2, invitations: 1 });
    expect(booking?.['startsAt']).toMatch(/T1[45]:30/);
    expect(await customer.sentForms.count()).toBe(2);
  });

  it('ends with one booking when every webhook comes twice and out of order', async () => {
    await browser.simulator.behave({ duplicate: true, shuffle: true, seed: 5, webhookConcurrency: 4 });
    const page = await browser.open();
    const phone = aPhone();
    const customer = createCustomer(page);
    await customer.take('Noor', phone);
    await customer.write('I want to book');
    await customer.openForm();
    await customer.book({ service: 'Follow-up', date: dayOfNextMonth(0, 4), time: '17:00', name: 'Noor' });
    await browser.untilQuiet();

    expect(await bookingOf(phone)).toMatchObject({ status: 'completed', revision: 1, invitations: 1 });
    expect(await customer.chat.getByRole('button', { name: 'Book now' }).count()).toBe(1);
  });
});

describe('what goes wrong', () => {
  it('is told where nothing came, in the provider’s words', async () => {
    await browser.simulator.behave({ refuse: { status: 400, code: 131026 } });
    const page = await browser.open();
    const customer = createCustomer(page);
    await customer.take('Sam', aPhone());
    await customer.write('I want to book');

    await customer.chat.getByText('An invitation was refused and never came.').waitFor();
    await customer.chat.getByText('Unable to deliver message.').waitFor();
    expect(await customer.chat.getByRole('button', { name: 'Book now' }).count()).toBe(0);
  });

  it('is told before the template that comes in a closed window’s place', async () => {
    await browser.simulator.behave({ window: 'closed' });
    const page = await browser.open();
    const customer = createCustomer(page);
    await customer.take('Eva', aPhone());
    await customer.write('I want to book');

    await customer.chat.getByText('Template appointment_invitation').waitFor();
    await customer.chat.getByText('The provider said: “Dialog window is closed”').waitFor();
    await customer.openForm();
    await customer.sheet.getByText('Step 1 of 3').waitFor();
  });

  it('is told below a message that failed, whose button does nothing', async () => {
    await browser.simulator.behave({ failWith: { code: 131026 } });
    const page = await browser.open();
    const customer = createCustomer(page);
    await customer.take('Kim', aPhone());
    await customer.write('I want to book');

    await customer.chat.getByText('Unable to deliver message. (Message undeliverable, 131026)').waitFor();
    await customer.chat.getByRole('img', { name: 'Not delivered' }).waitFor();
    expect(await customer.chat.getByRole('button', { name: 'Book now' }).isDisabled()).toBe(true);
  });

  it('in the form is told at the field, and the form does not go on', async () => {
    const page = await browser.open();
    const customer = createCustomer(page);
    await customer.take('Lee', aPhone());
    await customer.write('I want to book');
    await customer.openForm();
    await customer.goOn();

    await customer.sheet.getByText('3 fields need your attention.').waitFor();
    await customer.sheet.getByText('Step 1 of 3').waitFor();
    expect(await page.evaluate('document.activeElement.value')).toBe('First visit');
    const time = customer.sheet.getByLabel('Time');
    expect(await time.getAttribute('aria-invalid')).toBe('true');
    const words = (await time.getAttribute('aria-describedby'))
      ?.split(' ')
      .map((id) => `[id="${id}"]`)
      .join(',');
    expect(await page.locator(words ?? '').allTextContents()).toEqual(['Please choose one.']);

    await time.selectOption('09:30');
    expect(await time.getAttribute('aria-invalid')).toBe('false');
    await customer.sheet.getByText('2 fields need your attention.').waitFor();
  });
});

describe('without a mouse', () => {
  it('the form is opened, walked through, closed and left where it was', async () => {
    const page = await browser.open();
    const customer = createCustomer(page);
    await customer.take('Ana', aPhone());
    await customer.write('I want to book');
    const button = customer.chat.getByRole('button', { name: 'Book now' });
    await button.focus();
    await page.keyboard.press('Enter');
    await customer.sheet.waitFor();
    const isInside = () => page.evaluate('document.activeElement.closest("[role=dialog]") !== null');
    for (const key of ['Shift+Tab', 'Tab', 'Tab', 'Space', 'ArrowDown', 'Tab', 'Enter', 'PageDown', 'Home', 'Enter']) {
      await page.keyboard.press(key);
      expect(await isInside()).toBe(true);
    }
    expect(await customer.sheet.getByLabel('Consultation').isChecked()).toBe(true);
    expect(await customer.sheet.getByRole('button', { name: /^Day/ }).textContent()).toMatch(/^Monday \d/);

    await page.keyboard.press('Escape');
    await customer.sheet.waitFor({ state: 'detached' });
    expect(await page.evaluate('document.activeElement.textContent')).toBe('Book now');
  });
});

describe('everybody', () => {
  it.each([
    { look: 'light and wide', colorScheme: 'light', width: 1280, height: 860 },
    { look: 'dark', colorScheme: 'dark', width: 1280, height: 860 },
    { look: 'narrow', colorScheme: 'light', width: 360, height: 740 },
  ] as const)('can use the page: $look', async ({ look, ...window }) => {
    const page = await browser.open(window);
    const customer = createCustomer(page);
    await customer.take('Alex', aPhone());
    await customer.write('I want to book');
    await customer.chat.getByRole('img', { name: 'Read' }).waitFor();
    if (look === 'dark') await picture(page, 'phone-dark.png');
    if (look === 'narrow') await picture(page, 'phone-narrow.png');
    expect(await browser.seriousFindings(page, '#phone')).toEqual([]);
    await customer.openForm();
    await customer.goOn();
    await customer.sheet.getByRole('button', { name: /^Day/ }).click();
    expect(await browser.seriousFindings(page, '#phone')).toEqual([]);
    expect(await overflowsSideways(page)).toBe(false);

    await page.keyboard.press('Escape');
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'All customers' }).click();
    expect(await browser.seriousFindings(page, '#phone')).toEqual([]);
    expect(await overflowsSideways(page)).toBe(false);
  });
});
