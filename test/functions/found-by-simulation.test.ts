import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, GetCommand } from '@aws-sdk/lib-dynamodb';
import { expect, inject, it } from 'vitest';
import { MessageId } from '../../functions/shared/domain/delivery/delivery.ts';
import { messageKey } from '../../functions/shared/store/table/keys.ts';
import { createLossyLine } from '../support/lossy-line.ts';
import { aMessageId, aPhone, completionBody, statusesBody, textBody } from '../support/webhooks.ts';
import { startWorld } from '../support/world.ts';

/** Short forms of stories in which the simulation saw a promise broken. */
const line = createLossyLine();
const world = await startWorld(undefined, line);
const DAY_SECONDS = 86_400;

/** When the table forgets a message, in seconds since 1970. */
async function expiryOf(messageId: string): Promise<number> {
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
  const plain = new DynamoDBClient({ endpoint: world.engine.endpoint, region: 'eu-west-1', credentials });
  const Key = messageKey(world.contract.channel.id, MessageId.parse(messageId));
  const get = new GetCommand({ TableName: inject('table').tableName, Key, ConsistentRead: true });
  const { Item } = await DynamoDBDocumentClient.from(plain).send(get);
  return Number(Item?.['expiresAt']);
}

it('does not let a form that waits on a message grow old with the statuses of that message', async () => {
  const answers = aMessageId();
  await world.webhook(statusesBody('hooks', { id: answers, status: 'delivered' }));
  const hours = world.contract.retention.foreignStatusHours;
  expect(await expiryOf(answers)).toBeLessThan(Date.now() / 1000 + hours * 3_600 + 60);
  await world.webhook(completionBody('raw', { answers }));
  const days = world.contract.retention.unmatchedDays;
  expect(await expiryOf(answers)).toBeGreaterThan(Date.now() / 1000 + (days - 1) * DAY_SECONDS);
});

it('knows the other address of whoever sent a form, although the answer to its write was lost', async () => {
  const { phone, token } = await world.anInvitation();
  const other = `54${phone.slice(2)}`;
  line.loseAnswerTo('UpdateItem');
  await world.webhook(completionBody('normalised', { phone: other, token }), '/flow-completion');
  await world.webhook(textBody('raw', { phone: other, text: 'stop', at: Math.floor(Date.now() / 1000) }));
  expect(await world.invite({ phone })).toMatchObject({ status: 422 });
});

it('knows the other address of whoever sent a form that waited for its message', async () => {
  const [phone, answers] = [aPhone(), aMessageId()];
  const other = `54${phone.slice(2)}`;
  const form = completionBody('normalised', { phone: other, answers });
  world.provider.answerNext({
    body: { sent: true, id: answers },
    after: () => world.webhook(form, '/flow-completion'),
  });
  expect(await world.invite({ phone })).toMatchObject({ status: 201 });
  await world.webhook(textBody('raw', { phone: other, text: 'stop', at: Math.floor(Date.now() / 1000) }));
  expect(await world.invite({ phone })).toMatchObject({ status: 422 });
});
