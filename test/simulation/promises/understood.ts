import type { Item } from '../model/expressions.ts';
import { MEANINGS } from '../model/known-codes.ts';
import type { SendRequest } from '../model/provider-model.ts';
import type { Evidence } from './evidence.ts';
import { invitationsIn, messagesIn, type StoredInvitation } from './items.ts';
import type { Violation } from './violation.ts';

const broken = (what: string): Violation => ({ promise: 'understanding', what });

/** Whether nothing kept a run from writing down what it heard. */
const couldNote = ({ ends, world }: Evidence, run: string): boolean => {
  const kind = ends.get(run)?.kind;
  return (kind === 'answered' || kind === 'failed') && !world.incidents.some(({ key }) => key.startsWith(`${run} `));
};

const numbersIn = (item: Item | undefined) => Object.keys((item?.['attempts'] ?? {}) as object);

/** The attempt that made a request: the last one that its run wrote down before. Clocks may differ, so no time tells. */
function attemptOf(
  { committed }: Evidence,
  { invitationId, attempts }: StoredInvitation,
  { at, run }: SendRequest,
): StoredInvitation['attempts'][string] | undefined {
  const [number] = committed
    .filter((change) => change.by === run && change.at <= at && change.pk === `invitation#${invitationId}`)
    .flatMap(({ before, after }) => numbersIn(after).filter((one) => !numbersIn(before).includes(one)))
    .slice(-1);
  return number === undefined ? undefined : attempts[number];
}

function faultOf(evidence: Evidence, request: SendRequest, invitation: StoredInvitation): string | undefined {
  const { isRefused, refusedWith, messageId, tellsAcceptance } = request;
  const attempt = attemptOf(evidence, invitation, request);
  if (!attempt) return 'a request to send belongs to no attempt';
  if (tellsAcceptance) return attempt.messageId === messageId ? undefined : 'an acceptance was not understood';
  // What became of the others may be found out later.
  if (!isRefused)
    return attempt.outcome === 'refused' ? 'an answer that tells nothing was taken for a refusal' : undefined;
  if (attempt.outcome !== 'refused') return `a refusal was taken for ${attempt.outcome ?? 'no answer'}`;
  const [meant, stored] = [MEANINGS[refusedWith ?? 0], attempt.failure?.reason];
  return meant === undefined || stored === undefined || stored === meant
    ? undefined
    : `a refusal because of ${meant} was taken for ${stored}`;
}

function judgeAnswers(evidence: Evidence): Violation[] {
  const invitations = invitationsIn(evidence.world.table.items);
  return evidence.world.provider.requests.flatMap((request) => {
    const id = request.flowToken.split('.')[0];
    const invitation = invitations.find(({ invitationId }) => invitationId === id);
    if (!invitation || !request.isHeard || !couldNote(evidence, request.run)) return [];
    const fault = faultOf(evidence, request, invitation);
    return fault ? [broken(`${fault} (${request.run})`)] : [];
  });
}

/** The failure of a message has the reason that the provider gave, by code or in words. */
function judgeFailures({ world }: Evidence): Violation[] {
  return messagesIn(world.table.items).flatMap(({ messageId, failedAt, failure }) => {
    const reported = world.whatsapp.sent.get(messageId)?.history.find((change) => change.failure)?.failure;
    const meant = reported && MEANINGS[reported.code];
    if (failedAt === undefined || meant === undefined || failure?.reason === meant) return [];
    return [broken(`a failure because of ${meant} was taken for ${failure?.reason} (${messageId})`)];
  });
}

/** What the provider answered and reported was understood as it was meant. */
export const judgeUnderstanding = (evidence: Evidence): Violation[] => [
  ...judgeAnswers(evidence),
  ...judgeFailures(evidence),
];
