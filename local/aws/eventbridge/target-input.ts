import { StartFailure } from '../../start-failure.ts';
import type { TargetInput } from '../template/stack-model.ts';
import type { BusEvent } from './bus.ts';

/**
 * The text that a target receives for an event ("Amazon EventBridge input transformation" in its user guide).
 * @param ruleArn the value of the reserved variable `<aws.events.rule-arn>`
 */
export function shapeInput(input: TargetInput | undefined, event: BusEvent, ruleArn: string): string {
  if (!input) return JSON.stringify(event);
  switch (input.kind) {
    case 'constant':
      return input.json;
    case 'path':
      return JSON.stringify(valueAt(event, input.path) ?? null);
    case 'transformer':
      return transform(input, event, ruleArn);
  }
}

/** Rejects, at start, a path that `valueAt` does not support. */
export function checkInput(input: TargetInput | undefined, owner: string): void {
  const paths = input?.kind === 'transformer' ? Object.values(input.paths) : input?.kind === 'path' ? [input.path] : [];
  const strange = paths.find((path) => !/^\$(\.[\w-]+|\[\d+\])*$/.test(path));
  if (strange === undefined) return;
  throw new StartFailure(`The local runner does not support the path ${strange} in a target of the rule ${owner}.`);
}

/** The value at a plain JSON path: `$.detail.items[0]`. */
function valueAt(event: unknown, path: string): unknown {
  let value = event;
  for (const [, name, index] of path.matchAll(/\.([\w-]+)|\[(\d+)\]/g)) {
    if (typeof value !== 'object' || value === null) return undefined;
    value = Reflect.get(value, name ?? index ?? '');
  }
  return value;
}

function transform(
  { paths, template }: Extract<TargetInput, { kind: 'transformer' }>,
  event: BusEvent,
  ruleArn: string,
) {
  const reserved: Record<string, unknown> = {
    'aws.events.event': event,
    'aws.events.event.ingestion-time': event.time,
    'aws.events.event.json': event,
    'aws.events.rule-arn': ruleArn,
    'aws.events.rule-name': ruleArn.split('/').at(-1),
  };
  let inText = false;
  return template.replaceAll(/\\.|"|<([\w.-]+)>/g, (found, name: string | undefined) => {
    if (found === '"') inText = !inText;
    if (name === undefined) return found;
    const path = paths[name];
    const value = path === undefined ? reserved[name] : valueAt(event, path);
    if (!inText) return JSON.stringify(value ?? '');
    // Within quotes the value is part of a JSON string.
    const text = typeof value === 'string' ? value : JSON.stringify(value ?? '');
    return JSON.stringify(text).slice(1, -1);
  });
}
