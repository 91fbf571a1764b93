import { randomUUID } from 'node:crypto';
import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { type AttentionChange, MOST_OVERLAPS } from '../../domain/booking/attention.ts';
import type { Invitation } from '../../domain/invitation/invitation.ts';
import type { Instant } from '../../domain/time/instant.ts';
import { NOT_ERASED } from '../customer/erased.ts';
import { isListedAs, worklistPlace } from '../invitation/worklist-place.ts';
import { invitationKey } from '../table/keys.ts';
import { ifConditionHeld, type Table } from '../table/table.ts';

/** The part of the update that changes the overlaps, and its condition: a change that is made already is none. */
function overlapUpdate({ added, removed }: AttentionChange, at: Instant) {
  const other = added ?? removed;
  if (!other) return { set: '', change: '', condition: '', values: {} };
  return {
    set: ', overlapsChanged = :changed',
    change: added ? ' ADD overlapsWith :others' : ' DELETE overlapsWith :others',
    condition: added
      ? ' AND (attribute_not_exists(overlapsWith) OR (NOT contains(overlapsWith, :other) AND size(overlapsWith) < :most))'
      : ' AND contains(overlapsWith, :other)',
    values: {
      ...(added && { ':most': MOST_OVERLAPS }),
      ':other': other,
      ':others': new Set([other]),
      ':changed': { id: randomUUID(), at },
    },
  };
}

/**
 * Writes what a look found, unless the booking's history has grown since it was seen or somebody else wrote the same.
 * `at` is when the booking that brought it was written.
 */
export async function writeAttention(
  table: Table,
  seen: Invitation,
  outcome: AttentionChange,
  at: Instant,
): Promise<void> {
  const { since } = outcome;
  const { set, change, condition, values } = overlapUpdate(outcome, at);
  const { worklistDay, worklistAt } = worklistPlace({ ...seen, attentionSince: since });
  const listed = isListedAs(seen);
  const update = new UpdateCommand({
    TableName: table.name,
    Key: invitationKey(seen.invitationId),
    UpdateExpression:
      `SET worklistDay = :worklistDay, worklistAt = :worklistAt${since ? ', attentionSince = :since' : ''}${set}` +
      `${since ? '' : ' REMOVE attentionSince'}${change}`,
    ConditionExpression: `revision = :seen${condition} AND ${NOT_ERASED} AND ${listed.condition}`,
    ExpressionAttributeValues: {
      ':worklistDay': worklistDay,
      ':worklistAt': worklistAt,
      ':seen': seen.revision,
      ...(since && { ':since': since }),
      ...values,
      ...listed.values,
    },
  });
  await ifConditionHeld(table.client.send(update));
}
