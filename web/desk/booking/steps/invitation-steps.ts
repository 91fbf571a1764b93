import type {
  AttemptView,
  HistoryEntryView,
  InvitationView,
  MessageView,
} from '../../../../functions/shared/http/answers/invitation-schema.ts';
import { STAGES, type Stage, type Step, type Tone } from '../../../ui/step.ts';
import { stepsOfAttendance } from './attendance-steps.ts';
import { stepsOfNotices } from './notice-steps.ts';
import { stepsOfReminders } from './reminder-steps.ts';

const OUTCOMES: Record<string, { title: string; tone: Tone }> = {
  accepted: { title: 'Accepted by the provider', tone: 'good' },
  refused: { title: 'Refused by the provider', tone: 'bad' },
  unknown: { title: 'Nobody knows whether the provider took it', tone: 'warn' },
};

function stepOfAttempt(attempt: AttemptView): Step {
  const { number, carrier, outcome, claimedAt, settledAt, failure } = attempt;
  const { title, tone } = OUTCOMES[outcome ?? ''] ?? { title: 'Handed to the provider', tone: 'plain' };
  const which = [number > 1 ? `attempt ${number}` : '', carrier === 'template' ? 'by template' : ''].filter(Boolean);
  return {
    key: `attempt/${number}`,
    stage: 'accepted',
    title: which.length > 0 ? `${title} (${which.join(', ')})` : title,
    at: settledAt ?? claimedAt,
    tone,
    detail: failure?.explanation,
  };
}

const DELIVERY = [
  { fact: 'sentAt', status: 'sent', title: 'Sent', tone: 'plain' },
  { fact: 'failedAt', status: 'failed', title: 'Failed on its way', tone: 'bad' },
  { fact: 'deliveredAt', status: 'delivered', title: 'Delivered to the phone', tone: 'good' },
  { fact: 'readAt', status: 'read', title: 'Read by the customer', tone: 'good' },
] as const;

function stepsOfMessage(message: MessageView): Step[] {
  return DELIVERY.flatMap(({ fact, status, title, tone }) => {
    const at = message[fact];
    if (!at) return [];
    const detail = status === 'failed' ? message.failure?.explanation : undefined;
    return [{ key: `message/${message.messageId}/${status}`, stage: stageOf(status), title, at, tone, detail }];
  });
}

/** A failure belongs to the delivery stage. */
const stageOf = (status: (typeof DELIVERY)[number]['status']): Stage => (status === 'failed' ? 'delivered' : status);

const ENTRIES: Record<HistoryEntryView['kind'], { title: string; tone: Tone }> = {
  completion: { title: 'Form completed', tone: 'good' },
  booking: { title: 'Booked by hand', tone: 'good' },
  change: { title: 'Changed by the business', tone: 'info' },
  cancellation: { title: 'Cancelled by the business', tone: 'bad' },
  placement: { title: 'Given its place', tone: 'plain' },
  approval: { title: 'Approved by the business', tone: 'good' },
};

const CANCELLED_BY_CUSTOMER = { title: 'Cancelled by the customer', tone: 'bad' } as const;
const REFUSED = { title: 'Refused by the business', tone: 'bad' } as const;

/** What an entry says by itself, whatever came before. */
function saidBy(entry: HistoryEntryView): { title: string; tone: Tone } {
  if (entry.kind !== 'cancellation') return ENTRIES[entry.kind];
  if (entry.by) return CANCELLED_BY_CUSTOMER;
  return entry.declined ? REFUSED : ENTRIES.cancellation;
}

function stepsOfHistory({ history }: InvitationView): Step[] {
  return history.map((entry, index) => {
    const { id, kind, at } = entry;
    const isRepeat = kind === 'completion' && history.slice(0, index).some((earlier) => earlier.kind === 'completion');
    const { title, tone } = saidBy(entry);
    const key = `history/${id}`;
    return {
      key,
      stage: 'completed',
      title: isRepeat ? 'Form sent again' : title,
      at,
      tone,
      detail: 'reason' in entry ? entry.reason : undefined,
    };
  });
}

/** The reasons why no message was sent, and the next planned steps. */
function stepsAround({ createdAt, attempts, rejection, retryAt }: InvitationView): Step[] {
  const isTold = attempts.some(({ failure }) => failure?.reason === rejection?.reason);
  const steps: Step[] = [];
  if (rejection && !isTold) {
    const at = attempts.at(-1)?.settledAt ?? createdAt;
    steps.push({
      key: 'rejected',
      stage: 'accepted',
      title: 'Given up',
      at,
      tone: 'bad',
      detail: rejection.explanation,
    });
  }
  if (retryAt) {
    steps.push({ key: 'retry', stage: 'accepted', title: 'Next attempt', at: retryAt, tone: 'info', isAhead: true });
  }
  return steps;
}

/** All known steps of an invitation, in order of time. */
export function timelineOf(invitation: InvitationView): Step[] {
  const { createdAt, origin, attempts, messages = [] } = invitation;
  const requested: Step = {
    key: 'requested',
    stage: 'requested',
    title: 'Invitation requested',
    at: createdAt,
    tone: 'good',
  };
  return inOrder([
    ...(origin === 'desk' ? [] : [requested]),
    ...attempts.map(stepOfAttempt),
    ...messages.flatMap(stepsOfMessage),
    ...stepsOfHistory(invitation),
    ...stepsOfNotices(invitation),
    ...stepsOfAttendance(invitation),
    ...stepsOfReminders(invitation),
    ...stepsAround(invitation),
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

/** The stages reached: one counts as passed if one of its steps succeeded, whatever the others did. */
export function progressOf(steps: readonly Step[], stages: readonly Stage[]): Progress[] {
  return stages.map((stage) => {
    const ofStage = steps.filter((step) => step.stage === stage && !step.isAhead);
    const good = ofStage.find(isGood);
    if (good) return { stage, state: 'done', at: good.at };
    const bad = ofStage.at(-1);
    return bad ? { stage, state: 'failed', at: bad.at } : { stage, state: 'open' };
  });
}
