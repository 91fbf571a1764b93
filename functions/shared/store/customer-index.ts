import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import type { Instant } from '../domain/instant.ts';
import type { ChatId } from '../domain/recipient.ts';
import { customerAttribute } from './keys.ts';
import type { Table } from './table.ts';

/** More than this about one customer within minutes is no basis for any conclusion. */
const MOST = 50;

/** The keys of one kind of item about a customer, by when they were made, at most 50. The index may lag. */
export async function keysAbout(
  table: Table,
  chatId: ChatId,
  kind: 'invitation' | 'message',
  { from, to }: { from: Instant; to: Instant },
): Promise<string[]> {
  const query = new QueryCommand({
    TableName: table.name,
    IndexName: 'customer',
    KeyConditionExpression: 'customer = :customer AND createdAt BETWEEN :from AND :to',
    FilterExpression: 'begins_with(pk, :kind)',
    ExpressionAttributeValues: {
      ':customer': customerAttribute(table.channelId, chatId).customer,
      ':from': from,
      ':to': to,
      ':kind': `${kind}#`,
    },
    Limit: MOST,
  });
  const { Items = [] } = await table.client.send(query);
  return Items.map(({ pk }) => String(pk));
}
