/** A live form from end to end: phones ask the endpoint of the running stack through the simulator. */
import { describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { aPhone } from '../support/webhooks.ts';
import { describeTwentyPhones } from './live-form/twenty-phones.ts';
import { liveCustomer, shown } from './support/live-customer.ts';
import { request } from './support/request.ts';
import { startStack } from './support/running-stack.ts';

const stack = await startStack('single', 'live');
const { simulator } = stack;

const Evidence = z.object({
  steps: z.record(z.string(), z.unknown()),
  exchanges: z.array(z.looseObject({ payloads: z.array(z.object({ name: z.string(), body: z.unknown() })) })),
});

/** A customer whose phone shows the free times of a day. */
async function aCustomer() {
  const customer = await liveCustomer(stack, aPhone());
  return { ...customer, ...(await customer.atTheTimes()) };
}

/** A customer who holds the last of them. */
async function aHolder() {
  const customer = await aCustomer();
  return { ...customer, details: shown(await customer.hold(customer.times, customer.last)) };
}

async function completionsOf(invitationId: string) {
  const { history } = await stack.invitation(invitationId);
  return history.filter(({ kind }) => kind === 'completion');
}

it('a live form books inside the form, and what comes back at its end changes nothing', async () => {
  const { invitationId, details, confirm, booking } = await aHolder();
  expect(await booking()).toBeUndefined();
  expect(await confirm(details)).toEqual({ kind: 'ended' });
  expect(await booking()).toMatchObject({ state: 'booked', customerName: 'Alex' });
  await stack.untilAnnounced('Appointment Booked', { invitationId });
  await stack.untilQuiet();
  expect(await completionsOf(invitationId)).toHaveLength(1);
});

describeTwentyPhones(stack);

it('the control room shows each exchange decrypted, beside what went over the wire', async () => {
  const { invitationId, details, confirm } = await aHolder();
  await simulator.behave({ exchangeKey: 'former' });
  await confirm(details);
  const room = `${stack.endpoints.provider}/_room`;
  const evidence = Evidence.parse((await request('GET', `${room}/invitations/${invitationId}/evidence`)).body);
  const last = evidence.exchanges.at(-1);
  expect(last).toMatchObject({ asked: 'data_exchange DETAILS', outcome: { kind: 'ended' }, isHandled: true });
  const [asked, answered, wire] = last?.payloads ?? [];
  expect(asked).toMatchObject({ name: 'decrypted-request', body: { screen: 'DETAILS', data: { name: 'Alex' } } });
  expect(answered).toMatchObject({ name: 'decrypted-answer', body: { screen: 'SUCCESS' } });
  const sent = { bytes: expect.any(Number), text: expect.stringContaining('encrypted_flow_data') };
  expect(wire?.body).toMatchObject([
    { request: sent, answer: { status: 421 } },
    { request: sent, answer: { status: 200 } },
  ]);
  const booked = Object.entries(evidence.steps).find(([key]) => key.startsWith('history/live-'))?.[1];
  expect(booked).toMatchObject({ function: 'exchange-flow-data', payloads: [{ name: 'decrypted-request' }] });

  const inside = await request('GET', `${room}/inside/exchanges`);
  expect(inside.text).toContain(String(details.data['confirm_id']));
});

it('the control room hides the path of the endpoint, which is a secret', async () => {
  const { liveForm = '', provider, channelId } = stack.endpoints;
  const authorization = `Bearer ${stack.channelToken}`;
  const metadata = `${provider}/${channelId}/flows/1234567890/metadata`;
  await request('PATCH', metadata, { endpointUri: liveForm }, { authorization });
  const { text } = await request('GET', `${provider}/_room/inside/calls`);
  expect(text).toContain('/flows/1234567890/metadata');
  expect(text).toContain('/flows/…');
  expect(text).not.toContain(liveForm);
});

describe('an endpoint that cannot be asked leaves the general error, and nothing is booked or lost:', () => {
  it.each([
    ['it is down', { endpointDown: true }, 'status-503'],
    ['it is slow', { exchangeAnswerDelayMs: 60_000, exchangeTimeoutMs: 500 }, 'timeout'],
    ['phones have a wrong key', { exchangeKey: 'foreign' }, 'key-refused'],
    ['requests are tampered with', { exchangeDamage: 'tag' }, 'key-refused'],
  ])('%s', async (_, behaviour, reason) => {
    const { times, last, hold, confirm, booking } = await aCustomer();
    await simulator.behave(behaviour);
    expect(await hold(times, last)).toMatchObject({ kind: 'failed', reason });
    await simulator.calm();
    expect(await booking()).toBeUndefined();
    await confirm(shown(await hold(times, last)));
    expect(await booking()).toMatchObject({ state: 'booked' });
  });

  it('the answer to a confirmation is lost, and pressed again it ends with the one booking', async () => {
    const { invitationId, details, confirm } = await aHolder();
    await simulator.behave({ exchangeLoss: 'answer', exchangeTimeoutMs: 3_000 });
    expect(await confirm(details)).toMatchObject({ kind: 'failed', reason: 'timeout' });
    await simulator.calm();
    expect(await confirm(details)).toEqual({ kind: 'ended' });
    expect(await completionsOf(invitationId)).toHaveLength(1);
  });
});

describe('a phone that is not as others:', () => {
  it.each([
    ['it sends no token', { omitFlowToken: true }],
    ['it sends everything twice', { exchangeTwice: true }],
    ['it has the former key', { exchangeKey: 'former' }],
  ])('%s, and books', async (_, behaviour) => {
    const { invitationId, times, last, hold, confirm, booking } = await aCustomer();
    await simulator.behave(behaviour);
    expect(await confirm(shown(await hold(times, last)))).toEqual({ kind: 'ended' });
    await stack.untilQuiet();
    expect(await booking()).toMatchObject({ state: 'booked' });
    expect(await completionsOf(invitationId)).toHaveLength(1);
  });
});

// Last, as it moves the clock.
it('a form whose appointment has begun closes on the phone, and its button is disabled', async () => {
  const { phone, messageId, times, details, confirm, choose } = await aHolder();
  await confirm(details);
  await simulator.advance(8 * 24 * 60 * 60);
  expect(await choose(times, 'consultation', '-')).toMatchObject({ kind: 'over' });
  const messages = await simulator.messages(phone);
  expect(messages.find(({ id }) => id === messageId)).toMatchObject({ flow: { isLive: true, isOver: true } });
});
