import type {
  AttemptView,
  HistoryEntryView,
  InvitationView,
  MessageView,
} from '../../../../functions/shared/http/answers/invitation-schema.ts';
import { STAGES, type Stage, type Step, type Tone } from '../../../ui/step.ts';
import { type ActorWords, actorName } from '../../../ui/words/actor-words.ts';
import { stepsOfAttendance } from './attendance-steps.ts';
import type { LineWords } from './line-words.ts';
import { stepsOfNotices } from './notice-steps.ts';
import { stepsOfReminders } from './reminder-steps.ts';
import type { StepWords } from './words.ts';

const OUTCOMES: Record<NonNullable<AttemptView['outcome']> | 'handed', Tone> = {
  accepted: 'good',
  refused: 'bad',
  unknown: 'warn',
  handed: 'plain',
};

function stepOfAttempt(attempt: AttemptView, { steps: words, reasons }: LineWords): Step {
  const { number, carrier, outcome = 'handed', claimedAt, settledAt, failure } = attempt;
  const title = words.attempts[outcome];
  const which = [number > 1 ? words.attempt(number) : '', carrier === 'template' ? words.byTemplate : ''].filter(
    Boolean,
  );
  return {
    key: `attempt/${number}`,
    stage: 'accepted',
    title: which.length > 0 ? `${title} (${which.join(', ')})` : title,
    at: settledAt ?? claimedAt,
    tone: OUTCOMES[outcome],
    detail: failure && reasons.failures[failure.reason],
  };
}

const DELIVERY = [
  { fact: 'sentAt', status: 'sent', tone: 'plain' },
  { fact: 'failedAt', status: 'failed', tone: 'bad' },
  { fact: 'deliveredAt', status: 'delivered', tone: 'good' },
  { fact: 'readAt', status: 'read', tone: 'good' },
] as const;

function stepsOfMessage(message: MessageView, { steps: words, reasons }: LineWords): Step[] {
  return DELIVERY.flatMap(({ fact, status, tone }) => {
    const at = message[fact];
    if (!at) return [];
    const detail = status === 'failed' ? message.failure && reasons.failures[message.failure.reason] : undefined;
    const key = `message/${message.messageId}/${status}`;
    return [{ key, stage: stageOf(status), title: words.delivery[status], at, tone, detail }];
  });
}

/** How far each message got. */
export const stepsOfMessages = ({ messages }: InvitationView, words: LineWords): Step[] =>
  messages.flatMap((message) => stepsOfMessage(message, words));

/** A failure belongs to the delivery stage. */
const stageOf = (status: (typeof DELIVERY)[number]['status']): Stage => (status === 'failed' ? 'delivered' : status);

const ENTRIES: Record<HistoryEntryView['kind'], Tone> = {
  completion: 'good',
  booking: 'good',
  change: 'info',
  cancellation: 'bad',
  placement: 'plain',
  approval: 'good',
};

/** What an entry says, after those that came before. */
function titleOf(entry: HistoryEntryView, before: readonly HistoryEntryView[], words: StepWords): string {
  if (entry.kind === 'cancellation') {
    if (entry.actor.kind === 'customer') return words.cancelledByCustomer;
    return entry.declined ? words.refusedByBusiness : words.history.cancellation;
  }
  const isRepeat = entry.kind === 'completion' && before.some(({ kind }) => kind === 'completion');
  return isRepeat ? words.formAgain : words.history[entry.kind];
}

/** Who decided, where the title does not say it, and why. */
function detailOf(entry: HistoryEntryView, actors: ActorWords): string | undefined {
  const isNamed = entry.actor.kind === 'key' || entry.actor.kind === 'staff';
  const parts = [isNamed && actorName(entry.actor, actors), 'reason' in entry && entry.reason].filter(Boolean);
  return parts.length > 0 ? parts.join(': ') : undefined;
}

const stepsOfHistory = ({ history }: InvitationView, { steps: words, actors }: LineWords): Step[] =>
  history.map((entry, index) => ({
    key: `history/${entry.id}`,
    stage: 'completed',
    title: titleOf(entry, history.slice(0, index), words),
    at: entry.at,
    tone: ENTRIES[entry.kind],
    detail: detailOf(entry, actors),
  }));

/** The reasons why no message was sent, and the next planned steps. */
function stepsAround(
  { createdAt, attempts, rejection, retryAt }: InvitationView,
  { steps: words, reasons }: LineWords,
): Step[] {
  const isTold = attempts.some(({ failure }) => failure?.reason === rejection?.reason);
  const steps: Step[] = [];
  if (rejection && !isTold) {
    const at = attempts.at(-1)?.settledAt ?? createdAt;
    steps.push({
      key: 'rejected',
      stage: 'accepted',
      title: words.givenUp,
      at,
      tone: 'bad',
      detail: reasons.failures[rejection.reason],
    });
  }
  if (retryAt) {
    steps.push({ key: 'retry', stage: 'accepted', title: words.nextAttempt, at: retryAt, tone: 'info', isAhead: true });
  }
  return steps;
}

/** All known steps of an invitation, in order of time. */
export function timelineOf(invitation: InvitationView, words: LineWords): Step[] {
  const { createdAt, origin, attempts } = invitation;
  const requested: Step = {
    key: 'requested',
    stage: 'requested',
    title: words.steps.requested,
    at: createdAt,
    tone: 'good',
  };
  return inOrder([
    ...(origin === 'desk' ? [] : [requested]),
    ...attempts.map((attempt) => stepOfAttempt(attempt, words)),
    ...stepsOfMessages(invitation, words),
    ...stepsOfHistory(invitation, words),
    ...stepsOfNotices(invitation, words),
    ...stepsOfAttendance(invitation, words),
    ...stepsOfReminders(invitation, words),
    ...stepsAround(invitation, words),
  ]);
}

/** By time; steps in the same second follow the order of the stages. */
export function inOrder(steps: Step[]): Step[] {
  const second = ({ at }: Step) => Math.floor(Date.parse(at) / 1000);
  const rank = ({ stage }: Step) => STAGES.indexOf(stage);
  return steps.toSorted((a, b) => second(a) - second(b) || rank(a) - rank(b) || Date.parse(a.at) - Date.parse(b.at));
}

export type Progress = { stage: Stage; state: 'done' | 'failed' | 'open'; at?: string | undefined };

const isGood = ({ tone }: Step) => tone !== 'bad' && tone !== 'warn';

/** What the stack does with the outcome, whatever it is. */
const AFTERWARDS: readonly Stage[] = ['announced', 'handed off'];

/**
 * The stages reached: one counts as passed if one of its steps succeeded, whatever the others did. An invitation that got
 * no further is told of to others as well, which is no success of its own.
 */
export function progressOf(steps: readonly Step[], stages: readonly Stage[]): Progress[] {
  const progress = stagesOf(steps, stages);
  const isCompleted = progress.some(({ stage, state }) => stage === 'completed' && state === 'done');
  const isLost = progress.some(({ state }) => state === 'failed') && !isCompleted;
  return isLost
    ? progress.map((one) => (AFTERWARDS.includes(one.stage) ? { stage: one.stage, state: 'open' } : one))
    : progress;
}

function stagesOf(steps: readonly Step[], stages: readonly Stage[]): Progress[] {
  return stages.map((stage) => {
    const ofStage = steps.filter((step) => step.stage === stage && !step.isAhead);
    const good = ofStage.find(isGood);
    if (good) return { stage, state: 'done', at: good.at };
    const bad = ofStage.at(-1);
    return bad ? { stage, state: 'failed', at: bad.at } : { stage, state: 'open' };
  });
}
