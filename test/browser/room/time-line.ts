import { describe, expect, it } from 'vitest';
import { eventually } from '../../local/support/eventually.ts';
import type { RunningBrowser } from '../../support/browser.ts';
import { aPhone } from '../../support/webhooks.ts';
import { createRoom } from '../support/room.ts';

/** An invitation, step by step. */
export function describeTimeLine(browser: RunningBrowser): void {
  const room = createRoom(browser);

  describe('the time line', () => {
    it('tells every step of a booking as it happens, who made it, and what it was made of', async () => {
      const page = await room.open({ width: 1440, height: 900 });
      const { messageId } = await room.aBooking('Robin Winter');
      await room.openInvitation(page, 'Robin Winter');
      const reached = page.getByRole('list', { name: 'How far it got' });
      await reached.getByRole('listitem').filter({ hasText: 'handed off' }).filter({ hasText: 'done' }).waitFor();
      await eventually(async () => (await reached.innerText()).match(/\bdone\b/g)?.length === 9);

      const steps = page.getByRole('list', { name: 'What happened' });
      const step = (title: string) => steps.getByRole('listitem').filter({ hasText: title });
      expect(await step('Invitation requested').innerText()).toContain('send-requested-flow');
      expect(await step('Read by the customer').innerText()).toContain('receive-webhook');
      await step('Customer told: booked').getByText('tell-customer').waitFor();
      expect(await step('Announced: Appointment Booked').innerText()).toContain('publish-events');
      await step('Form completed').getByText('Webhook', { exact: true }).click();
      expect(await step('Form completed').getByRole('region', { name: 'Webhook' }).innerText()).toContain(messageId);
    });

    it('says why a send was refused', async () => {
      await browser.simulator.behave({ refuse: { code: 131026 } });
      const page = await room.open();
      await browser.simulator.write(aPhone(), 'I want to book', 'Kim Stone');
      await room.openInvitation(page, 'Kim Stone');
      const step = page.getByRole('listitem').filter({ hasText: 'Refused by the provider' });
      expect(await step.innerText()).toContain('not on WhatsApp');
    });
  });
}
