import { describe, expect, it } from 'vitest';
import { createProviderCall } from '../../../local/provider-call.ts';
import type { RunningBrowser } from '../../support/browser.ts';
import { aPhone } from '../../support/webhooks.ts';
import { createCustomer } from '../support/customer.ts';

const BUTTONS = [
  { id: 'change', title: 'Move it' },
  { id: 'keep', title: 'Keep it' },
];
const ROWS = [
  { id: '1', title: 'Tuesday, 10:30', description: 'Haircut' },
  { id: '2', title: 'Wednesday, 9:00' },
];

/** What a customer taps under a message of the business. */
export function describeReplies(browser: RunningBrowser): void {
  const call = createProviderCall(browser.endpoints, browser.channelToken);

  /** A customer who wrote, and to whom the business then sends a message. */
  async function whoGets(method: 'sendButton' | 'sendList', message: object) {
    const page = await browser.openPhone();
    const phone = aPhone();
    const customer = createCustomer(page);
    await customer.take('Noa', phone);
    await customer.write('Good morning');
    await customer.chat.getByText('Good morning').waitFor();
    await call('POST', method, { phone, ...message });
    return { ...customer, page };
  }

  /** The bubble of what the customer chose, which quotes the message above it. */
  const chosen = ({ chat }: ReturnType<typeof createCustomer>, title: string, quoted: string) =>
    chat.getByRole('article').filter({ hasText: title }).filter({ hasText: quoted }).filter({ hasText: 'Customer:' });

  describe('what the customer taps', () => {
    it('is a button under a message, and stands in the chat as what they said', async () => {
      const customer = await whoGets('sendButton', { body: 'See you on Tuesday.', buttons: BUTTONS });
      const button = customer.chat.getByRole('button', { name: 'Move it' });
      await button.waitFor();
      expect(await browser.seriousFindings(customer.page, '#phone')).toEqual([]);
      await button.focus();
      await customer.page.keyboard.press('Enter');
      await chosen(customer, 'Move it', 'See you on Tuesday.').waitFor();
    });

    it('is a row of a list, with the keyboard alone', async () => {
      const list = { body: 'Which appointment?', action: 'Choose', sections: [{ rows: ROWS }] };
      const customer = await whoGets('sendList', list);
      const opener = customer.chat.getByRole('button', { name: 'Choose' });
      await opener.focus();
      await customer.page.keyboard.press('Enter');
      await customer.sheet.getByRole('heading', { name: 'Choose' }).waitFor();
      expect(await browser.seriousFindings(customer.page, '#phone')).toEqual([]);

      await customer.page.keyboard.press('Escape');
      await customer.sheet.waitFor({ state: 'detached' });
      expect(await customer.page.evaluate('document.activeElement.textContent')).toBe('Choose');

      await customer.page.keyboard.press('Enter');
      await customer.sheet.getByRole('button', { name: 'Tuesday, 10:30 Haircut' }).focus();
      await customer.page.keyboard.press('Enter');
      await customer.sheet.waitFor({ state: 'detached' });
      await chosen(customer, 'Tuesday, 10:30', 'Which appointment?').waitFor();
    });

    it('is nothing under a message that failed', async () => {
      await browser.simulator.behave({ failWith: { code: 131026 } });
      const customer = await whoGets('sendButton', { body: 'See you on Tuesday.', buttons: BUTTONS });
      await customer.chat.getByRole('img', { name: 'Not delivered' }).waitFor();
      expect(await customer.chat.getByRole('button', { name: 'Move it' }).isDisabled()).toBe(true);
    });
  });
}
