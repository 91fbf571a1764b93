import { PutCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { lastMomentOf, Session, TOUCH_MS } from '../../domain/people/session.ts';
import { epochSeconds, type Instant, later } from '../../domain/time/instant.ts';
import { readAs } from '../table/items.ts';
import { sessionKey } from '../table/keys.ts';
import { ifConditionHeld, type Table } from '../table/table.ts';

/** Stores a new session by the hash of its token. The table forgets it after its last moment. */
export async function createSession(table: Table, tokenHash: string, session: Session): Promise<void> {
  const put = new PutCommand({
    TableName: table.name,
    Item: {
      ...sessionKey(table.channelId, tokenHash),
      type: 'session',
      channelId: table.channelId,
      ...session,
      expiresAt: epochSeconds(lastMomentOf(session)),
    },
    ConditionExpression: 'attribute_not_exists(pk)',
  });
  await table.client.send(put);
}

/** The session as it is now (consistent read: it is used as soon as it is begun). */
export const readSession = (table: Table, tokenHash: string): Promise<Session | undefined> =>
  readAs(table, sessionKey(table.channelId, tokenHash), Session);

/** Notes that a session is in use, unless somebody did of late, or ended it. */
export async function touchSession(table: Table, tokenHash: string, at: Instant): Promise<void> {
  const update = new UpdateCommand({
    TableName: table.name,
    Key: sessionKey(table.channelId, tokenHash),
    UpdateExpression: 'SET usedAt = :at',
    ConditionExpression: 'attribute_exists(pk) AND attribute_not_exists(endedAt) AND usedAt <= :before',
    ExpressionAttributeValues: { ':at': at, ':before': later(at, -TOUCH_MS) },
  });
  await ifConditionHeld(table.client.send(update));
}

/** Ends one session. A repeat changes nothing. */
export async function endSession(table: Table, tokenHash: string, at: Instant): Promise<void> {
  const update = new UpdateCommand({
    TableName: table.name,
    Key: sessionKey(table.channelId, tokenHash),
    UpdateExpression: 'SET endedAt = :at',
    ConditionExpression: 'attribute_exists(pk) AND attribute_not_exists(endedAt)',
    ExpressionAttributeValues: { ':at': at },
  });
  await ifConditionHeld(table.client.send(update));
}
