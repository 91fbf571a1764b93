import { PublishCommand, type PublishCommandInput, SNSClient } from '@aws-sdk/client-sns';
import { beforeEach, describe, expect, it } from 'vitest';
import { Contract } from '../../functions/shared/contract/contract.ts';
import { createBookings } from '../support/bookings.ts';
import { aContract } from '../support/contract.ts';
import { mockedClient } from '../support/mocked-client.ts';
import { aPhone, secondsAgo, textBody } from '../support/webhooks.ts';
import { startWorld } from '../support/world.ts';

const world = await startWorld(Contract.parse({ ...aContract(), console: true }));
const { aBooking } = createBookings(world);

const topic = mockedClient(SNSClient);
let texts: string[] = [];
beforeEach(() => {
  texts = [];
  topic.on(PublishCommand).callsFake(({ Message = '' }: PublishCommandInput) => {
    texts.push(Message);
    return { MessageId: 'mail' };
  });
});

const STAFF_NEWS = ['Appointment Booked', 'Customer Question Received'];
async function notify(): Promise<void> {
  const news = (await world.announce()).filter(({ type }) => STAFF_NEWS.includes(type));
  await world.deliverAnnounced('notify-staff', ...news);
}

describe('where there is a console, an e-mail to the staff', () => {
  it('ends with a number to call, the chat, and the booking in the console, each in one line', async () => {
    const { id, phone } = await aBooking();
    await notify();
    expect(texts).toHaveLength(1);
    expect(texts[0]).toMatch(
      new RegExp(
        `\\n\\nCall: +tel:\\+${phone}\\nChat: +https://wa.me/${phone}\\nOpen: +https://api.test/console#/bookings/${id}\\n$`,
      ),
    );
  });

  it('opens what waits for a person when a customer wrote', async () => {
    const phone = aPhone();
    await world.webhook(textBody('raw', { phone, text: 'Where do I park?', at: secondsAgo(5) }), '/messages');
    await world.deliverAnnounced('answer-customer', ...(await world.announce()));
    await notify();
    expect(texts).toEqual([expect.stringMatching(/\nOpen: +https:\/\/api\.test\/console#\/worklist\n$/)]);
  });
});
