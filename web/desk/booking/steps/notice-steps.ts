import type { InvitationView, NoticeView } from '../../../../functions/shared/http/answers/invitation-schema.ts';
import type { Stage, Step, Tone } from '../../../ui/step.ts';

const CARRIED: Record<string, string> = { text: 'By text', template: 'By template' };

const NOTICES: Record<NoticeView['state'], { title: string; tone: Tone }> = {
  pending: { title: 'The customer will be told', tone: 'info' },
  told: { title: 'Customer told', tone: 'good' },
  'not-told': { title: 'Customer not told', tone: 'bad' },
  'not-needed': { title: 'Nothing to tell the customer', tone: 'plain' },
};

const WHAT: Record<NoticeView['purpose'], string> = {
  requested: 'waits for approval',
  booked: 'booked',
  changed: 'changed',
  cancelled: 'cancelled',
  declined: 'refused',
  refused: 'time refused',
};

function stepsOfNotice(notice: NoticeView, stage: Stage): Step[] {
  const { revision, purpose, state, explanation, carrier, delivery, calledBy, calledAt, at } = notice;
  const { title, tone } = NOTICES[state];
  const way = carrier && delivery && `${CARRIED[carrier]}, ${delivery}`;
  const told: Step = {
    key: `notice/${revision}/${state}`,
    stage,
    title: state === 'not-needed' ? title : `${title}: ${WHAT[purpose]}`,
    at,
    tone,
    detail: state === 'told' ? way : explanation,
    ...(state === 'pending' && { isAhead: true }),
  };
  if (!calledBy || !calledAt) return [told];
  const key = `notice/${revision}/called`;
  return [told, { key, stage, title: `Customer called by ${calledBy}: ${WHAT[purpose]}`, at: calledAt, tone: 'good' }];
}

/** The notice that says whether the customer knows the booking as it is now. */
const decidingNotice = ({ notices, notTold }: InvitationView): NoticeView | undefined =>
  notices.find(({ revision }) => revision === notTold?.revision) ??
  notices.findLast(({ state }) => state === 'pending') ??
  notices.at(-1);

/** What each version of the booking told the customer. An older version's notice does not say how far it got now. */
export function stepsOfNotices(invitation: InvitationView): Step[] {
  const deciding = decidingNotice(invitation);
  return invitation.notices.flatMap((notice) => {
    const isOfNow = notice === deciding && notice.reason !== 'past';
    return stepsOfNotice(notice, isOfNow ? 'told' : 'completed');
  });
}
