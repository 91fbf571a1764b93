import { describe, expect, it } from 'vitest';
import type { RunningBrowser } from '../../support/browser.ts';
import { aPhone, textBody } from '../../support/webhooks.ts';
import { dayOfNextMonth } from '../support/customer.ts';
import { createRoom } from '../support/room.ts';

/** What a person should look at, and the means to mend it. */
export function describeAttention(browser: RunningBrowser): void {
  const room = createRoom(browser);

  describe('a booking that needs attention', () => {
    it('is counted, explained, and mended by setting another time', async () => {
      await room.aBooking('Noa Berg', { date: dayOfNextMonth(1, 2), time: '21:00' });
      const page = await room.open();
      await room.view(page, /Worklist.*\d+ to do/).click();
      const item = page.getByRole('main', { name: 'Worklist' }).getByRole('listitem').filter({ hasText: 'Noa Berg' });
      await item.getByText('The business is closed at this time.').waitFor();

      await item.getByRole('button', { name: 'Noa Berg' }).click();
      await room.move(page, '11:30');
      await page.getByText('Noa Berg is moved.').waitFor();
      await page.keyboard.press('Escape');
      await item.waitFor({ state: 'detached' });
    });

    it('is over when somebody says that it is right as it is', async () => {
      await room.aBooking('Jan Puig', { date: dayOfNextMonth(2, 1), time: '07:30' });
      const page = await room.open();
      await room.openInvitation(page, 'Jan Puig');
      const reason = page.getByText('The business is closed at this time.');
      await reason.waitFor();
      await page.getByRole('button', { name: 'Keep as it is' }).click();
      await page.getByText('The booking stays as it is.').waitFor();
      await reason.waitFor({ state: 'detached' });
    });

    it('is over when it is cancelled, and takes no place in the week any more', async () => {
      const page = await room.open();
      const date = dayOfNextMonth(2, 2);
      await room.aBooking('Lou Hart', { date, time: '07:00' });
      await room.openInvitation(page, 'Lou Hart');
      await page.getByLabel('Reason for cancelling').fill('On holiday');
      await page.getByRole('button', { name: 'Cancel the appointment' }).click();
      await page.getByText('Cancelled by the business').waitFor();

      const week = page.getByRole('main', { name: 'Week' });
      await room.aBooking('Pia Holm', { date, time: '12:00' });
      await room.showWeek(page, date);
      await week
        .getByRole('button', { name: /Pia Holm/ })
        .first()
        .waitFor();
      expect(await week.getByRole('button', { name: /Lou Hart/ }).count()).toBe(0);
    });

    it('stands beside the customers who wrote that they want to cancel', async () => {
      const page = await room.open();
      const phone = aPhone();
      await browser.webhook('messages', textBody('normalised', { phone, name: 'Kim Roe', text: 'Please cancel' }));
      await room.show(page, 'Worklist');
      const item = page.getByRole('main', { name: 'Worklist' }).getByRole('listitem').filter({ hasText: 'Kim Roe' });
      await item.getByText('Wants to cancel: read the chat, and cancel the booking.').waitFor();
      expect(await item.getByRole('link', { name: `Call +${phone}` }).getAttribute('href')).toBe(`tel:+${phone}`);
      expect(await item.getByRole('link', { name: 'Open the chat' }).getAttribute('href')).toContain(`wa.me/${phone}`);
      await item.getByRole('button', { name: 'Answered Kim Roe' }).click();
      await page.getByText('Noted: Kim Roe was answered.').waitFor();
      await item.waitFor({ state: 'detached' });
    });

    it('stands beside the customers who were not told, with what to say, until somebody called them', async () => {
      const page = await room.open();
      const { phone } = await room.aBooking('Sam Vale', { date: dayOfNextMonth(1, 3), time: '12:00' });
      await browser.webhook('messages', textBody('normalised', { phone, name: 'Sam Vale', text: 'Stop' }));
      await room.openInvitation(page, 'Sam Vale');
      await room.move(page, '13:00');
      await page.getByText('Customer not told: changed').first().waitFor();

      await room.show(page, 'Worklist');
      const item = page.getByRole('main', { name: 'Worklist' }).getByRole('listitem').filter({ hasText: 'Sam Vale' });
      await item.getByText('The customer asked not to receive messages.').waitFor();
      expect(await item.getByRole('link', { name: `Call +${phone}` }).getAttribute('href')).toBe(`tel:+${phone}`);
      await item.getByText(/Your appointment has changed.* 1:00/).waitFor();
      const called = item.getByRole('button', { name: 'Called Sam Vale' });
      await page.route('**/worklist/*/done', (route) => route.abort(), { times: 1 });
      await called.click();
      await item.getByRole('alert').getByText('Nobody answers').waitFor();
      await called.click();
      await page.getByText('Noted: Sam Vale was called.').waitFor();
      await item.waitFor({ state: 'detached' });
    });

    it('stands beside what came in and could not be matched', async () => {
      const page = await room.open();
      await browser.webhook('all', { nobody: 'knows this' });
      await room.show(page, 'Worklist');
      const item = page
        .getByRole('main', { name: 'Worklist' })
        .getByRole('listitem')
        .filter({ hasText: 'It has a form nobody knows.' });
      await item.getByText('As it came').click();
      expect(await item.getByRole('region').innerText()).toContain('knows this');
    });
  });
}
