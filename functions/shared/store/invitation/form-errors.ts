import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { FormError, Invitation } from '../../domain/invitation/invitation.ts';
import { NOT_ERASED } from '../customer/erased.ts';
import { invitationKey, worklistAttributes } from '../table/keys.ts';
import { ifConditionHeld, type Table } from '../table/table.ts';

/**
 * Writes down that a phone could not use an answer of the form, and shows the invitation in the worklist, unless its
 * customer got further since it was seen, or was erased.
 */
export async function writeFormError(table: Table, seen: Invitation, formError: FormError): Promise<void> {
  const since = seen.attentionSince ?? formError.at;
  const { worklistDay, worklistAt } = worklistAttributes(table.channelId, 'attention', since);
  const update = new UpdateCommand({
    TableName: table.name,
    Key: invitationKey(seen.invitationId),
    UpdateExpression:
      'SET formError = :formError, worklistDay = :worklistDay, worklistAt = :worklistAt, attentionSince = :worklistAt',
    ConditionExpression: `revision = :seen AND ${NOT_ERASED}`,
    ExpressionAttributeValues: {
      ':formError': formError,
      ':worklistDay': worklistDay,
      ':worklistAt': worklistAt,
      ':seen': seen.revision,
    },
  });
  await ifConditionHeld(table.client.send(update));
}
