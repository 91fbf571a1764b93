import type { Invitation } from '../../domain/invitation/invitation.ts';
import type { NotTold } from '../../domain/notices/notice.ts';
import { NOT_ERASED } from '../customer/erased.ts';
import { isListedAs, worklistPlace } from '../invitation/worklist-place.ts';
import { invitationKey } from '../table/keys.ts';
import type { TransactionWrite } from '../table/transaction.ts';

/** The write that sets or removes the mark of a customer who was not told, and lists the invitation where it belongs then. */
export function markWrite(seen: Invitation, notTold: NotTold | undefined): TransactionWrite {
  const { worklistDay, worklistAt } = worklistPlace({ ...seen, notTold });
  const { condition, values } = isListedAs(seen);
  return {
    update: {
      Key: invitationKey(seen.invitationId),
      UpdateExpression:
        'SET worklistDay = :worklistDay, worklistAt = :worklistAt' +
        (notTold ? ', notTold = :notTold' : ' REMOVE notTold'),
      ConditionExpression: `attribute_exists(pk) AND ${NOT_ERASED} AND ${condition}`,
      ExpressionAttributeValues: {
        ':worklistDay': worklistDay,
        ':worklistAt': worklistAt,
        ...(notTold && { ':notTold': notTold }),
        ...values,
      },
    },
  };
}
