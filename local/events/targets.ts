import type { RuleTarget } from '../template/stack-model.ts';
import type { AsyncInvocations } from './async-invocations.ts';
import type { BusEvent } from './bus.ts';
import type { Queue } from './queue.ts';
import { shapeInput } from './target-input.ts';

/** Hands an event to one target of a rule; resolves when the target has it for good. */
export type DeliverToTarget = (target: RuleTarget, event: BusEvent, ruleArn: string) => Promise<void>;

/** Delivers to the stack's queues and functions, named by their logical ids. */
export function createTargets(options: {
  queueOf(id: string): Queue;
  asyncInvocations: AsyncInvocations;
}): DeliverToTarget {
  return async ({ to, input }, event, ruleArn) => {
    const body = shapeInput(input, event, ruleArn);
    if (to.kind === 'queue') await options.queueOf(to.queue).send(body);
    else await options.asyncInvocations.accept(to.function, body);
  };
}
