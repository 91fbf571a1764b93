import type { Item } from '../model/expressions.ts';
import type { Evidence } from './evidence.ts';
import { invitationsIn, messagesIn, type StoredInvitation, type StoredMessage } from './items.ts';
import type { Violation } from './violation.ts';

const broken = (what: string): Violation => ({ promise: 7, what });

const ENDS = ['booking', 'rejectedAt', 'undeliveredAt', 'unresolvedAt', 'deliveryUnknownAt'] as const;

/** Whether nothing about an invitation is open any more. */
function isSettled(invitation: StoredInvitation, messages: StoredMessage[]): boolean {
  const hasEnded = ENDS.some((end) => invitation[end] !== undefined);
  const own = messages.filter(({ invitationId }) => invitationId === invitation.invitationId);
  return hasEnded || own.some(({ deliveredAt, readAt }) => deliveredAt !== undefined || readAt !== undefined);
}

/** Whether a message still keeps forms that wait for its link. */
const keepsForms = (item: Item) =>
  item['type'] === 'message' && Object.keys(item).some((name) => name.startsWith('waiting#'));

/** Whether an invitation says that it is tried again, and nobody will. */
const retriesForever = (invitation: StoredInvitation) =>
  invitation.retryAt !== undefined && !ENDS.some((end) => invitation[end] !== undefined);

/** Whether the newest form still waits for somebody to decide on its place: a change of time or a cancellation decides it. */
function waitsForPlace({ history }: StoredInvitation): boolean {
  const entries = Object.entries(history)
    .toSorted(([a, one], [b, other]) => (`${one.at}#${a}` < `${other.at}#${b}` ? -1 : 1))
    .map(([, entry]) => entry);
  const decides = ({ kind, changes }: (typeof entries)[number]) =>
    kind === 'completion' || kind === 'cancellation' || (changes as Item | undefined)?.['startsAt'] !== undefined;
  return (entries.findLast(decides)?.['place'] as Item | undefined)?.['outcome'] === 'requested';
}

/** What the messages that are no longer kept said last: they leave before their invitations. */
const messagesGone = (committed: Evidence['committed']): StoredMessage[] =>
  messagesIn(
    new Map(committed.flatMap(({ pk, before, byTimeToLive }) => (byTimeToLive && before ? [[pk, before]] : []))),
  );

/** Promise 7: nothing is waited for forever. */
export function judgeSettlement({ world, committed, isQuiet }: Evidence): Violation[] {
  if (!isQuiet) return [broken('the world did not come to rest')];
  const { items } = world.table;
  const due = [...items.values()].filter((item) => item['dueAt'] !== undefined);
  const messages = [...messagesIn(items), ...messagesGone(committed)];
  const invitations = invitationsIn(items);
  const open = invitations.filter((invitation) => !isSettled(invitation, messages));
  const waiting = [...items.values()].filter(keepsForms);
  return [
    ...due.map(({ pk, dueAt }) => broken(`still due since ${dueAt} (${pk})`)),
    ...open.map(({ invitationId }) => broken(`neither settled nor said to be unsettled (${invitationId})`)),
    ...waiting.map(({ pk }) => broken(`a form still waits for a link (${pk})`)),
    ...invitations
      .filter(waitsForPlace)
      .map(({ invitationId }) => broken(`a form waits for a decision on its place (${invitationId})`)),
    ...invitations
      .filter(retriesForever)
      .map(({ invitationId, retryAt }) =>
        broken(`said to be tried again at ${retryAt}, and nobody does (${invitationId})`),
      ),
  ];
}
