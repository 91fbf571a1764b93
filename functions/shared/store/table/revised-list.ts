import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { epochSeconds, type Instant } from '../../domain/time/instant.ts';
import { NOT_ERASED } from '../customer/erased.ts';
import { identity } from './items.ts';
import { dueAttributes } from './keys.ts';
import { packed } from './packed.ts';
import { ifConditionHeld, type Table } from './table.ts';

/** A list that one invitation has in an item of its own: where it stands, and which write of it was read. */
export type RevisedList = {
  key: { pk: string };
  /** The type of the item, and the attribute of the list. */
  type: string;
  attribute: string;
  /** Counts the writes of the item; 0 before the first. */
  rev: number;
};

/** What is written: the list as it is then, when somebody looks at it again, and until when it is kept. */
export type ListChange = { list: readonly unknown[]; dueAt?: Instant | undefined; expiresAt: Instant };

/** The write of the list, on condition that it is still the one that was read and nobody erased it. */
export function listUpdate(
  table: Table,
  { key, type, attribute, rev }: RevisedList,
  { list, dueAt, expiresAt }: ListChange,
  now: Instant,
) {
  const item = identity(table, type, now);
  const due = dueAt && dueAttributes(key.pk, dueAt);
  return {
    Key: key,
    UpdateExpression:
      `${item.set}, #list = :list, rev = :next, expiresAt = :expiresAt` +
      (due ? ', duePartition = :duePartition, dueAt = :dueAt' : ' REMOVE duePartition, dueAt'),
    ConditionExpression: `${rev === 0 ? 'attribute_not_exists(rev)' : 'rev = :seen'} AND ${NOT_ERASED}`,
    ExpressionAttributeNames: { ...item.names, '#list': attribute },
    ExpressionAttributeValues: {
      ...item.values,
      ':list': packed(list),
      ':next': rev + 1,
      ':expiresAt': epochSeconds(expiresAt),
      ...(rev > 0 && { ':seen': rev }),
      ...(due && { ':duePartition': due.duePartition, ':dueAt': due.dueAt }),
    },
  };
}

/** Has the list of an invitation looked at by `dueAt` at the latest: something was reported of a message of it. */
export async function bringListForward(table: Table, key: { pk: string }, dueAt: Instant): Promise<void> {
  const due = dueAttributes(key.pk, dueAt);
  const update = new UpdateCommand({
    TableName: table.name,
    Key: key,
    // A writer who did not see the report must not put off the look at it.
    UpdateExpression: 'SET duePartition = :duePartition, dueAt = :dueAt, rev = rev + :one',
    ConditionExpression: `attribute_exists(rev) AND (attribute_not_exists(dueAt) OR dueAt > :dueAt) AND ${NOT_ERASED}`,
    ExpressionAttributeValues: { ':duePartition': due.duePartition, ':dueAt': due.dueAt, ':one': 1 },
  });
  await ifConditionHeld(table.client.send(update));
}
