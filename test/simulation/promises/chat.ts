import type { Item } from '../model/expressions.ts';
import type { NoticeRequest } from '../model/provider-model.ts';
import type { Tap } from '../model/whatsapp.ts';
import { wentWell } from './consent-words.ts';
import type { Evidence } from './evidence.ts';
import { isByTap, isTombstone } from './items.ts';
import { momentsIn, toldInvitationIn } from './told-versions.ts';
import type { Violation } from './violation.ts';

const broken = (what: string): Violation => ({ promise: 'chat', what });

const HOUR_MS = 3_600_000;
/** The contract lets a chat have so many answers in an hour that begins with the first of them. */
const MOST_IN_AN_HOUR = 12;

/** The labels of the contract's buttons that cancel, and that change nothing. */
const CANCELS_NOW = ['Yes, cancel it', 'Sí, cancelar'];
const KEEPS = ['No, keep it', 'No, la mantengo'];
/** How the contract's question begins. */
const ASKS_TO_CANCEL = /^(Do you want to cancel|¿Quieres cancelar) /;

const isAnswer = ({ run }: NoticeRequest): boolean => run.startsWith('answer-customer ');

/** A claim of a run to answer one message, and the request that it made, if one reached the provider. */
type Claimed = { messageId: string; at: number; by: string | undefined; request?: NoticeRequest };

/** The claims to answer, each with its request; and what is wrong with others. */
function claimsIn({ committed, world }: Evidence): { claims: Claimed[]; faults: Violation[] } {
  const changes = committed
    .filter(({ after }) => after?.['type'] === 'wish')
    .filter(({ before, after }) => after?.['claimId'] !== undefined && after['claimId'] !== before?.['claimId']);
  const claims = changes.map(({ after, at, by }): Claimed => ({ messageId: String(after?.['messageId']), at, by }));
  const again = changes.filter(({ before }) => before?.['claimId'] !== undefined);
  const strays = world.provider.notices.filter(isAnswer).filter((request) => {
    const claim = claims.find((one) => one.by === request.run && one.at <= request.at && !one.request);
    if (claim) claim.request = request;
    return claim === undefined;
  });
  return {
    claims,
    faults: [
      ...again.map(({ pk }) => broken(`the answer to one message was claimed twice (${pk})`)),
      ...strays.map(({ run }) => broken(`answered without a claim, or twice (${run})`)),
    ],
  };
}

/** Two automatic sides do not go on talking to each other. */
function judgeBudget({ world }: Evidence): Violation[] {
  const answers = world.provider.notices.filter(isAnswer);
  const addresses = new Set(answers.map(({ chatId }) => chatId));
  return [...addresses].flatMap((address) => {
    const times = answers.filter(({ chatId }) => chatId === address).map(({ at }) => at);
    // Such an hour may meet two of those that the budget counts.
    const isTooMany = times.some(
      (from) => times.filter((at) => at >= from && at < from + HOUR_MS).length > 2 * MOST_IN_AN_HOUR,
    );
    return isTooMany ? [broken(`more than ${2 * MOST_IN_AN_HOUR} answers within an hour (${address})`)] : [];
  });
}

/** Whether a person has the wishes of a chat and a day before them. */
export const hasPerson = (
  items: ReadonlyMap<string, Item>,
  { chatId, at }: { chatId?: unknown; at?: unknown },
): boolean =>
  [...items.values()].some(
    (item) =>
      item['type'] === 'question' &&
      item['chatId'] === chatId &&
      String(item['at']).slice(0, 10) === String(at).slice(0, 10),
  );

/** Whether a wish was fulfilled by something else than an answer. */
function isDoneOtherwise({ world }: Evidence, { messageId }: Item): boolean {
  const tap = world.whatsapp.taps.find((one) => one.messageId === messageId);
  if (!tap) return false;
  const isInvited = [...world.table.items.values()].some(
    (item) => item['type'] === 'intent' && item['messageId'] === messageId,
  );
  return isInvited || KEEPS.includes(tap.label) || CANCELS_NOW.includes(tap.label);
}

function isSeenTo(evidence: Evidence, claims: readonly Claimed[], wish: Item): boolean {
  const { world } = evidence;
  const request = claims.find(({ messageId }) => messageId === wish['messageId'])?.request;
  const { history = [] } = world.whatsapp.sent.get(request?.messageId ?? '') ?? {};
  const hasFailed = history.some(({ status }) => status === 'failed');
  const isAnswered = request?.isHeard && request.tellsAcceptance && wentWell(evidence, request.run) && !hasFailed;
  // An answer of which nobody knows whether it came stands with a person, or the run that sent it says that it was taken.
  if (isAnswered || wish['outcome'] === 'accepted') return true;
  return hasPerson(world.table.items, wish) || isDoneOtherwise(evidence, wish);
}

/** Each message that wants an answer got one, or stands with a person. */
function judgeWishes(evidence: Evidence, claims: readonly Claimed[]): Violation[] {
  const { world, business } = evidence;
  const isErased = ({ chatId }: Item) => {
    const id = world.whatsapp.customerAt({ chatId: String(chatId) })?.id;
    return business.erasures.some(({ customerId }) => customerId === id);
  };
  const wasSetAside = ({ pk, messageId }: Item) =>
    world.wishQueue.setAside.some(({ body }) => body.includes(String(messageId))) ||
    world.setAside.some(({ dynamodb }) => dynamodb?.Keys?.['pk']?.S === pk);
  return [...world.table.items.values()]
    .filter((item) => item['type'] === 'wish' && !isTombstone(item) && !isErased(item) && !wasSetAside(item))
    .filter((wish) => !isSeenTo(evidence, claims, wish))
    .map(({ pk }) => broken(`neither answered nor with a person (${pk})`));
}

/** Whether a tap confirms the cancellation of a booking that begins then: the question named its day and time. */
const confirms = (evidence: Evidence, { label, answered }: Tap, startsAt: string): boolean =>
  CANCELS_NOW.includes(label) &&
  ASKS_TO_CANCEL.test(answered.body) &&
  ['en', 'es'].some((language) =>
    momentsIn(startsAt, language, evidence).some((moment) => moment.every((words) => answered.body.includes(words))),
  );

/** A customer's cancellation follows their tap that confirms it, one for each. */
function judgeCancellations(evidence: Evidence): Violation[] {
  const { committed, world } = evidence;
  const used = new Set<Tap>();
  return committed.flatMap(({ before, after, at }) => {
    const data = toldInvitationIn(after);
    if (!data) return [];
    const known = (before?.['history'] ?? {}) as object;
    const entries = Object.entries(data.history).filter(([id, entry]) => isByTap(entry) && !Object.hasOwn(known, id));
    return entries.flatMap(() => {
      const { startsAt = '' } = (before?.['booking'] ?? {}) as { startsAt?: string };
      const chatId = data.recipient?.chatId ?? '';
      const customerId = world.whatsapp.customerAt({ chatId })?.id;
      const tap = world.whatsapp.taps.find(
        (one) => !used.has(one) && one.customerId === customerId && one.at <= at && confirms(evidence, one, startsAt),
      );
      if (tap) used.add(tap);
      return tap ? [] : [broken(`cancelled for a customer who did not confirm it (${data.invitationId})`)];
    });
  });
}

/** What customers write and tap is answered once or stands with a person, in bounds, and cancels only what they confirm. */
export function judgeChats(evidence: Evidence): Violation[] {
  if (!evidence.story.answersChats) return [];
  const { claims, faults } = claimsIn(evidence);
  return [
    ...faults,
    ...judgeBudget(evidence),
    ...judgeCancellations(evidence),
    ...(evidence.isQuiet ? judgeWishes(evidence, claims) : []),
  ];
}
