import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { inject } from 'vitest';
import { InvitationId } from '../../functions/shared/domain/invitation/invitation-id.ts';
import type { Instant } from '../../functions/shared/domain/time/instant.ts';
import { invitationKey, worklistAttributes } from '../../functions/shared/store/table/keys.ts';
import { openTable } from '../../functions/shared/store/table/table.ts';
import type { Answer, World } from './world.ts';

type Listed = Record<string, unknown>;

export const itemsOf = ({ body }: Answer) => body['items'] as Listed[];

/** Reads a list page by page to its end; `between` happens after each page. Answers the pages. */
export async function readPages(
  read: (cursor: Record<string, string>) => Promise<Answer>,
  between: () => Promise<unknown> = async () => undefined,
): Promise<Listed[][]> {
  const pages: Listed[][] = [];
  let cursor: unknown;
  do {
    const answer = await read(cursor === undefined ? {} : { cursor: String(cursor) });
    if (answer.status !== 200) throw new Error(`The list answers ${answer.status}: ${answer.text}`);
    pages.push(itemsOf(answer));
    cursor = answer.body['cursor'];
    await between();
  } while (cursor !== undefined);
  return pages;
}

/** Has an invitation need attention from a time on: what settle-bookings writes, which hears of bookings by the stream. */
export async function needAttention({ contract }: World, invitationId: unknown, at: Instant): Promise<void> {
  const table = openTable(inject('table').tableName, contract.channel.id);
  const { worklistDay, worklistAt } = worklistAttributes(contract.channel.id, 'attention', at);
  await table.client.send(
    new UpdateCommand({
      TableName: table.name,
      Key: invitationKey(InvitationId.parse(invitationId)),
      UpdateExpression: 'SET worklistDay = :day, worklistAt = :at, attentionSince = :at',
      ExpressionAttributeValues: { ':day': worklistDay, ':at': worklistAt },
    }),
  );
}
