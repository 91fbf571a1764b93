import type { Invocation } from '../../../local/aws/lambda/invocation-journal.ts';
import type { LambdaFunction, StackModel } from '../../../local/aws/template/stack-model.ts';
import { httpEvent, queueRecord } from '../../support/lambda-events.ts';

/** Real events of one function. */
const NEWEST = 3;

/** A time in the past, as events carry it in milliseconds. */
const SOME_TIME = Date.UTC(2026, 10, 20, 9);

/** One request to each route of the function, by somebody without a key. */
function requestsOf({ id }: LambdaFunction, { api }: StackModel): object[] {
  const keys = (api?.routes ?? []).filter((route) => route.function === id).map(({ key }) => key);
  return keys.map((route) => {
    const names = [...route.matchAll(/\{(\w+)\+?\}/g)].flatMap(([, name]) => name ?? []);
    const path = Object.fromEntries(names.map((name) => [name, 'nobody']));
    return httpEvent({ route, path, ...(!route.startsWith('GET') && { body: {} }) }, SOME_TIME);
  });
}

/** What a function without routes gets when there is nothing to do, and from a queue what nobody understands. */
function ownEventsOf({ id }: LambdaFunction, { queueMappings, streamMappings }: StackModel): object[] {
  if (queueMappings.some((mapping) => mapping.function === id))
    return [{ Records: [] }, { Records: [queueRecord('strange', 'not JSON')] }];
  return streamMappings.some((mapping) => mapping.function === id) ? [{ Records: [] }] : [];
}

/**
 * Events for a function, as JSON: the newest that it had on a running stack, and some of its own kind. Each may come again: a
 * function repeats nothing that it has done.
 */
export function eventsFor(definition: LambdaFunction, model: StackModel, invocations: readonly Invocation[]): string[] {
  const real = invocations.filter((one) => one.function === definition.label).slice(-NEWEST);
  const made = [...requestsOf(definition, model), ...ownEventsOf(definition, model)];
  const all = [...real.map(({ event }) => event), ...made.map((event) => JSON.stringify(event))];
  // One that only a schedule or a person starts, and nobody did.
  return all.length > 0 ? all : ['{}'];
}
