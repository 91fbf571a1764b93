import type { ResourceId } from '../places/service.ts';
import { type Policy, type ScreenAnswer, titleIn, type Viewer, withMessage } from './screen-answer.ts';
import { ANYONE, SCREENS } from './screen-ids.ts';

/** Those whom a customer may choose for a service, or for any if it is left out. */
export function choosableFor({ services = [] }: Policy, service?: string): ReadonlySet<ResourceId> {
  const meant = services.filter(({ id }) => service === undefined || id === service);
  return new Set(meant.flatMap(({ needs }) => needs[0] ?? []));
}

/**
 * The first screen: what there is, and nothing that could be stale when the message is opened days later. With `service`
 * it shows only those who give that service.
 */
export function chooseScreen(policy: Policy, viewer: Viewer, service?: string, message?: string): ScreenAnswer {
  const { words } = viewer;
  const { services = [], resources = [] } = policy;
  const choosable = choosableFor(policy, service);
  const named = resources
    .filter(({ id }) => choosable.has(id))
    .map(({ id, name }) => ({ id: String(id), title: name }));
  const data = {
    ref: viewer.ref,
    heading: viewer.isMove ? words.moveHeading : words.heading,
    service_label: words.service,
    services: services.map((one) => ({ id: String(one.id), title: titleIn(one, viewer.language) })),
    resource_label: words.resource,
    resources: [{ id: ANYONE, title: words.anyone }, ...named],
    has_resources: named.length > 1,
    next_label: words.next,
  };
  return { screen: SCREENS.choose, data: withMessage(data, message) };
}
