import { isNoShowAt } from './attendance-items.ts';
import { isQuietAlways } from './reminder-duties.ts';
import { isSent, type Scene, type Sent, SLACK_MS, stood } from './reminder-scene.ts';
import { nameOf, namesStart, type ReminderClaim } from './reminder-sends.ts';
import { addresseeOf } from './told-sends.ts';
import { wasKnownClosed } from './window.ts';

/** Whether the booking stood at the start when the message went out, or when its run looked again just before. */
function stoodAsSent(scene: Scene, claim: Sent): boolean {
  const { at, run } = claim.request;
  const reads = scene.evidence.world.readsOf(run, claim.invitationId);
  const readAt = reads.findLast((one) => one <= at && one >= claim.at);
  return stood(scene, claim, at) || (readAt !== undefined && stood(scene, claim, readAt));
}

/** What is wrong with when a message goes out. */
function faultsOfTime(scene: Scene, claim: Sent): string[] {
  const { at } = claim.request;
  const duty = scene.duties.get(nameOf(claim))?.findLast(({ standing }) => standing.from <= at);
  if (!duty) return ['reminded of what the contract does not have'];
  const { dueAt, lastMoment, standing } = duty;
  const isQuiet = [-SLACK_MS, 0, SLACK_MS].every((ms) => isQuietAlways(scene.evidence, at + ms));
  return [
    ...(at < dueAt - SLACK_MS ? ['reminded before it was due'] : []),
    ...(at > lastMoment + SLACK_MS ? ['reminded late'] : []),
    ...(dueAt <= standing.setAt - SLACK_MS ? ['reminded of what was booked later than that'] : []),
    ...(isQuiet ? ['reminded in quiet hours'] : []),
  ];
}

/** What is wrong with one message: it goes out for what stands, in its time, to who wants it, and as its window allows. */
function faultsOf(scene: Scene, claim: Sent): string[] {
  const { evidence, wanting, visits } = scene;
  const { request, startsAt } = claim;
  const { at, runStartedAt, method } = request;
  const isOut = wanting.isOut({ ...addresseeOf(evidence, request), before: runStartedAt, until: at });
  const isClosed = method !== 'sendTemplate' && wasKnownClosed(evidence, wanting, request, visits);
  return [
    ...(namesStart(evidence, request, startsAt) ? [] : ['a reminder names another start']),
    ...(stoodAsSent(scene, claim) ? [] : ['reminded of what does not stand']),
    ...faultsOfTime(scene, claim),
    ...(claim.kind === 'follow-up' && [runStartedAt, at].every((one) => isNoShowAt(evidence, claim, one))
      ? ['who did not come was asked how it was']
      : []),
    ...(isOut ? ['somebody who had opted out was reminded'] : []),
    ...(isClosed ? ['reminded by text although the window was known to be closed'] : []),
  ];
}

/** What is wrong with a message after another one about the same: it goes out if the first certainly did not arrive. */
function faultOfNext({ known }: Scene, before: Sent, next: Sent): string | undefined {
  const { isHeard, isRefused, messageId = '' } = before.request;
  if (isHeard && isRefused) return undefined;
  const { failedSince, arrivedSince } = known.get(messageId) ?? {};
  const hasArrived = arrivedSince !== undefined && arrivedSince < next.request.runStartedAt;
  return failedSince !== undefined && failedSince < next.request.at && !hasArrived ? undefined : 'reminded twice';
}

/** What is wrong with the messages of one reminder, each with the run that sent it. */
export function faultsOfMessages(scene: Scene, claims: readonly ReminderClaim[]): string[] {
  const sent = claims.filter(isSent).toSorted((one, other) => one.request.at - other.request.at);
  return sent.flatMap((claim, index) => {
    const before = sent[index - 1];
    const again = before && faultOfNext(scene, before, claim);
    return [...faultsOf(scene, claim), ...(again ? [again] : [])].map((fault) => `${fault} (${claim.request.run})`);
  });
}
