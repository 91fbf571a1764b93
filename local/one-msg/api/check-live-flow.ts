import { isJsonObject, type JsonObject } from '../../../functions/shared/domain/text/json.ts';
import type { FlowFault } from '../channel-state.ts';
import { componentsIn } from '../live-flow/component-limits.ts';
import { flowFault } from './flow-fault.ts';

/** Limits of docs/provider.md, section 6. */
const MOST_COMPONENTS = 50;
const MOST_BRANCHES = 10;

type Screen = { id: string; terminal?: boolean | undefined; layout: { children: readonly unknown[] } };

/** Meta's validation errors for what only a Flow with an endpoint has, and for the limits of a screen. */
export function findLiveFaults(json: JsonObject, screens: readonly Screen[]): FlowFault[] {
  const isLive = json['data_api_version'] !== undefined;
  return [
    ...screens.flatMap((screen, index) => screenFaults(screen, `screens.${index}`, isLive)),
    ...(isLive ? routeFaults(json['routing_model'], screens) : []),
  ];
}

function screenFaults({ layout }: Screen, path: string, isLive: boolean): FlowFault[] {
  const components = [...componentsIn(layout.children)];
  const nested = components
    .filter(({ type }) => type === 'If' || type === 'Switch')
    .flatMap((branch) => [...componentsIn([branch])].slice(1));
  return [
    ...(components.length > MOST_COMPONENTS
      ? [flowFault(path, `A screen must have at most ${MOST_COMPONENTS} components.`)]
      : []),
    ...(nested.some(({ type }) => type === 'CalendarPicker')
      ? [flowFault(path, 'A CalendarPicker must not stand inside If or Switch.')]
      : []),
    ...components.flatMap((component) => actionFaults(component, path, isLive)),
  ];
}

function actionFaults(component: Record<string, unknown>, path: string, isLive: boolean): FlowFault[] {
  const nameOf = (action: unknown) => (isJsonObject(action) ? action['name'] : undefined);
  const onSelect = nameOf(component['on-select-action']);
  const asks = [onSelect, nameOf(component['on-click-action'])].includes('data_exchange');
  return [
    ...(onSelect !== undefined && onSelect !== 'data_exchange'
      ? [flowFault(path, 'on-select-action knows only data_exchange.')]
      : []),
    ...(asks && !isLive ? [flowFault(path, 'data_exchange needs a data_api_version and a routing_model.')] : []),
  ];
}

/** Routes lead forward only, from one entry screen, and each ends in a terminal screen. */
function routeFaults(routing: unknown, screens: readonly Screen[]): FlowFault[] {
  const at = 'routing_model';
  if (!isJsonObject(routing)) return [flowFault(at, 'A Flow with an endpoint needs a routing_model.')];
  const targetsOf = (id: string): unknown[] => {
    const targets = routing[id];
    return Array.isArray(targets) ? targets : [];
  };
  const all = screens.flatMap(({ id }) => targetsOf(id));
  const unknown = [...Object.keys(routing), ...all].find((id) => !screens.some((screen) => screen.id === id));
  if (unknown !== undefined) return [flowFault(at, `There is no screen ${String(unknown)}.`)];
  const entries = screens.filter(({ id }) => !all.includes(id));
  return [
    ...(entries.length === 1 ? [] : [flowFault(at, 'There must be one screen to which no other one leads.')]),
    ...screens.flatMap(({ id, terminal }) => {
      const targets = targetsOf(id);
      if (targets.length > MOST_BRANCHES) return [flowFault(at, `${id} must have at most ${MOST_BRANCHES} branches.`)];
      if (targets.length === 0 && !terminal) return [flowFault(at, `The route ends in ${id}, which is not terminal.`)];
      return leadsBack(id, targetsOf) ? [flowFault(at, `A route leads from ${id} back to it.`)] : [];
    }),
  ];
}

function leadsBack(id: string, targetsOf: (id: string) => unknown[]): boolean {
  const seen = new Set<string>();
  const open = [id];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    for (const target of targetsOf(next)) {
      if (target === id) return true;
      if (typeof target !== 'string' || seen.has(target)) continue;
      seen.add(target);
      open.push(target);
    }
  }
  return false;
}
