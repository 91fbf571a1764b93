/** What `npm run load` posts must lead to no message, whatever the contract says. */
import { expect, test } from 'vitest';
import { makeUpChats, reactionBody, statusBody } from '../../cli/load/made-up-chats.ts';
import { readPhone } from '../../functions/shared/domain/customer/phone.ts';
import { aContract } from '../support/contract.ts';
import { startWorld } from '../support/world.ts';

const shared = aContract();
const world = await startWorld({ ...shared, intent: { ...shared.intent, firstMessage: true } });
const { id } = world.contract.channel;
const chats = makeUpChats();

test('made-up customers have no phone that an invitation could be sent to', () => {
  for (const { phone } of chats) expect(readPhone(`+${phone}`)).toBeUndefined();
});

test('another run makes up others', () => {
  expect(makeUpChats()).not.toEqual(chats);
});

test('their reactions are recorded and lead to nothing, also where each first message is answered', async () => {
  for (const [index, chat] of chats.slice(0, 3).entries()) {
    const body = reactionBody(id, chat, `wamid.reaction-${index}`, new Date());
    expect(await world.webhook(body)).toMatchObject({ status: 200, body: { recorded: 1 } });
  }
  expect(await world.announce()).toEqual([]);
});

test('statuses of messages that nobody sent are recorded and lead to nothing', async () => {
  for (const [index, chat] of chats.slice(0, 3).entries()) {
    const body = statusBody(id, chat, `wamid.status-${index}`, new Date());
    expect(await world.webhook(body)).toMatchObject({ status: 200, body: { recorded: 1 } });
  }
  expect(await world.announce()).toEqual([]);
});
