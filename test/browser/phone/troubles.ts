import { describe, expect, it } from 'vitest';
import type { RunningBrowser } from '../../support/browser.ts';
import { aPhone } from '../../support/webhooks.ts';
import { createCustomer } from '../support/customer.ts';
import { layLine } from '../support/line.ts';

/** What the customer is told when something goes wrong. */
export function describeTroubles(browser: RunningBrowser): void {
  async function whoAsks(name: string) {
    const page = await browser.openPhone();
    const customer = createCustomer(page);
    await customer.take(name, aPhone());
    await customer.write('I want to book');
    return { ...customer, page };
  }

  describe('what goes wrong', () => {
    it('is told where nothing came, in the provider’s words', async () => {
      await browser.simulator.behave({ refuse: { status: 400, code: 131026 } });
      const customer = await whoAsks('Sam');

      await customer.chat.getByText('An invitation was refused and never came.').waitFor();
      await customer.chat.getByText('Unable to deliver message.').waitFor();
      expect(await customer.chat.getByRole('button', { name: 'Book now' }).count()).toBe(0);
    });

    it('is told before the template that comes in a closed window’s place', async () => {
      await browser.simulator.behave({ window: 'closed' });
      const customer = await whoAsks('Eva');

      await customer.chat.getByText('Template appointment_invitation').waitFor();
      await customer.chat.getByText('The provider said: “Dialog window is closed”').waitFor();
      await customer.openForm();
      await customer.sheet.getByText('Step 1 of 3').waitFor();
    });

    it('is told below a message that failed, whose button does nothing', async () => {
      await browser.simulator.behave({ failWith: { code: 131026 } });
      const customer = await whoAsks('Kim');

      await customer.chat.getByText('Unable to deliver message. (Message undeliverable, 131026)').waitFor();
      await customer.chat.getByRole('img', { name: 'Not delivered' }).waitFor();
      expect(await customer.chat.getByRole('button', { name: 'Book now' }).isDisabled()).toBe(true);
    });

    it('with the connection is told, and what was missed is there as soon as it is back', async () => {
      const line = await layLine(browser.endpoints.phone);
      const page = await browser.open({}, line.address);
      const phone = aPhone();
      const customer = createCustomer(page);
      await customer.take('Ida', phone);
      line.cut();
      await page.getByText('No connection to the local stack.').waitFor();
      await browser.simulator.write(phone, 'Meanwhile', 'Ida');
      await customer.chat.getByText('Meanwhile').waitFor();
      await page.getByText('No connection to the local stack.').waitFor({ state: 'detached' });
      await browser.simulator.write(phone, 'And live again', 'Ida');
      await customer.chat.getByText('And live again').waitFor();
    });

    it('in the form is told at the field, and the form does not go on', async () => {
      const customer = await whoAsks('Lee');
      await customer.openForm();
      await customer.goOn();

      await customer.sheet.getByText('3 fields need your attention.').waitFor();
      await customer.sheet.getByText('Step 1 of 3').waitFor();
      expect(await customer.page.evaluate('document.activeElement.value')).toBe('First visit');
      const time = customer.sheet.getByLabel('Time');
      expect(await time.getAttribute('aria-invalid')).toBe('true');
      const words = (await time.getAttribute('aria-describedby'))
        ?.split(' ')
        .map((id) => `[id="${id}"]`)
        .join(',');
      expect(await customer.page.locator(words ?? '').allTextContents()).toEqual(['Please choose one.']);

      await time.selectOption('09:30');
      expect(await time.getAttribute('aria-invalid')).toBe('false');
      await customer.sheet.getByText('2 fields need your attention.').waitFor();
    });
  });
}
