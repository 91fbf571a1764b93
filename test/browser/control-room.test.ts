import type { Locator, Page } from 'playwright-core';
import { beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { request } from '../integration/support/request.ts';
import { eventually } from '../local/support/eventually.ts';
import { type Look, overflowsSideways, picture, startBrowser } from '../support/browser.ts';
import { aPhone } from '../support/webhooks.ts';
import { dayOfNextMonth } from './support/customer.ts';
import { nameOf, putInvitations } from './support/many-invitations.ts';

const browser = await startBrowser();

/** The form of a customer who chose a working day and hour. */
const aForm = { service: 'consultation', date: dayOfNextMonth(1, 1), time: '10:30', name: 'Alex' };

/** The first booking starts every function of the stack, on a machine that may be busy. */
const COLD_START_MS = 25_000;

/** A customer writes that they want to book, is invited, and fills in the form. */
async function aBooking(name: string, form: Partial<typeof aForm> = {}) {
  const phone = aPhone();
  await browser.simulator.write(phone, 'I want to book', name);
  const invitation = await eventually(async () => {
    const messages = await browser.simulator.messages(phone);
    // The phone on the page may show this very chat, and has read it then.
    return messages.find(({ kind, status }) => kind === 'flow' && ['delivered', 'read'].includes(status));
  }, COLD_START_MS);
  await browser.simulator.complete(phone, invitation.id, { ...aForm, name, ...form });
  return { phone, messageId: invitation.id };
}

const tab = (page: Page, name: string): Locator => page.getByRole('tab', { name });

async function openRoom(look?: Look): Promise<Page> {
  const page = await browser.open(look);
  if (look?.width !== undefined && look.width < 1100) await tab(page, 'Control room').click();
  await tab(page, 'Invitations').waitFor();
  return page;
}

const openInvitation = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click();

const behaviour = async () => (await request('GET', `${browser.endpoints.provider}/_sim/behaviour`)).body;

describe('the time line', () => {
  it('tells every step of a booking as it happens, who made it, and what it was made of', async () => {
    const page = await openRoom({ width: 1440, height: 900 });
    const { messageId } = await aBooking('Robin Winter');
    await openInvitation(page, 'Robin Winter');
    const reached = page.getByRole('list', { name: 'How far it got' });
    await reached.getByRole('listitem').filter({ hasText: 'handed off' }).filter({ hasText: 'done' }).waitFor();
    expect((await reached.innerText()).match(/\bdone\b/g)).toHaveLength(8);

    const steps = page.getByRole('list', { name: 'What happened' });
    const step = (title: string) => steps.getByRole('listitem').filter({ hasText: title });
    expect(await step('Invitation requested').innerText()).toContain('send-requested-flow');
    expect(await step('Read by the customer').innerText()).toContain('receive-webhook');
    expect(await step('Announced: Appointment Booked').innerText()).toContain('publish-events');
    await step('Form completed').getByText('Webhook', { exact: true }).click();
    expect(await step('Form completed').getByRole('region', { name: 'Webhook' }).innerText()).toContain(messageId);
  });

  it('says why a send was refused', async () => {
    await browser.simulator.behave({ refuse: { code: 131026 } });
    const page = await openRoom();
    await browser.simulator.write(aPhone(), 'I want to book', 'Kim Stone');
    await openInvitation(page, 'Kim Stone');
    const step = page.getByRole('listitem').filter({ hasText: 'Refused by the provider' });
    expect(await step.innerText()).toContain('not on WhatsApp');
  });
});

describe('a booking that needs attention', () => {
  it('is counted, explained, and mended by setting another time', async () => {
    const page = await openRoom();
    await aBooking('Noa Berg', { date: dayOfNextMonth(1, 2), time: '21:00' });
    await tab(page, 'Attention')
      .and(page.getByRole('tab', { name: /\d+ to look at/ }))
      .click();
    const item = page.getByRole('listitem').filter({ hasText: 'Noa Berg' });
    await item.getByText('The business is closed at this time.').waitFor();

    await item.getByRole('button', { name: 'Change time' }).click();
    await item.getByLabel('Time').fill('11:30');
    await item.getByRole('button', { name: 'Save time' }).click();
    await page.getByText('The time is saved.').waitFor();
    await item.waitFor({ state: 'detached' });
  });

  it('is over when it is cancelled, and the week shows it as such', async () => {
    const page = await openRoom();
    const date = dayOfNextMonth(2, 2);
    await aBooking('Lou Hart', { date, time: '07:00' });
    await openInvitation(page, 'Lou Hart');
    await page.getByRole('button', { name: 'Cancel it' }).click();
    await page.getByLabel('Reason').fill('On holiday');
    await page.getByRole('button', { name: 'Cancel booking' }).click();
    await page.getByText('The booking is cancelled.').waitFor();
    await page.getByText('Cancelled by the business').waitFor();

    await tab(page, 'Agenda').click();
    await page.getByLabel('Week of').fill(date);
    await page.getByRole('button', { name: '07:00 Lou Hart Consultation cancelled' }).waitFor();
  });

  it('stands beside what came in and could not be matched', async () => {
    const page = await openRoom();
    await browser.webhook('all', { nobody: 'knows this' });
    await tab(page, 'Attention').click();
    const item = page.getByRole('listitem').filter({ hasText: 'It has a form nobody knows.' });
    await item.getByText('As it came').click();
    expect(await item.getByRole('region').innerText()).toContain('knows this');
  });
});

describe('the list of invitations', () => {
  it('finds by name, phone and status', async () => {
    const { phone } = await aBooking('Søren Ångström', { date: dayOfNextMonth(2, 3) });
    const page = await openRoom();
    const found = page.getByRole('row').filter({ hasText: 'Søren Ångström' });
    await found.waitFor();
    await page.getByLabel('Find').fill('angstrom');
    await page.getByText(/^1 of \d+ invitations/).waitFor();
    await page.getByLabel('Status').selectOption('failed');
    await page.getByText('Nothing fits').waitFor();
    await page.getByLabel('Status').selectOption('booked');
    await page.getByLabel('Find').fill(`+${phone}`);
    await page.getByRole('button', { name: `Look on all days for +${phone}` }).click();
    await page.getByText(`1 invitation for +${phone}`).waitFor();
    expect(await found.innerText()).toContain('Booked');
  });

  it('stays small with 2,000 invitations in it', async () => {
    const day = new Date(Date.now() - 10 * 86_400_000).toISOString().slice(0, 10);
    await putInvitations(z.string().parse(browser.aws.table), 2000, Date.parse(`${day}T10:00:00Z`));
    const page = await openRoom();
    await page.getByLabel('Day', { exact: true }).fill(day);
    await page.getByText('2000 invitations on').waitFor();
    const rows = page.getByRole('row');
    await rows.filter({ hasText: nameOf(2000) }).waitFor();
    expect(await rows.count()).toBeLessThan(50);

    await page.getByRole('table').evaluate((table) => table.parentElement?.scrollTo(0, 1e6));
    await rows.filter({ hasText: nameOf(1) }).waitFor();
    expect(await rows.count()).toBeLessThan(50);
    expect(await rows.filter({ hasText: nameOf(1) }).getAttribute('aria-rowindex')).toBe('2001');

    await page.getByLabel('Find').fill(nameOf(1234));
    await page.getByText('1 of 2000 invitations').waitFor();
    expect(await rows.count()).toBe(2);
  });
});

describe('making it fail', () => {
  it('switches faults on, shows how many, and puts all back', async () => {
    const page = await openRoom({ width: 1440, height: 900 });
    await tab(page, 'Make it fail').click();
    const usual = await behaviour();
    await page.getByRole('switch', { name: 'Duplicates' }).click();
    await page.getByLabel('Refused sends').selectOption('Wrong channel token');
    await page.getByRole('switch', { name: 'CRM down' }).click();
    await tab(page, 'Make it fail 3 in force').waitFor();
    expect(await behaviour()).toMatchObject({ duplicate: true, refuse: { status: 401, text: 'invalid token' } });

    await page.getByRole('button', { name: 'Reset all' }).click();
    await page.getByText('Everything is as on a good day.').waitFor();
    expect(await page.getByRole('switch', { checked: true }).count()).toBe(0);
    expect(await behaviour()).toMatchObject({ duplicate: false, refuse: null, seed: usual['seed'] });
  });

  it('moves the clock of everything forward', async () => {
    const page = await openRoom();
    const before = browser.clock.now().getTime();
    await page.getByRole('button', { name: '+1 h forward' }).click();
    await page.getByText('One hour forward.').waitFor();
    expect(browser.clock.now().getTime() - before).toBeGreaterThanOrEqual(3_600_000);
    const shown = page.getByLabel('Clock').getByRole('time');
    await eventually(async () => Date.parse((await shown.getAttribute('datetime')) ?? '') >= before + 3_600_000);
  });
});

describe('every view', () => {
  beforeAll(async () => {
    await aBooking('Sasha Lind', { date: dayOfNextMonth(3, 1), time: '20:00' });
  });

  it.each([
    ['light', { width: 1440, height: 900 }],
    ['dark', { width: 1440, height: 900, colorScheme: 'dark' }],
    ['narrow', { width: 360, height: 740 }],
  ] satisfies [string, Look][])('is accessible and fits, %s', async (name, look) => {
    const page = await openRoom(look);
    const findings = async () => ({
      serious: await browser.seriousFindings(page),
      overflows: await overflowsSideways(page),
    });
    const none = { serious: [], overflows: false };
    await openInvitation(page, 'Sasha Lind');
    await page.getByText('Taken by the CRM: Appointment Booked').waitFor();
    expect(await findings()).toEqual(none);
    await picture(page, name === 'light' ? 'control-room.png' : `control-room-${name}.png`);
    // The others are made of the same parts.
    const others = name === 'light' ? ['Functions', 'Webhooks', 'Hand-offs', 'Attention', 'Events'] : [];
    for (const title of ['Agenda', 'Make it fail', 'Inside', ...others]) {
      await tab(page, title).click();
      await page.getByText('Reading …').waitFor({ state: 'detached' });
      expect(await findings(), title).toEqual(none);
    }
  });

  it('is walked through by the arrow keys', async () => {
    const page = await openRoom();
    await tab(page, 'Invitations').focus();
    await page.keyboard.press('ArrowRight');
    expect(await tab(page, 'Agenda').getAttribute('aria-selected')).toBe('true');
    await page.keyboard.press('End');
    expect(await tab(page, 'Make it fail').getAttribute('aria-selected')).toBe('true');
  });
});

describe('the console behind the API', () => {
  it('lets in who has the key, and shows and mends what the API tells', async () => {
    await aBooking('Chris Vale', { date: dayOfNextMonth(2, 4), time: '06:00' });
    const page = await browser.open();
    const served = await page.goto(`${browser.endpoints.api}/console`);
    expect(served?.headers()['content-security-policy']).toContain("default-src 'none'");
    await page.getByLabel('API key').fill('not-the-key');
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByText('This key is not accepted: copy it again.').waitFor();
    expect(await browser.seriousFindings(page)).toEqual([]);

    await page.getByLabel('API key').fill(browser.endpoints.apiKey);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await openInvitation(page, 'Chris Vale');
    await page.getByText('The business is closed at this time.').waitFor();
    expect(await page.getByRole('list', { name: 'How far it got' }).getByRole('listitem').count()).toBe(6);
    await page.getByRole('button', { name: 'Change time' }).click();
    await page.getByLabel('Time').fill('12:00');
    await page.getByRole('button', { name: 'Save time' }).click();
    await page.getByText('Changed by the business').waitFor();
    expect(await browser.seriousFindings(page)).toEqual([]);

    await page.reload();
    await page.getByLabel('API key').waitFor();
  });
});

describe('the data side of the page', () => {
  const ask = (headers: Record<string, string>, path = 'api/worklist?kind=attention&day=2031-05-06') =>
    request('GET', `${browser.endpoints.provider}/_room/${path}`, undefined, headers);

  it('serves the page itself, and no page of another site, which would act with a key it does not have', async () => {
    expect((await ask({ 'sec-fetch-site': 'same-origin' })).status).toBe(200);
    expect((await ask({ 'sec-fetch-site': 'cross-site' })).status).toBe(403);
  });

  it('hands on what the page needs, and shows neither key nor webhook secret', async () => {
    expect((await ask({}, 'api/customers?phone=34600000001')).status).toBe(404);
    const [secret = ''] = /[^/]+$/.exec(browser.endpoints.webhooks.all) ?? [];
    for (const part of ['events', 'waiting', 'functions', 'functions/send-requested-flow', 'calls', 'webhooks']) {
      const { status, text } = await ask({}, `inside/${part}`);
      expect(status, part).toBe(200);
      for (const word of [secret, browser.endpoints.apiKey, browser.channelToken]) expect(text).not.toContain(word);
    }
  });
});
