import { isDeepStrictEqual } from 'node:util';
import * as z from 'zod/mini';
import { SCREEN, text } from './form-limits.ts';

/*
 * The limits of a Flow with an endpoint, by Meta's reference (docs/provider.md, sections 6 and 7).
 */
const isOnce = (values: readonly unknown[]) => new Set(values).size === values.length;
const options = (most: number) =>
  z.array(z.strictObject({ id: text(200), title: text(30), description: z.optional(text(300)) })).check(
    z.minLength(1),
    z.maxLength(most),
    z.refine((list) => isOnce(list.map(({ id }) => id)), 'two options have one id'),
  );
const LocalDate = z.string().check(z.regex(/^\d{4}-\d{2}-\d{2}$/));

/** What asks the endpoint; payloads hold texts, and booleans once their data is in. */
const Ask = z.strictObject({
  name: z.literal('data_exchange'),
  payload: z.record(z.string(), z.union([text(20_000), z.boolean()])),
});
const input = { name: z.string().check(z.regex(/^[a-z_]+$/)), required: z.boolean(), visible: z.optional(z.boolean()) };

/** If and Switch are not among them: a CalendarPicker may not stand inside. */
const Component = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('TextHeading'), text: text(80) }),
  z.strictObject({ type: z.literal('TextBody'), text: text(4096) }),
  z.strictObject({ type: z.literal('EmbeddedLink'), text: text(25), 'on-click-action': Ask }),
  z.strictObject({ type: z.literal('RadioButtonsGroup'), ...input, label: text(30), 'data-source': options(20) }),
  z.strictObject({ type: z.literal('Dropdown'), ...input, label: text(20), 'data-source': options(200) }),
  z.strictObject({
    type: z.literal('CalendarPicker'),
    ...input,
    label: text(40),
    mode: z.literal('single'),
    'init-value': LocalDate,
    'min-date': LocalDate,
    'max-date': LocalDate,
    'unavailable-dates': z.array(LocalDate).check(z.minLength(1)),
    'on-select-action': Ask,
  }),
  z.strictObject({
    type: z.literal('TextInput'),
    ...input,
    label: text(20),
    'input-type': z.literal('text'),
    'init-value': z.optional(text(2_000)),
  }),
  z.strictObject({ type: z.literal('TextArea'), ...input, label: text(20), 'init-value': z.optional(text(2_000)) }),
  z.strictObject({ type: z.literal('Footer'), label: text(35), 'on-click-action': Ask }),
]);
type Component = z.infer<typeof Component>;

const Declared = z.looseObject({ type: z.enum(['string', 'boolean', 'array']), __example__: z.unknown() });
const Screen = z.strictObject({
  ...SCREEN,
  refresh_on_back: z.optional(z.literal(true)),
  data: z.record(z.string(), Declared),
  layout: z.strictObject({
    type: z.literal('SingleColumnLayout'),
    children: z.array(z.looseObject({ type: z.string() })).check(z.maxLength(50)),
  }),
});
type Screen = z.infer<typeof Screen>;

export const LiveFlow = z.strictObject({
  version: z.literal('7.3'),
  data_api_version: z.literal('4.0'),
  routing_model: z.record(z.string(), z.array(z.string()).check(z.maxLength(10))),
  screens: z.array(Screen),
});
export type LiveFlow = z.infer<typeof LiveFlow>;

/** The value with the data in the place of each reference to it. What a customer chose is not known here. */
function withData(value: unknown, data: Readonly<Record<string, unknown>>): unknown {
  if (Array.isArray(value)) return value.map((one) => withData(one, data));
  if (typeof value === 'object' && value !== null)
    return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, withData(one, data)]));
  const [, field] = typeof value === 'string' ? (/^\$\{data\.(\w+)\}$/.exec(value) ?? []) : [];
  return field === undefined ? value : data[field];
}

const typeOf = (value: unknown) => (Array.isArray(value) ? 'array' : typeof value);

function faultsOfComponent(component: Component): string[] {
  const { type } = component;
  const isHidden = 'visible' in component && component.visible === false;
  const faults = 'required' in component && component.required && isHidden ? [`a ${type} is required and hidden`] : [];
  if (type !== 'CalendarPicker' || isHidden) return faults;
  const { 'init-value': value, 'min-date': first, 'max-date': last, 'unavailable-dates': closed } = component;
  const canBeChosen = first <= value && value <= last && !closed.includes(value);
  return canBeChosen ? faults : [...faults, 'the calendar begins with a day that cannot be chosen'];
}

/** What a phone would not show of data for a screen, in sentences. Empty if all is well. */
function faultsOfData({ id, data: declared, layout }: Screen, data: Readonly<Record<string, unknown>>): string[] {
  const names = isDeepStrictEqual(Object.keys(data).sort(), Object.keys(declared).sort());
  const types = Object.entries(data).filter(([name, value]) => declared[name]?.type !== typeOf(value));
  const shown = layout.children.map((child) => Component.safeParse(withData(child, data)));
  const faults = [
    ...(names ? [] : ['the data is not what the screen declares']),
    ...types.map(([name]) => `${name} has another type than it declares`),
    ...shown.flatMap(({ data: component, error }) =>
      component
        ? faultsOfComponent(component)
        : (error?.issues ?? []).map(({ path, message }) => `${path.join('.')}: ${message}`),
    ),
  ];
  return faults.map((fault) => `${id}: ${fault}`);
}

/** The screens that a phone takes on a screen: itself, the next ones, those before; the last ones end the form. */
export function screensTakenOn({ routing_model: routes, screens }: LiveFlow, present: string): string[] {
  const before = Object.keys(routes).filter((from) => routes[from]?.includes(present));
  const isFirst = present === '' || present === screens[0]?.id;
  if (present === '') return [screens[0]?.id ?? ''];
  return [present, ...(routes[present] ?? []), ...before, ...(isFirst ? [] : ['SUCCESS'])];
}

/** What a phone would not take of an answer: the end needs parameters, any other screen what it declares. */
export function answerFaults(flow: LiveFlow, shown: unknown, answered: Readonly<Record<string, unknown>>): string[] {
  const { error_message: message, ...data } = answered;
  const faults = message === undefined || text(160).safeParse(message).success ? [] : ['the message is no sentence'];
  if (shown === 'SUCCESS') {
    const End = z.object({ extension_message_response: z.object({ params: z.object({ flow_token: text(512) }) }) });
    return End.safeParse(data).success ? faults : [...faults, 'the end has no token'];
  }
  const screen = flow.screens.find(({ id }) => id === shown);
  return screen ? [...faults, ...faultsOfData(screen, data)] : [...faults, `there is no screen ${String(shown)}`];
}

function faultsOfRoutes({ routing_model: routes, screens }: LiveFlow): string[] {
  const ids = screens.map(({ id }) => id);
  const isForward = (from: string, to: string) => ids.indexOf(from) >= 0 && ids.indexOf(to) > ids.indexOf(from);
  const rules: [boolean, string][] = [
    [isOnce(ids), 'two screens have one id'],
    [isDeepStrictEqual(Object.keys(routes).sort(), ids.toSorted()), 'the routes are not those of the screens'],
    [Object.entries(routes).every(([from, all]) => all.every((to) => isForward(from, to))), 'a route goes backwards'],
    [screens.every(({ id, terminal }) => (routes[id]?.length === 0) === (terminal === true)), 'a route has no end'],
    [ids.slice(1).every((id) => Object.values(routes).flat().includes(id)), 'no route leads to a screen'],
  ];
  return rules.flatMap(([holds, fault]) => (holds ? [] : [fault]));
}

/** References to what a screen does not have, and what it declares or asks for in vain. */
function faultsOfReferences({ id, data, layout: { children } }: Screen): string[] {
  const of = (kind: string) =>
    new Set(
      [...JSON.stringify(children).matchAll(new RegExp(`\\$\\{${kind}\\.(\\w+)\\}`, 'g'))].map(([, name]) => name),
    );
  const inputs = new Set(children.flatMap(({ name }) => (typeof name === 'string' ? [name] : [])));
  const isText = (value: unknown) => value === undefined || /^\$\{data\.\w+\}$/.test(String(value));
  const rules: [boolean, string][] = [
    [isDeepStrictEqual(of('data'), new Set(Object.keys(data))), 'what it shows is not what it declares'],
    [isDeepStrictEqual(of('form'), inputs), 'what it sends is not what stands on it'],
    [children.every((one) => isText(one['text']) && isText(one['label'])), 'a text is in one language'],
    [children.filter(({ type }) => type === 'Footer').length === 1, 'it has not one button'],
  ];
  return rules.flatMap(([holds, fault]) => (holds ? [] : [`${id}: ${fault}`]));
}

/** What WhatsApp would refuse of a Flow with an endpoint, in sentences. Empty if all is well. */
export function liveFlowFaults(flowJson: unknown): string[] {
  const { data: flow, error } = LiveFlow.safeParse(flowJson);
  if (!flow) return (error?.issues ?? []).map(({ path, message }) => `${path.join('.')}: ${message}`);
  const examples = ({ data }: Screen) =>
    Object.fromEntries(Object.entries(data).map(([name, { __example__ }]) => [name, __example__]));
  return [
    ...faultsOfRoutes(flow),
    ...flow.screens.flatMap((screen) => [...faultsOfReferences(screen), ...faultsOfData(screen, examples(screen))]),
  ];
}
