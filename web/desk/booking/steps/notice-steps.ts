import type { InvitationView, NoticeView } from '../../../../functions/shared/http/answers/invitation-schema.ts';
import type { Stage, Step, Tone } from '../../../ui/step.ts';
import { actorName } from '../../../ui/words/actor-words.ts';
import type { LineWords } from './line-words.ts';

const TONES: Record<NoticeView['state'], Tone> = {
  pending: 'info',
  told: 'good',
  'not-told': 'bad',
  'not-needed': 'plain',
};

/** Why a notice is as it is: in the language that is shown, where its reason is known. */
function whyOf({ state, reason }: NoticeView, { reasons }: LineWords): string | undefined {
  const sentences: Record<string, string> = state === 'not-needed' ? reasons.notNeeded : reasons.notTold;
  return reason && sentences[reason];
}

function stepsOfNotice(notice: NoticeView, stage: Stage, words: LineWords): Step[] {
  const { revision, purpose, state, carrier, delivery, resends = [], calledBy, calledAt, at } = notice;
  const { notices, purposes, carried, arrived, called, sentAgain } = words.steps;
  const again = resends.map((resend, index): Step => {
    const title = sentAgain(actorName(resend.actor, words.actors), purposes[purpose]);
    return { key: `notice/${revision}/resend-${index}`, stage, title, at: resend.at, tone: 'info' };
  });
  const told: Step = {
    key: `notice/${revision}/${state}`,
    stage,
    title: state === 'not-needed' ? notices[state] : `${notices[state]}: ${purposes[purpose]}`,
    at,
    tone: TONES[state],
    detail:
      state === 'told' ? carrier && delivery && `${carried[carrier]}, ${arrived[delivery]}` : whyOf(notice, words),
    ...(state === 'pending' && { isAhead: true }),
  };
  if (!calledBy || !calledAt) return [...again, told];
  const title = called(actorName(calledBy, words.actors), purposes[purpose]);
  return [...again, told, { key: `notice/${revision}/called`, stage, title, at: calledAt, tone: 'good' }];
}

/** The notice that says whether the customer knows the booking as it is now. */
const decidingNotice = ({ notices, notTold }: InvitationView): NoticeView | undefined =>
  notices.find(({ revision }) => revision === notTold?.revision) ??
  notices.findLast(({ state }) => state === 'pending') ??
  notices.at(-1);

/** What each version of the booking told the customer. An older version's notice does not say how far it got now. */
export function stepsOfNotices(invitation: InvitationView, words: LineWords): Step[] {
  const deciding = decidingNotice(invitation);
  return invitation.notices.flatMap((notice) => {
    const isOfNow = notice === deciding && notice.reason !== 'past';
    return stepsOfNotice(notice, isOfNow ? 'told' : 'completed', words);
  });
}

/** Whether the customer knows the booking as it is now; `undefined` as long as there is nothing to know. */
export function toldStep(invitation: InvitationView, words: LineWords): Step | undefined {
  const deciding = decidingNotice(invitation);
  return deciding && stepsOfNotice(deciding, 'told', words).at(-1);
}
