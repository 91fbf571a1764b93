import * as z from 'zod/mini';
import type { NoticeRequest } from '../model/provider-model.ts';
import { isReminder } from '../story/reminders-contract.ts';
import { acceptedMessages, claimOf } from './claimed-messages.ts';
import type { Evidence } from './evidence.ts';
import { isTombstone, itemReader } from './items.ts';
import { type ToldInvitation, tells, type Version } from './told-versions.ts';

const Notices = z.looseObject({
  invitationId: z.string(),
  notices: z.array(
    z.looseObject({
      revision: z.number(),
      resends: z.optional(z.array(z.object({ id: z.string(), actor: z.unknown() }))),
      attempts: z.array(z.looseObject({ claimId: z.string(), outcome: z.optional(z.string()) })),
    }),
  ),
});
type Notices = z.infer<typeof Notices>;

/** A notice that staff had sent again: when, by which run, and in whose name. */
export type Resend = { invitationId: string; revision: number; at: number; run: string | undefined; actor: unknown };

/** All that was sent again in a story, in the order of the table. */
export function resendsIn({ committed }: Evidence): Resend[] {
  return committed.flatMap(({ before, after, at, by: run }) => {
    const now = noticesIn(after);
    const known = new Set(noticesIn(before)?.notices.flatMap(({ resends = [] }) => resends.map(({ id }) => id)));
    return (now?.notices ?? []).flatMap(({ revision, resends = [] }) =>
      resends
        .filter(({ id }) => !known.has(id))
        .map(({ actor }) => ({ invitationId: now?.invitationId ?? '', revision, at, run, actor })),
    );
  });
}

/** An attempt to tell that was claimed: by which run, when, since when its notice stood or was to be sent again, and what it asked the provider. */
export type Claim = {
  invitationId: string;
  revision: number;
  at: number;
  run: string | undefined;
  noticedAt: number;
  /** Another run was telling another version then. Its message may arrive after this one. */
  isOvertaking: boolean;
  /** The message that it was stored with, if it was stored as accepted. */
  messageId?: string | undefined;
  request?: NoticeRequest;
  /** What the message of the request tells; `undefined` if it tells nothing that ever was. */
  told?: Version | undefined;
};

const noticesIn = itemReader('notice', Notices);

const resendsOf = (notices: Notices | undefined, revision: number): number =>
  notices?.notices.find((notice) => notice.revision === revision)?.resends?.length ?? 0;

const claimIds = (notices: Notices | undefined) =>
  new Set(notices?.notices.flatMap(({ attempts }) => attempts.map(({ claimId }) => claimId)));

function claimsIn(evidence: Evidence): Claim[] {
  const { committed, ends, story } = evidence;
  const accepted = acceptedMessages(evidence);
  const noticed = new Map<string, number>();
  const claimants = new Map<string, string | undefined>();
  const isAtWork = (run: string | undefined, at: number) => run !== undefined && (ends.get(run)?.at ?? at) >= at;
  // By a clock that is ahead, an attempt is over before its run is.
  const isRunning = ({ claimId, outcome }: { claimId: string; outcome?: string | undefined }, at: number) =>
    outcome === undefined && !story.clocksDiffer && isAtWork(claimants.get(claimId), at);
  return committed.flatMap(({ before, after, at, by }) => {
    const now = noticesIn(after);
    if (!now) return [];
    const { invitationId } = now;
    const earlier = noticesIn(before);
    const known = claimIds(earlier);
    const running = earlier?.notices.filter(({ attempts }) => attempts.some((one) => isRunning(one, at))) ?? [];
    return now.notices.flatMap(({ revision, attempts, resends = [] }) => {
      const isOvertaking = running.some((notice) => notice.revision !== revision);
      const name = `${invitationId} ${revision}`;
      const isResent = resends.length > resendsOf(earlier, revision);
      const noticedAt = isResent ? at : (noticed.get(name) ?? at);
      noticed.set(name, noticedAt);
      return attempts
        .filter(({ claimId }) => !known.has(claimId))
        .map(({ claimId }) => {
          claimants.set(claimId, by);
          return { invitationId, revision, at, run: by, noticedAt, isOvertaking, messageId: accepted.get(claimId) };
        });
    });
  });
}

/** The customer that a request goes to. */
export const addresseeOf = ({ world }: Evidence, { phone, chatId = `${phone}@c.us` }: NoticeRequest) => ({
  customerId: world.whatsapp.customerAt({ chatId })?.id ?? '',
  address: chatId,
});

/** All claims of a story, each with the request that it made, as far as it reached the provider; and the other requests. */
export function sendsIn(
  evidence: Evidence,
  versions: ReadonlyMap<string, Version[]>,
  invitations: ReadonlyMap<string, ToldInvitation>,
): { claims: Claim[]; strays: NoticeRequest[] } {
  const { world } = evidence;
  const claims = claimsIn(evidence);
  const strays: NoticeRequest[] = [];
  const toldBy = (request: NoticeRequest, invitationId: string) => {
    const { language = 'en' } = invitations.get(invitationId) ?? {};
    const stored = versions.get(invitationId)?.filter(({ at }) => at <= request.at);
    return stored?.findLast((version) => tells(evidence, request, version, language));
  };
  for (const request of world.provider.notices.filter((one) => !isReminder(one))) {
    const { customerId } = addresseeOf(evidence, request);
    const isTheirs = ({ invitationId }: Claim) => {
      const chatId = invitations.get(invitationId)?.recipient?.chatId;
      return chatId === undefined || world.whatsapp.customerAt({ chatId })?.id === customerId;
    };
    const claim = claimOf(claims, request, isTheirs, ({ invitationId }) => toldBy(request, invitationId) !== undefined);
    if (claim) Object.assign(claim, { request, told: toldBy(request, claim.invitationId) });
    else strays.push(request);
  }
  return { claims, strays };
}

/** What the table knew of a message, and since when. */
export type Known = { failedSince?: number; arrivedSince?: number; sentSince?: number };

/** What became of each message, as far as the table heard. */
export function reportsIn({ committed }: Evidence): Map<string, Known> {
  const known = new Map<string, Known>();
  for (const { after, at } of committed) {
    if (after?.['type'] !== 'message' || isTombstone(after)) continue;
    const id = String(after['messageId']);
    const one = known.get(id) ?? {};
    if (after['failedAt'] !== undefined) one.failedSince ??= at;
    if (after['sentAt'] !== undefined) one.sentSince ??= at;
    if (['deliveredAt', 'readAt', 'tappedAt'].some((sign) => after[sign] !== undefined)) one.arrivedSince ??= at;
    known.set(id, one);
  }
  return known;
}
