import * as z from 'zod/mini';
import { isJsonObject, parseJson } from '../../../functions/shared/domain/text/json.ts';
import { parseInput } from '../../parse-input.ts';
import type { FlowFault } from '../channel-state.ts';
import { findLiveFaults } from './check-live-flow.ts';
import { flowFault } from './flow-fault.ts';

/** The versions that can be published (docs/provider.md, section 6). */
const VERSIONS = ['5.1', '6.0', '6.1', '6.2', '6.3', '7.0', '7.1', '7.2', '7.3'];

const INPUTS = [
  'TextInput',
  'TextArea',
  'Dropdown',
  'RadioButtonsGroup',
  'CheckboxGroup',
  'ChipsSelector',
  'DatePicker',
  'CalendarPicker',
  'OptIn',
];
const COMPONENTS = [
  ...INPUTS,
  'TextHeading',
  'TextSubheading',
  'TextBody',
  'TextCaption',
  'RichText',
  'Image',
  'ImageCarousel',
  'NavigationList',
  'EmbeddedLink',
  'PhotoPicker',
  'DocumentPicker',
  'Form',
  'If',
  'Switch',
  'Footer',
];
const ACTIONS = ['navigate', 'data_exchange', 'complete', 'open_url', 'update_data'];

const Screen = z.looseObject({
  id: z.string().check(z.regex(/^[A-Za-z_]+$/, 'must be letters and _')),
  title: z.optional(z.string()),
  terminal: z.optional(z.boolean()),
  layout: z.looseObject({
    type: z.literal('SingleColumnLayout', 'must be SingleColumnLayout'),
    children: z.array(z.looseObject({ type: z.string() })).check(z.minLength(1, 'must not be empty')),
  }),
});
type Screen = z.infer<typeof Screen>;

const FlowJson = z.looseObject({
  version: z.string().check(z.refine((version) => VERSIONS.includes(version), `must be one of ${VERSIONS.join(', ')}`)),
  screens: z.array(Screen).check(z.minLength(1, 'must not be empty')),
});

type Component = { path: string; type: string; properties: Record<string, unknown> };

/** Meta's validation errors for a Flow JSON; empty if it can be published. */
export function findFlowFaults(text: string): FlowFault[] {
  const json = parseJson(text);
  if (!isJsonObject(json)) return [flowFault('', 'The Flow JSON is not a JSON object.', 'INVALID_JSON')];
  const parsed = parseInput(FlowJson, json);
  if (!parsed.ok) return [flowFault(parsed.fault.split(':')[0] ?? '', parsed.fault)];
  const { screens } = parsed.value;
  const ids = screens.map(({ id }) => id);
  return [
    ...screens.flatMap((screen, index) => screenFaults(screen, `screens.${index}`, ids)),
    ...ids.flatMap((id, index) =>
      ids.indexOf(id) < index ? [flowFault(`screens.${index}.id`, `The screen id ${id} is used twice.`)] : [],
    ),
    ...(screens.some(({ terminal }) => terminal) ? [] : [flowFault('screens', 'One screen must be terminal.')]),
    ...findLiveFaults(json, screens),
  ];
}

/** The version in a Flow JSON, for the Flow's details. */
export function flowVersion(text: string | undefined): string | undefined {
  const json = text === undefined ? undefined : parseJson(text);
  return isJsonObject(json) && typeof json['version'] === 'string' ? json['version'] : undefined;
}

function screenFaults(screen: Screen, path: string, ids: readonly string[]): FlowFault[] {
  const components = [...componentsIn(screen.layout.children, `${path}.layout.children`)];
  const footers = components.filter(({ type }) => type === 'Footer');
  const names = components.filter(({ type }) => INPUTS.includes(type)).map(({ properties }) => properties['name']);
  return [
    ...components.flatMap(componentFaults),
    ...footers.flatMap((footer) => actionFaults(footer, screen, ids)),
    ...(names.length === new Set(names).size ? [] : [flowFault(path, 'Two inputs of a screen have the same name.')]),
    ...(screen.terminal && footers.length === 0 ? [flowFault(path, 'A terminal screen must have a Footer.')] : []),
  ];
}

function* componentsIn(children: readonly unknown[], path: string): Generator<Component> {
  for (const [index, child] of children.entries()) {
    if (!isJsonObject(child)) continue;
    const own = `${path}.${index}`;
    yield { path: own, type: String(child['type']), properties: child };
    for (const key of ['children', 'then', 'else']) {
      const nested = child[key];
      if (Array.isArray(nested)) yield* componentsIn(nested, `${own}.${key}`);
    }
  }
}

function componentFaults({ path, type, properties }: Component): FlowFault[] {
  if (!COMPONENTS.includes(type)) return [flowFault(`${path}.type`, `There is no component ${type}.`)];
  if (!INPUTS.includes(type)) return [];
  return ['name', 'label']
    .filter((required) => !isGiven(properties[required]))
    .map((required) => flowFault(`${path}.${required}`, `${type} needs a ${required}.`));
}

/** A text, or one text for each end of a CalendarPicker's range. */
function isGiven(value: unknown): boolean {
  if (isJsonObject(value)) return [value['start-date'], value['end-date']].every(isGiven);
  return typeof value === 'string' && value !== '';
}

function actionFaults({ path, properties }: Component, screen: Screen, ids: readonly string[]): FlowFault[] {
  const action = properties['on-click-action'];
  const at = `${path}.on-click-action`;
  if (!isJsonObject(action)) return [flowFault(at, 'A Footer needs an on-click-action.')];
  const name = String(action['name']);
  if (!ACTIONS.includes(name)) return [flowFault(`${at}.name`, `There is no action ${name}.`)];
  if (name === 'complete' && !screen.terminal) return [flowFault(at, 'Only a terminal screen can complete the Flow.')];
  if (name !== 'navigate') return [];
  const next = isJsonObject(action['next']) ? action['next']['name'] : undefined;
  return ids.includes(String(next)) ? [] : [flowFault(`${at}.next`, 'navigate must name a screen of this Flow.')];
}
