import { MOST_AHEAD_MS } from '../engine/invocation.ts';
import { MEANINGS } from '../model/known-codes.ts';
import type { SendRequest } from '../model/provider-model.ts';
import { instantOf, secondOf } from '../model/reported.ts';
import { type Committed, changesOf, type Evidence } from './evidence.ts';
import { type StoredInvitation, StoredInvitation as StoredInvitationSchema } from './items.ts';

/** A statement on whether a person wants messages: from them, or from the provider on their behalf. */
export type Word = {
  says: 'out' | 'in';
  customerId: string;
  /** The address in the statement. */
  address: string;
  /** The earliest and latest time that may be stored for it, given the provider's and the other clocks. ISO 8601. */
  earliest: string;
  latest: string;
  /** Its time on the channel; milliseconds since 1970. */
  happenedAt: number;
  /** When the stack must know it at the latest; Infinity if only at the end, or never. */
  knownSince: number;
  isKnownAtEnd: boolean;
};

/** The contract's words in the story's texts. */
const SAYS: Readonly<Record<string, Word['says']>> = { stop: 'out', baja: 'out', start: 'in', alta: 'in' };

/** The clock of `hookInfo` is up to three seconds late; a webhook's run takes less than this, ms. */
const LATER_MS = 4_000;
const WEBHOOK_RUN_MS = 11_000;

/** Reports without a time get that of their receipt, days later at most. */
const REPORTED_WITHIN_MS = 8 * 24 * 3_600_000;

const UNKNOWN = { knownSince: Number.POSITIVE_INFINITY, isKnownAtEnd: false };

/** When a person's first erasure was requested. Later statements may or may not count. */
export const erasedSince = ({ business }: Evidence, customerId: string): number =>
  Math.min(
    ...business.erasures.filter((one) => one.customerId === customerId).map(({ askedAt }) => askedAt),
    Number.POSITIVE_INFINITY,
  );

function writtenWords(evidence: Evidence): Word[] {
  const { world, everAcknowledged } = evidence;
  const takenAt = new Map<string, number>();
  for (const { reported, at } of everAcknowledged) {
    if (reported.kind === 'text' && !takenAt.has(reported.messageId)) takenAt.set(reported.messageId, at);
  }
  return world.reported.flatMap((reported): Word[] => {
    const says = reported.kind === 'text' ? SAYS[reported.text] : undefined;
    if (reported.kind !== 'text' || !says) return [];
    const { chatId: address, at, customerId = '' } = reported;
    const since = takenAt.get(reported.messageId) ?? Number.POSITIVE_INFINITY;
    const isKnown = since < erasedSince(evidence, customerId);
    const known = isKnown ? { knownSince: since, isKnownAtEnd: true } : UNKNOWN;
    return [{ says, customerId, address, earliest: at, latest: at, happenedAt: Date.parse(at), ...known }];
  });
}

/** The last seen invitation of a token, unless it was erased. */
function invitationOf(evidence: Evidence, token: string | undefined): StoredInvitation | undefined {
  const pk = `invitation#${token?.split('.')[0]}`;
  const { success, data } = StoredInvitationSchema.safeParse(evidence.world.table.items.get(pk));
  if (success) return data;
  const last = changesOf(evidence, pk).findLast(({ before }) => before?.['recipient'] !== undefined);
  return StoredInvitationSchema.safeParse(last?.before).data;
}

const byMessage = new WeakMap<Evidence['committed'], Map<unknown, Committed[]>>();

/** What was written with the id of a message. */
function messageChanges({ committed }: Evidence): ReadonlyMap<unknown, readonly Committed[]> {
  const known = byMessage.get(committed) ?? Map.groupBy(committed, ({ after }) => after?.['messageId']);
  byMessage.set(committed, known);
  return known;
}

/** When the stack must know the customer's opt-out from a failed message, or `undefined` if it need not. */
function failureKnownSince(evidence: Evidence, messageId: string, invitationId: string): number | undefined {
  const { everAcknowledged } = evidence;
  const ofMessage = messageChanges(evidence).get(messageId) ?? [];
  const has = (name: string) => ofMessage.find(({ after }) => after?.[name] !== undefined)?.at;
  const [failedAt, linkedAt] = [has('failedAt'), has('invitationId')];
  if (failedAt === undefined || linkedAt === undefined) return undefined;
  const both = Math.max(failedAt, linkedAt);
  const settled = changesOf(evidence, `invitation#${invitationId}`).find(
    ({ at, after }) => at >= both && after?.['dueAt'] === undefined,
  );
  // A door that took it in a run which began after the link was written.
  const taken = everAcknowledged.find(
    ({ reported, at }) =>
      reported.kind === 'status' &&
      reported.messageId === messageId &&
      reported.status === 'failed' &&
      at - WEBHOOK_RUN_MS > linkedAt,
  );
  return Math.min(settled?.at ?? Number.POSITIVE_INFINITY, taken?.at ?? Number.POSITIVE_INFINITY);
}

/** Messages that failed because the customer opted out at WhatsApp itself. */
function reportedWords(evidence: Evidence): Word[] {
  const { world, everAcknowledged } = evidence;
  return [...world.whatsapp.sent.values()].flatMap((message): Word[] => {
    const failed = message.history.find(({ failure }) => failure && MEANINGS[failure.code] === 'opted-out');
    const invitation = failed && invitationOf(evidence, message.flow?.token);
    if (!failed || !invitation) return [];
    const { customerId } = message;
    const timeless = everAcknowledged.filter(
      ({ reported }) => reported.kind === 'status' && reported.messageId === message.id && reported.at === undefined,
    );
    const since = failureKnownSince(evidence, message.id, invitation.invitationId);
    // A message that still arrived proves nothing; nor does the failure of a message to an erased customer.
    const hasArrived = message.history.some(({ status }) => status === 'delivered' || status === 'read');
    const isKnown =
      since !== undefined && !hasArrived && erasedSince(evidence, customerId) === Number.POSITIVE_INFINITY;
    return [
      {
        says: 'out',
        customerId,
        address: invitation.recipient.chatId,
        // A failure without a time gets that of whoever reads it, by its own clock.
        earliest: instantOf(secondOf(failed.at) - MOST_AHEAD_MS),
        latest: instantOf(Math.max(failed.at + LATER_MS, ...timeless.map(({ at }) => at + MOST_AHEAD_MS))),
        happenedAt: failed.at,
        ...(isKnown ? { knownSince: since, isKnownAtEnd: true } : UNKNOWN),
      },
    ];
  });
}

/** When the run that made a request stored its outcome as a refusal. */
function noteOfRefusal({ committed }: Evidence, { run, at }: SendRequest, pk: string): number | undefined {
  const refusals = (item: object | undefined) =>
    Object.values((item as { attempts?: object } | undefined)?.attempts ?? {}).filter(
      ({ outcome }: { outcome?: string }) => outcome === 'refused',
    ).length;
  return committed.find(
    (one) => one.pk === pk && one.by === run && one.at >= at && refusals(one.after) > refusals(one.before),
  )?.at;
}

/** When a run notes what it was told, as its clock shows it. */
const byItsOwnClock = (runStartedAt: number, toldAt: number) => ({
  earliest: instantOf(runStartedAt - MOST_AHEAD_MS),
  latest: instantOf(toldAt + MOST_AHEAD_MS),
});

/** Requests that the provider refused because the customer opted out. */
function refusedWords(evidence: Evidence): Word[] {
  const { world, ends } = evidence;
  return world.provider.requests.flatMap((request): Word[] => {
    const { refusedWith, flowToken, run, runStartedAt, at } = request;
    if (refusedWith === undefined || MEANINGS[refusedWith] !== 'opted-out') return [];
    const invitation = invitationOf(evidence, flowToken);
    const customerId = invitation && world.whatsapp.customerAt({ chatId: invitation.recipient.chatId })?.id;
    if (!invitation || customerId === undefined) return [];
    const noted = noteOfRefusal(evidence, request, `invitation#${invitation.invitationId}`);
    const isKnown = noted !== undefined && erasedSince(evidence, customerId) === Number.POSITIVE_INFINITY;
    const end = ends.get(run);
    const knownSince = isKnown && end && wentWell(evidence, run) ? end.at : Number.POSITIVE_INFINITY;
    return [
      {
        says: 'out',
        customerId,
        address: invitation.recipient.chatId,
        ...byItsOwnClock(runStartedAt, at),
        happenedAt: at,
        ...(isKnown ? { knownSince, isKnownAtEnd: true } : UNKNOWN),
      },
    ];
  });
}

/**
 * What the provider says of notices: their refusals and failures because the customer opted out. When the stack has to
 * know of them is not judged.
 */
function wordsOfNotices({ world }: Evidence): Word[] {
  return world.provider.notices.flatMap(
    ({ phone, chatId = `${phone}@c.us`, at, runStartedAt, refusedWith, messageId = '' }) => {
      const customerId = world.whatsapp.customerAt({ chatId })?.id ?? '';
      const word = { says: 'out', customerId, address: chatId, ...UNKNOWN } as const;
      const isRefused = refusedWith !== undefined && MEANINGS[refusedWith] === 'opted-out';
      const refused = { ...word, ...byItsOwnClock(runStartedAt, at), happenedAt: at };
      const { history = [] } = world.whatsapp.sent.get(messageId) ?? {};
      const failed = history.find(({ failure }) => failure && MEANINGS[failure.code] === 'opted-out');
      const latest = failed && instantOf(failed.at + REPORTED_WITHIN_MS);
      return [
        ...(isRefused ? [refused] : []),
        ...(failed && latest
          ? [{ ...word, earliest: instantOf(secondOf(failed.at)), latest, happenedAt: failed.at }]
          : []),
      ];
    },
  );
}

/** Whether a run completed without any injected fault. */
export const wentWell = ({ ends, world }: Evidence, run: string): boolean =>
  ends.get(run)?.kind === 'answered' && !world.incidents.some(({ key }) => key.startsWith(`${run} `));

/** All statements in a story on whether a person wants messages. */
export const wordsIn = (evidence: Evidence): Word[] => [
  ...writtenWords(evidence),
  ...reportedWords(evidence),
  ...refusedWords(evidence),
  ...wordsOfNotices(evidence),
];
