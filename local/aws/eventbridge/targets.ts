import type { AsyncInvocations } from '../lambda/async-invocations.ts';
import type { Queue } from '../sqs/queue.ts';
import type { ApiDestinations } from './api-destination-poster.ts';
import type { DeliverToTarget } from './bus.ts';
import { shapeInput } from './target-input.ts';

/** Delivers to the stack's queues, functions and API destinations by their logical ids. */
export function createTargets(options: {
  queueOf(id: string): Queue;
  asyncInvocations: AsyncInvocations;
  apiDestinations: ApiDestinations;
}): DeliverToTarget {
  return async ({ to, input }, event, ruleArn) => {
    const body = shapeInput(input, event, ruleArn);
    switch (to.kind) {
      case 'queue':
        return options.queueOf(to.queue).send(body);
      case 'function':
        return options.asyncInvocations.accept(to.function, body);
      case 'destination':
        return options.apiDestinations.accept(to, event, body);
    }
  };
}
