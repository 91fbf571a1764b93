import type { SendRequest } from '../model/provider-model.ts';
import type { Evidence } from './evidence.ts';
import { invitationsIn } from './items.ts';
import type { Violation } from './violation.ts';

const broken = (what: string): Violation => ({ promise: 2, what });

/** Since when the stack could know a status of a message: when a door took it, or hookInfo reported it. */
function knownSince({ committed }: Evidence, messageId: string, fact: string): number | undefined {
  return committed.find(({ after }) => after?.['messageId'] === messageId && after[fact] !== undefined)?.at;
}

/** Why a request must not follow the one before it for the same invitation. */
function faultOf(evidence: Evidence, before: SendRequest, next: SendRequest): string | undefined {
  if (before.isRefused) return undefined;
  if (before.messageId === undefined) return 'a send whose outcome is unknown was repeated';
  const failedAt = knownSince(evidence, before.messageId, 'failedAt');
  if (failedAt === undefined || failedAt > next.at) return 'a message that was taken was sent again without a failure';
  return undefined;
}

/** Whether the stack knew, when the run began that sent, that an earlier message had arrived. */
function hadArrived(evidence: Evidence, earlier: SendRequest[], { runStartedAt }: SendRequest): boolean {
  return earlier.some(({ messageId }) =>
    ['deliveredAt', 'readAt'].some((fact) => {
      const since = messageId === undefined ? undefined : knownSince(evidence, messageId, fact);
      return since !== undefined && since < runStartedAt;
    }),
  );
}

function judgeInvitation(evidence: Evidence, token: string): Violation[] {
  const requests = evidence.world.provider.requests.filter(({ flowToken }) => flowToken === token);
  return requests.flatMap((next, index) => {
    const before = requests[index - 1];
    const fault = before && faultOf(evidence, before, next);
    const isLate = hadArrived(evidence, requests.slice(0, index), next);
    return [
      ...(fault ? [broken(`${fault} (${token})`)] : []),
      ...(isLate ? [broken(`a message was sent again although one had arrived (${token})`)] : []),
    ];
  });
}

const MOST_ATTEMPTS = 4;
const INVITATION = 'invitation#';

/** Promise 2: never sent twice by accident. */
export function judgeSending(evidence: Evidence): Violation[] {
  const { world, business, committed } = evidence;
  const tokens = [...new Set(world.provider.requests.map(({ flowToken }) => flowToken))];
  const invitations = invitationsIn(world.table.items);
  const ids = new Set(
    committed
      .map(({ pk }) => pk)
      .filter((pk) => pk.startsWith(INVITATION))
      .map((pk) => pk.slice(INVITATION.length)),
  );
  const strangers = tokens.filter((token) => !ids.has(token.split('.')[0] ?? ''));
  const tooMany = invitations.filter(({ attempts }) => Object.keys(attempts).length > MOST_ATTEMPTS);
  // Each request answers with one invitation, however often it is made.
  const split = business.requests.filter(({ kind, idempotencyKey, answers }) => {
    const named = new Set(answers.flatMap(({ body }) => body['invitationId'] ?? []));
    return kind === 'invitation' && idempotencyKey !== undefined && named.size > 1;
  });
  return [
    ...tokens.flatMap((token) => judgeInvitation(evidence, token)),
    ...strangers.map((token) => broken(`sent with a token of no invitation (${token})`)),
    ...tooMany.map(({ invitationId }) => broken(`more attempts than the contract allows (${invitationId})`)),
    ...split.map(({ key }) => broken(`one idempotency key made two invitations (${key})`)),
    ...judgeCount(evidence, invitations.length),
  ];
}

/** One request makes one invitation: no more than were asked for, by whatever door. */
function judgeCount({ story, committed }: Evidence, made: number): Violation[] {
  const asked = story.acts.filter(({ kind }) => kind === 'invites' || kind === 'asks-over-bus').length;
  const wishes = new Set(committed.filter(({ after }) => after?.['type'] === 'intent').map(({ pk }) => pk)).size;
  return made > asked + wishes ? [broken(`${made} invitations for ${asked + wishes} requests`)] : [];
}
