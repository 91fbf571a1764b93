import type { Invitation } from '../../domain/invitation/invitation.ts';
import { worklistAttributes } from '../table/keys.ts';

/** What decides where the worklist lists an invitation. */
export type WorklistFacts = Pick<Invitation, 'channelId' | 'createdAt' | 'attentionSince' | 'notTold'>;

/**
 * The one place of an invitation in the worklist: under `attention` while its booking needs it, else under `not-told`
 * while its customer was not told, each on the day it arose; else on the day on which it was made.
 */
export function worklistPlace({ channelId, createdAt, attentionSince, notTold }: WorklistFacts) {
  if (attentionSince) return worklistAttributes(channelId, 'attention', attentionSince);
  if (notTold) return worklistAttributes(channelId, 'not-told', notTold.since);
  return worklistAttributes(channelId, 'invitation', createdAt);
}

/** The condition under which a place in the worklist that follows from `seen` still fits, for both of its reasons. */
export const isListedAs = ({ attentionSince, notTold }: WorklistFacts) => ({
  condition:
    (attentionSince ? 'attentionSince = :seenAttention' : 'attribute_not_exists(attentionSince)') +
    (notTold
      ? ' AND notTold.since = :seenNotTold AND notTold.revision = :seenRevision'
      : ' AND attribute_not_exists(notTold)'),
  values: {
    ...(attentionSince && { ':seenAttention': attentionSince }),
    ...(notTold && { ':seenNotTold': notTold.since, ':seenRevision': notTold.revision }),
  },
});
