import { invitationsIn, messagesIn, type StoredInvitation, type StoredMessage } from './items.ts';
import type { Violation } from './violation.ts';
import type { Evidence } from './witness.ts';

const ENDS = ['booking', 'rejectedAt', 'undeliveredAt', 'unresolvedAt', 'deliveryUnknownAt'] as const;

/** Whether nothing about an invitation is open any more. */
function isSettled(invitation: StoredInvitation, messages: StoredMessage[]): boolean {
  const hasEnded = ENDS.some((end) => invitation[end] !== undefined);
  const own = messages.filter(({ invitationId }) => invitationId === invitation.invitationId);
  return hasEnded || own.some(({ deliveredAt, readAt }) => deliveredAt !== undefined || readAt !== undefined);
}

/** Promise 7: nothing is waited for forever. */
export function judgeSettlement({ world, isQuiet }: Evidence): Violation[] {
  if (!isQuiet) return [{ promise: 7, what: 'the world did not come to rest' }];
  const { items } = world.table;
  const due = [...items.values()].filter((item) => item['dueAt'] !== undefined);
  const messages = messagesIn(items);
  const open = invitationsIn(items).filter((invitation) => !isSettled(invitation, messages));
  return [
    ...due.map(({ pk, dueAt }) => ({ promise: 7, what: `still due since ${dueAt} (${pk})` })),
    ...open.map(({ invitationId }) => ({
      promise: 7,
      what: `neither settled nor said to be unsettled (${invitationId})`,
    })),
  ];
}
