/** Notices of one booking, as the domain plans them. */
import type { Invitation } from '../../../../functions/shared/domain/invitation/invitation.ts';
import type { Notice } from '../../../../functions/shared/domain/notices/notice.ts';
import { type NoticeFacts, planNotices } from '../../../../functions/shared/domain/notices/plan-notices.ts';
import type { Instant } from '../../../../functions/shared/domain/time/instant.ts';
import { aContract } from '../../../support/contract.ts';
import { minute } from './dispatches.ts';
import { anInvitation, form } from './invitations.ts';

/** The contract with a template for each purpose in English. */
export const contract = (() => {
  const { languages, ...others } = aContract();
  const template = { name: 'told', namespace: 'ns', language: 'en' };
  const templates = {
    booked: template,
    requested: template,
    changed: template,
    cancelled: template,
    declined: template,
  };
  return { ...others, languages: { ...languages, en: { ...languages['en'], templates } } } as ReturnType<
    typeof aContract
  >;
})();

/** The appointment begins days later, and was booked in the first minute. */
export const START = minute(6_000);
export const LATER = minute(7_500);
export const booked = anInvitation({ history: { m1: form(minute(1), START) } });

/** All that is known at a time; the customer wrote lately and wants messages. */
export const factsAt = (
  now: Instant,
  invitation: Invitation,
  notices: readonly Notice[],
  more: Partial<NoticeFacts> = {},
): NoticeFacts => ({
  invitation,
  notices,
  messages: new Map(),
  customer: { optedOut: false, window: 'open' },
  reportsDeliveries: true,
  contract,
  now,
  ...more,
});

/** What a look at a time does. */
export const lookAt = (...[now, invitation, notices, more]: Parameters<typeof factsAt>) =>
  planNotices(factsAt(now, invitation, notices, more), 'claim');

/** What each notice is for, and its reason, its state, or how its latest attempt travels. */
export const shown = (notices: readonly Notice[]): string[] =>
  notices.map(({ purpose, end, attempts }) => {
    const how = end && 'reason' in end ? end.reason : (end?.state ?? attempts.at(-1)?.carrier ?? 'waits');
    return `${purpose}: ${how}`;
  });

/** The notices of an invitation, as they are planned now, of which the newest was told by a message that arrived. */
export const toldAt = (now: Instant, invitation: Invitation, notices: readonly Notice[] = []): Notice[] =>
  lookAt(now, invitation, notices).notices.map((notice, index, all) =>
    index < all.length - 1
      ? notice
      : {
          ...notice,
          attempts: notice.attempts.map((one) => ({
            ...one,
            outcome: 'accepted' as const,
            settledAt: now,
            message: `message ${index}`,
          })),
          end: { state: 'told', at: now },
          isSettled: true,
        },
  );
