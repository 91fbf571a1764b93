import type { Timers } from '../../timers.ts';
import type { Behaviour, FailurePlan } from '../behaviour/behaviour.ts';
import type { BehaviourSwitch } from '../behaviour/behaviour-switch.ts';
import { plannedFailure } from '../behaviour/known-failures.ts';
import type { Failure, Message, Status } from '../channel-state.ts';

type Step = { status: Status; failure?: Failure };

/** Advances business messages through their statuses, by the behaviour at their acceptance. */
export type DeliveryProgress = {
  /** Starts the statuses of an accepted message. */
  start(message: Message): void;
  /** The customer opens a message: its planned statuses happen now, then `read` if the behaviour reports it. */
  read(message: Message): void;
  clear(): void;
};

/** The three status words for an opened message. */
const READ_WORDS: readonly Status[] = ['read', 'viewed', 'played'];

export function isRead(message: Message): boolean {
  return message.history.some(({ status }) => READ_WORDS.includes(status));
}

export function createDeliveryProgress(
  behaviour: BehaviourSwitch,
  timers: Timers,
  report: (message: Message, step: Step) => void,
): DeliveryProgress {
  const planned = new Map<string, Step[]>();

  function advance(message: Message) {
    const [step] = planned.get(message.id) ?? [];
    if (!step) return void planned.delete(message.id);
    timers.after(delayOf(step.status, behaviour.current), () => {
      const steps = planned.get(message.id);
      if (steps?.[0] !== step) return;
      steps.shift();
      report(message, step);
      advance(message);
    });
  }

  return {
    start(message) {
      planned.set(message.id, planSteps(behaviour.current, behaviour.takeFailure()));
      advance(message);
    },
    read(message) {
      const steps = planned.get(message.id) ?? [];
      planned.delete(message.id);
      for (const step of steps) if (!step.failure) report(message, step);
      if (behaviour.current.readReceipts && !isRead(message)) report(message, { status: 'read' });
    },
    clear: () => planned.clear(),
  };
}

function planSteps({ statuses, autoRead }: Readonly<Behaviour>, failing: FailurePlan | undefined): Step[] {
  if (!failing) {
    const words = autoRead && !statuses.includes('read') ? [...statuses, 'read' as const] : statuses;
    return words.map((status) => ({ status }));
  }
  const before: Step[] = failing.after === undefined ? [] : [{ status: 'sent' }];
  if (failing.after === 'delivered') before.push({ status: 'delivered' });
  return [...before, { status: failing.status ?? 'failed', failure: plannedFailure(failing) }];
}

function delayOf(status: Status, { sentDelayMs, deliveredDelayMs, readDelayMs }: Readonly<Behaviour>): number {
  if (status === 'sent') return sentDelayMs;
  return READ_WORDS.includes(status) ? readDelayMs : deliveredDelayMs;
}
