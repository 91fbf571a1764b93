import { describe, expect, it } from 'vitest';
import { eventually } from '../local/support/eventually.ts';
import { aPhone } from '../support/webhooks.ts';
import { aFreeDay } from './support/free-days.ts';
import { shareStack } from './support/running-stack.ts';

const stack = await shareStack();
const { simulator } = stack;

/** The newest message of the business on a customer's phone, once its text says this. */
const untilTold = (phone: string, says: RegExp) =>
  eventually(async () => {
    const newest = (await simulator.messages(phone)).findLast(({ from }) => from === 'business');
    return newest && says.test(newest.text) ? newest : undefined;
  });

async function aBooking() {
  const phone = aPhone();
  const { invitationId, messageId } = await stack.inviteWhoWrote(phone);
  const form = { date: aFreeDay(), time: '10:00', service: 'consultation', name: 'Alex' };
  await simulator.complete(phone, messageId, form);
  const notice = await untilTold(phone, /^Thank you, Alex/);
  return { phone, invitationId, notice };
}

describe('a customer', () => {
  it('cancels by writing, is asked, taps, and reads that it is cancelled', async () => {
    const { phone, invitationId } = await aBooking();
    await simulator.write(phone, "I can't make it tomorrow, please cancel");
    const question = await untilTold(phone, /^Do you want to cancel consultation/);
    await simulator.tap(phone, question.id, 'cancel-now');
    await untilTold(phone, /^Your appointment on .* is cancelled/);
    const { booking, history } = await stack.invitation(invitationId);
    expect(booking).toMatchObject({ state: 'cancelled' });
    expect(history.at(-1)).toMatchObject({ kind: 'cancellation', actor: { kind: 'customer' } });
  });

  it('asks for another time by a button, and gets the form again', async () => {
    const { phone, notice } = await aBooking();
    await simulator.tap(phone, notice.id, 'change');
    expect(await untilTold(phone, /^Choose another time for consultation/)).toMatchObject({ kind: 'flow' });
  });

  it('who asks something hears that a person answers', async () => {
    const phone = aPhone();
    await simulator.write(phone, 'Is there parking?');
    await untilTold(phone, /^Thank you for your message/);
    await stack.untilAnnounced('Customer Question Received', { chatId: `${phone}@c.us`, wish: 'question' });
  });
});
