import type { NoticeRequest } from '../model/provider-model.ts';
import { isReminder } from '../story/reminders-contract.ts';
import { wentWell } from './consent-words.ts';
import type { Evidence } from './evidence.ts';
import { faultOfReason } from './told-reasons.ts';
import { addresseeOf, type Claim, type Known, type Resend, reportsIn, resendsIn, sendsIn } from './told-sends.ts';
import { contentOf, type ToldInvitation, toldInvitationsIn, type Version, versionsIn } from './told-versions.ts';
import type { Violation } from './violation.ts';
import { type Wanting, wantingOf } from './wanting.ts';
import { wasKnownClosed } from './window.ts';

const broken = (what: string): Violation => ({ promise: 13, what });

const MINUTE = 60_000;
/** The contract's deadline of a notice. */
const DEADLINE_MS = 60 * MINUTE;
/** By then the stream, the bus and the queue have brought an event to its function, whatever goes wrong on the way. */
const ARRIVES_WITHIN_MS = 45 * MINUTE;
/** How late a run may look at what is due: it is started each minute, and may be killed a few times. */
const LOOKS_WITHIN_MS = 15 * MINUTE;
/** Clocks differ by 30 s, and a request is on its way for some seconds. */
const SLACK_MS = MINUTE;

type Scene = {
  evidence: Evidence;
  wanting: Wanting;
  versions: ReadonlyMap<string, Version[]>;
  claims: readonly Claim[];
  resends: readonly Resend[];
  known: ReadonlyMap<string, Known>;
};

const reportOf = ({ known }: Pick<Scene, 'known'>, { messageId = '' }: NoticeRequest): Known =>
  known.get(messageId) ?? {};

type Taken = Claim & { request: NoticeRequest };
const isTaken = (claim: Claim): claim is Taken => claim.request?.messageId !== undefined;

/** A message that failed, and arrived on no device, as far as anybody reported. */
const hasFailed = (scene: Scene, { request }: Taken): boolean => {
  const { failedSince, arrivedSince } = reportOf(scene, request);
  return failedSince !== undefined && arrivedSince === undefined;
};

const ownOf = ({ claims }: Scene, invitationId: string) =>
  claims.filter((claim) => claim.invitationId === invitationId);

/** The messages that the customer may have read, in the order in which the provider took them. */
const readableOf = (scene: Scene, claims: readonly Claim[]): Taken[] =>
  claims
    .filter(isTaken)
    .filter((claim) => !hasFailed(scene, claim))
    .toSorted((one, other) => one.request.at - other.request.at);

/** Something on the way from the table to the function gave up, and an alarm tells of it. */
const wasSetAside = ({ world }: Evidence, invitationId: string): boolean =>
  world.toldQueue.setAside.some(({ body }) => body.includes(invitationId)) ||
  world.setAside.some(({ dynamodb }) => dynamodb?.Keys?.['pk']?.S === `invitation#${invitationId}`);

/** So long functions were not started: whatever waits for them comes so much later at most. */
const outagesMs = ({ story }: Evidence): number =>
  story.outages.reduce((sum, { fromMs, toMs }) => sum + toMs - fromMs, 0);

/** When staff had it sent again to the customer of an invitation: each time it has another deadline. */
const resentAt = ({ resends }: Scene, { invitationId }: Pick<ToldInvitation, 'invitationId'>): number[] =>
  resends.filter((resend) => resend.invitationId === invitationId).map(({ at }) => at);

/** Nobody has to be told of what has begun, nor of what was agreed by hand with somebody who left no address. */
function isNeeded(scene: Scene, invitation: ToldInvitation, version: Version): boolean {
  const { versions, evidence } = scene;
  const agreed = versions.get(invitation.invitationId)?.at(0);
  const begins = version.kind === 'refused' ? '' : version.startsAt;
  const since = Math.max(version.at, ...resentAt(scene, invitation));
  const isPast = begins !== '' && Date.parse(begins) <= since + DEADLINE_MS + ARRIVES_WITHIN_MS + outagesMs(evidence);
  const isAgreed = !invitation.recipient && agreed?.key === version.key;
  return !isPast && !isAgreed;
}

function faultOfMark(scene: Scene, invitation: ToldInvitation, version: Version): string | undefined {
  const { evidence, wanting, known } = scene;
  const { notTold: mark, attentionSince, worklistDay = '', invitationId } = invitation;
  if (!mark) return 'the customer was not told, and nobody sees it';
  const [kind, since] = attentionSince ? ['attention', attentionSince] : ['not-told', mark.since];
  if (!worklistDay.endsWith(`#${since.slice(0, 7)}#${kind}`))
    return `not told, and the worklist has it elsewhere (${worklistDay})`;
  const claims = ownOf(scene, invitationId).filter(({ revision }) => revision === mark.revision);
  const fault = faultOfReason({ evidence, wanting, invitation, version, mark, claims, known });
  if (fault) return `not told because of ${mark.reason}, but ${fault}`;
  const failedAt = claims.filter(isTaken).map(({ request }) => reportOf(scene, request).failedSince ?? 0);
  const by =
    Math.max(Math.max(version.at, ...resentAt(scene, invitation)) + DEADLINE_MS + ARRIVES_WITHIN_MS, ...failedAt) +
    LOOKS_WITHIN_MS +
    outagesMs(evidence);
  return Date.parse(mark.since) > by ? `said to be not told only at ${mark.since}` : undefined;
}

/**
 * Whether this is what the customer read last, and the stack knows it. Of several attempts of one notice any may tell that:
 * the first one can arrive after its failure, while the answer to the next one is lost.
 */
function isKnownToBeTold(scene: Scene, invitationId: string, { key }: Version): boolean {
  const readable = readableOf(scene, ownOf(scene, invitationId));
  const latest = readable.at(-1);
  if (latest?.told?.key !== key) return false;
  const attempts = readable.filter(({ revision, told }) => revision === latest.revision && told?.key === key);
  return attempts.some(({ request }) => request.isHeard && request.tellsAcceptance);
}

/** The newest content of a booking was told, or staff see that it was not. */
function judgeInvitation(scene: Scene, invitation: ToldInvitation): Violation[] {
  const { invitationId } = invitation;
  const content = contentOf(invitation);
  const version = content && scene.versions.get(invitationId)?.findLast(({ key }) => key === content.key);
  if (!version || wasSetAside(scene.evidence, invitationId)) return [];
  const isTold = isKnownToBeTold(scene, invitationId, version);
  if (!isTold && !invitation.notTold && !isNeeded(scene, invitation, version)) return [];
  const fault = isTold && !invitation.notTold ? undefined : faultOfMark(scene, invitation, version);
  return fault ? [broken(`${fault} (${invitationId}, ${version.key})`)] : [];
}

/**
 * Whether the customer may have believed something else in between, as the stack does not know what became of the attempt.
 * A run that ended after it heard of a refusal may have stored none.
 */
const mayHaveToldElse = ({ evidence }: Scene, { request, told }: Claim, key: string): boolean =>
  told?.key !== key && !(request?.isHeard && request.isRefused && wentWell(evidence, request.run));

/** What is wrong with a message after the one that was taken before it. */
function faultOfNext(scene: Scene, before: Taken, next: Taken): string | undefined {
  if (next.revision < before.revision) return 'an older version was told after a newer one';
  if (!next.told || before.told?.key !== next.told.key) return undefined;
  const { key } = next.told;
  const between = ownOf(scene, next.invitationId).filter(({ at }) => at > before.at && at < next.at);
  if (between.some((claim) => mayHaveToldElse(scene, claim, key))) return undefined;
  const { failedSince, arrivedSince, sentSince } = reportOf(scene, before.request);
  // Nobody knows of an earlier version whether it was taken, if the answer was lost, or arrived, if there was no news.
  const { run, isHeard, tellsAcceptance } = before.request;
  const isLost = !isHeard || !tellsAcceptance || !wentWell(scene.evidence, run);
  const heardAt = Math.min(sentSince ?? next.request.at, arrivedSince ?? next.request.at);
  const isSilent = heardAt >= before.noticedAt + DEADLINE_MS - SLACK_MS;
  if ((isLost || isSilent) && next.revision > before.revision) return undefined;
  if (arrivedSince !== undefined && arrivedSince < next.request.runStartedAt) return 'what had arrived was told again';
  return failedSince !== undefined && failedSince < next.request.at ? undefined : 'one version was told twice';
}

/** Each message tells what is so, once, in order, and in time. */
function judgeMessages(scene: Scene, invitationId: string): Violation[] {
  const own = ownOf(scene, invitationId);
  const taken = own.filter(isTaken).toSorted((one, other) => one.request.at - other.request.at);
  const faults = [
    ...own.flatMap(({ request, told, noticedAt, isOvertaking }) => {
      if (!request) return [];
      if (isOvertaking) return ['told while another version was on its way'];
      if (!told) return [`a message tells what never was: ${request.template ?? ''} ${request.text}`];
      return request.at > noticedAt + DEADLINE_MS + SLACK_MS ? ['told after its deadline'] : [];
    }),
    ...taken.flatMap((next, index) => {
      const before = taken[index - 1];
      return (before && faultOfNext(scene, before, next)) ?? [];
    }),
  ];
  return faults.map((fault) => broken(`${fault} (${invitationId})`));
}

/** Staff have sent again what certainly did not reach the customer, each request once. */
function judgeResend({ evidence, claims, resends, known }: Scene, resend: Resend): Violation[] {
  const { invitationId, revision, at, run = '' } = resend;
  const tried = claims.filter((one) => one.invitationId === invitationId && one.revision === revision && one.at < at);
  // What never reached the provider cannot have reached the customer.
  const mayHaveArrived = tried.some(({ request }) => {
    if (!request || (request.isHeard && request.isRefused)) return false;
    const failedSince = known.get(request.messageId ?? '')?.failedSince;
    return !(failedSince !== undefined && failedSince <= at);
  });
  const requestOf = (name: string | undefined) =>
    evidence.desk.requests.find(({ tries }) => tries.some((one) => one.run === name));
  const request = requestOf(run);
  const isAgain = resends.some(
    (other) => other !== resend && other.at <= at && requestOf(other.run) === request && request,
  );
  return [
    ...(mayHaveArrived ? [broken(`sent again although it may have arrived (${run})`)] : []),
    ...(isAgain ? [broken(`one request had it sent again twice (${run})`)] : []),
  ];
}

/** No message goes to who wants none, and none as text into a window that was known to be closed. */
function judgeRequest({ evidence, wanting }: Scene, request: NoticeRequest): Violation[] {
  const { runStartedAt, at, run, method } = request;
  const isOut = wanting.isOut({ ...addresseeOf(evidence, request), before: runStartedAt, until: at });
  const isClosed = method !== 'sendTemplate' && wasKnownClosed(evidence, wanting, request);
  return [
    ...(isOut ? [broken(`somebody who had opted out was written to (${run})`)] : []),
    ...(isClosed ? [broken(`told by text although the window was known to be closed (${run})`)] : []),
  ];
}

/** Answers in the chat and reminders have judges of their own: `chat.ts` and `reminded.ts`. */
const isOther = (request: NoticeRequest): boolean => request.run.startsWith('answer-customer ') || isReminder(request);

/** Promise 13: each version of a booking is told to the customer, or staff see that it was not, and why. */
export function judgeNotices(evidence: Evidence): Violation[] {
  const { story, world, isQuiet, business } = evidence;
  if (story.notices === 'off') return world.provider.notices.map(({ run }) => broken(`told by nobody's wish (${run})`));
  if (!isQuiet) return [];
  const versions = versionsIn(evidence);
  const invitations = toldInvitationsIn(world.table.items);
  const byId = new Map(invitations.map((invitation) => [invitation.invitationId, invitation]));
  const { claims, strays } = sendsIn(evidence, versions, byId);
  const scene: Scene = {
    evidence,
    wanting: wantingOf(evidence),
    versions,
    claims,
    resends: resendsIn(evidence),
    known: reportsIn(evidence),
  };
  const isErased = (request: NoticeRequest) =>
    business.erasures.some(({ customerId }) => customerId === addresseeOf(evidence, request).customerId);
  return [
    ...scene.resends.flatMap((resend) => judgeResend(scene, resend)),
    ...strays
      .filter((request) => !isErased(request) && !isOther(request))
      .map(({ run }) => broken(`told without a claim (${run})`)),
    ...world.provider.notices
      .filter((request) => !isErased(request))
      .flatMap((request) => judgeRequest(scene, request)),
    ...invitations.flatMap((invitation) => judgeInvitation(scene, invitation)),
    ...[...byId.keys()].flatMap((invitationId) => judgeMessages(scene, invitationId)),
  ];
}
