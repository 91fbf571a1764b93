import { describe, expect, it } from 'vitest';
import { eventually } from '../local/support/eventually.ts';
import { aPhone } from '../support/webhooks.ts';
import { shareStack } from './support/running-stack.ts';

const stack = await shareStack('single');
const { simulator } = stack;

const TWENTY = Array.from({ length: 20 }, (_, index) => index);

async function aCustomer(): Promise<string> {
  const phone = aPhone();
  await simulator.write(phone);
  return phone;
}

describe('twenty requests at once with one idempotency key', () => {
  it.each([0, 400])('make one invitation when the provider takes %d ms to answer', async (latencyMs) => {
    await simulator.behave({ latencyMs });
    const phone = await aCustomer();
    const key = `twenty-${latencyMs}`;
    const answers = await Promise.all(TWENTY.map(() => stack.invite({ phone }, key)));

    const statuses = answers.map(({ status }) => status);
    expect(statuses.filter((status) => status === 201)).toHaveLength(1);
    expect(statuses.filter((status) => ![200, 201, 409].includes(status))).toEqual([]);
    const ids = answers.flatMap(({ body }) => body['invitationId'] ?? []);
    expect(new Set(ids).size).toBe(1);

    const repeat = await stack.invite({ phone }, key);
    expect([repeat.status, repeat.body['status'], repeat.body['invitationId']]).toEqual([200, 'accepted', ids[0]]);
    expect(await simulator.sends(phone)).toHaveLength(1);
  });

  it('make one invitation when half of them ask for something else', async () => {
    const phone = await aCustomer();
    const answers = await Promise.all(
      TWENTY.map((index) => stack.invite({ phone, ...(index % 2 === 1 && { customerName: 'Sam' }) }, 'two-wishes')),
    );

    const counts = Object.groupBy(answers, ({ status }) => status);
    expect(counts[201]).toHaveLength(1);
    expect(counts[422]).toHaveLength(10);
    expect(await simulator.sends(phone)).toHaveLength(1);
  });
});

describe('twenty requests at once without a key', () => {
  it('are twenty invitations', async () => {
    const phone = await aCustomer();
    const answers = await Promise.all(TWENTY.map(() => stack.invite({ phone })));

    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([201]));
    expect(await simulator.sends(phone)).toHaveLength(20);
  });
});

describe('twenty events on the bus at once with one idempotency key', () => {
  it('make one invitation', async () => {
    const phone = await aCustomer();
    await stack.requestInvitations(TWENTY.map(() => ({ phone, idempotencyKey: 'twenty-events' })));
    await eventually(async () => (await simulator.sends(phone)).length > 0);
    await stack.untilQuiet();

    expect(await simulator.sends(phone)).toHaveLength(1);
    const [accepted] = stack.announced('Flow Invitation Accepted').filter(({ recipient }) => {
      return JSON.stringify(recipient).includes(phone);
    });
    expect(await stack.invitation(accepted?.['invitationId'])).toMatchObject({ status: 'accepted' });
  });
});
