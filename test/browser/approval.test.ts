import { describe, expect, it } from 'vitest';
import { startClinic } from '../integration/support/running-stack.ts';
import { startBrowser } from '../support/browser.ts';
import { dayOfNextMonth } from './support/customer.ts';
import { createRoom } from './support/room.ts';

/** A clinic whose staff approve what customers book. */
const browser = await startBrowser(startClinic('single', { approval: 'manual', horizonDays: 90 }));
const room = createRoom(browser);

const aRequest = (name: string, week: number) => room.aBooking(name, { date: dayOfNextMonth(week, 2), time: '10:30' });

describe('an appointment that waits for approval', () => {
  it('is approved with the keyboard, and is booked', async () => {
    const { phone } = await aRequest('Kim Roe', 1);
    const page = await room.open();
    await room.openInvitation(page, 'Kim Roe');
    await page.getByRole('heading', { name: 'Appointment, to approve' }).waitFor();
    await page.getByText('Decide by').waitFor();
    const approve = page.getByRole('button', { name: 'Approve' });
    await approve.focus();
    await page.keyboard.press('Enter');
    await page.getByText('The appointment of Kim Roe is approved.').waitFor();
    await page.getByText('Approved by the business').waitFor();
    await page.getByText('Customer told: booked').first().waitFor();
    expect(await approve.count()).toBe(0);
    expect((await browser.simulator.messages(phone)).at(-1)?.text).toContain('is booked');
  }, 60_000);

  it('is refused with a reason, which the customer reads', async () => {
    const { phone } = await aRequest('Lou Hart', 2);
    const page = await room.open();
    await room.showWeek(page, dayOfNextMonth(2, 2));
    await page.getByRole('button', { name: /10:30.*Lou Hart.*to approve/ }).click();
    await page.getByRole('button', { name: 'Refuse', exact: true }).click();
    await page.getByLabel('Reason, which the customer reads').fill('Ana is away.');
    expect(await browser.seriousFindings(page)).toEqual([]);
    await page.getByRole('button', { name: 'Refuse it' }).click();
    await page.getByText('The appointment of Lou Hart is refused.').waitFor();
    await page.getByText('Refused by the business').waitFor();
    await page.getByText('Customer told: refused').first().waitFor();
    expect((await browser.simulator.messages(phone)).at(-1)?.text).toContain('Ana is away.');
  });
});
