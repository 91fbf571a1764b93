/** Many customers of a clinic want one hour of one person: one has it, and the others hear what is free. */
import { setTimeout as wait } from 'node:timers/promises';
import { expect, it } from 'vitest';
import * as z from 'zod/mini';
import { eventually } from '../local/support/eventually.ts';
import { aMessageId, aPhone, completionBody } from '../support/webhooks.ts';
import { startStack } from './support/running-stack.ts';

const stack = await startStack('single', 'small clinic');
const { simulator } = stack;

const CUSTOMERS = 20;
/** So many webhooks, their functions killed among them, take seconds on a busy machine. */
const BOUND_MS = 60_000;

/** The next Wednesday that is a week ahead: a workday, as those around it are. */
function aWednesday(): string {
  const date = new Date(Date.now() + 7 * 86_400_000);
  while (date.getUTCDay() !== 3) date.setUTCDate(date.getUTCDate() + 1);
  return date.toISOString().slice(0, 10);
}

const Sent = z.looseObject({ flowToken: z.string() });

async function anInvited() {
  const phone = aPhone();
  const { invitationId } = await stack.inviteWhoWrote(phone);
  const [send] = await simulator.sends(phone);
  return { phone, invitationId, token: Sent.parse(send?.body).flowToken };
}
type Invited = Awaited<ReturnType<typeof anInvited>>;

function formOf({ phone, token }: Invited, date: string): object {
  const fields = { service: 'First visit', date, time: '10:00', name: 'Alex' };
  return completionBody('raw', { phone, token, id: aMessageId(), at: stack.nowSeconds(), fields });
}

/** Each twice, in an order of chance. */
const doubledAndShuffled = (bodies: object[]): object[] =>
  [...bodies, ...bodies]
    .map((body) => ({ body, at: Math.random() }))
    .sort((one, other) => one.at - other.at)
    .map(({ body }) => body);

/** As the provider does: posted again until it is taken. */
const postUntilTaken = (body: object) =>
  eventually(async () => (await stack.webhook('flowCompletion', body)).status === 200, BOUND_MS);

/** The texts on the customer's phone after the invitation. */
async function toldTo({ phone }: Invited): Promise<string[]> {
  const messages = (await simulator.messages(phone)).filter(({ from }) => from === 'business');
  return messages.slice(1).map(({ text }) => text);
}

it('twenty forms for one hour, doubled and shuffled, with a function killed: one is booked, nineteen hear what is free', {
  timeout: 3 * BOUND_MS,
}, async () => {
  const invited = await Promise.all(Array.from({ length: CUSTOMERS }, anInvited));
  const date = aWednesday();
  const posting = doubledAndShuffled(invited.map((one) => formOf(one, date))).map(postUntilTaken);
  await wait(60);
  stack.killFunction('record-flow-completion');
  await Promise.all(posting);
  await eventually(async () => {
    const told = await Promise.all(invited.map(toldTo));
    return told.every(({ length }) => length > 0);
  }, BOUND_MS);
  await stack.untilQuiet();

  const views = await Promise.all(invited.map(({ invitationId }) => stack.invitation(invitationId)));
  const told = await Promise.all(invited.map(toldTo));
  const outcomes = invited.map(({ invitationId }, index) => ({
    state: views[index]?.booking?.['state'],
    told: told[index]?.map((text) => text.split(/[ ,]/)[0]),
    announced: stack.announced('Appointment Booked', { invitationId }).length > 0,
  }));
  const [booked, ...others] = outcomes.toSorted((one) => (one.state === 'booked' ? -1 : 1));
  expect(booked).toEqual({ state: 'booked', told: ['Thank'], announced: true });
  expect(others).toEqual(
    Array.from({ length: CUSTOMERS - 1 }, () => ({ state: 'requested', told: ['Sorry'], announced: false })),
  );
  for (const text of told.flat().filter((one) => one.startsWith('Sorry'))) {
    expect(text).toMatch(/These times are: \w+, \w+ \d+(, \d+:\d\d [AP]M){5}\. Please choose again\./);
  }
});
