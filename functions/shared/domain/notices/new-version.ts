import type { BusinessTerms } from '../business-terms.ts';
import type { Invitation } from '../invitation/invitation.ts';
import { type Instant, later } from '../time/instant.ts';
import { lapsesAt, runningAttempt } from './follow-notice.ts';
import type { Notice } from './notice.ts';
import { isOutdated, saysNothing } from './told-content.ts';
import { wantedNotice } from './wanted-notice.ts';

type VersionFacts = {
  invitation: Invitation;
  /** From the oldest to the newest. */
  notices: readonly Notice[];
  contract: BusinessTerms;
  now: Instant;
};

/** So many versions are kept. */
const KEPT = 20;

/** While an attempt runs, nobody knows what the customer will know, and an older text could arrive after a newer one. */
const isAnyRunning = (notices: readonly Notice[], now: Instant): boolean =>
  notices.flatMap((notice) => runningAttempt(notice) ?? []).some((attempt) => lapsesAt(attempt) > now);

/** Without the oldest one that says nothing of its own, or the oldest, if there are too many. The newest stays. */
function kept(notices: Notice[]): Notice[] {
  if (notices.length <= KEPT) return notices;
  const surplus = notices.slice(0, -1).find(saysNothing) ?? notices.at(0);
  return notices.filter((notice) => notice !== surplus);
}

/**
 * Adds a notice for the booking's version if the newest one is of an earlier version. One that said that the customer knows
 * all of it is planned again when that is so no more. Neither is done while an attempt is running.
 */
export function withNewVersion(facts: VersionFacts): Notice[] {
  const { invitation, notices, contract, now } = facts;
  const { revision } = invitation;
  const earlier = notices.filter((notice) => notice.revision < revision);
  const isPlanned = earlier.length < notices.length && !isOutdated(notices);
  const wanted = isPlanned || isAnyRunning(notices, now) ? undefined : wantedNotice(facts, now);
  if (!wanted) return [...notices];
  const { purpose, content, end } = wanted;
  const deadline = later(now, contract.delivery.noticeDeadlineMinutes * 60_000);
  const notice: Notice = {
    revision,
    purpose,
    content,
    createdAt: now,
    deadline,
    attempts: [],
    ...(end && { end: { ...end, at: now }, isSettled: true }),
  };
  return kept([...earlier, notice]);
}
