import * as z from 'zod/mini';

const Option = z.strictObject({
  id: z.string().check(z.minLength(1)),
  title: z.string().check(z.minLength(1), z.maxLength(30)),
  description: z.optional(z.string().check(z.maxLength(300))),
});
const options = (most: number) => z.array(Option).check(z.minLength(1), z.maxLength(most));
export const text = (limit: number) => z.string().check(z.minLength(1), z.maxLength(limit));
/** What the message that opens the form says. */
const dynamic = z.string().check(z.regex(/^\$\{data\.[a-z_]+\}$/));
const named = { name: z.string().check(z.regex(/^[a-z_]+$/)), required: z.boolean() };
const Day = z.enum(['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun']);

const Footer = z.strictObject({
  type: z.literal('Footer'),
  label: text(35),
  'on-click-action': z.discriminatedUnion('name', [
    z.strictObject({
      name: z.literal('navigate'),
      next: z.strictObject({ type: z.literal('screen'), name: z.string() }),
      payload: z.strictObject({}),
    }),
    z.strictObject({ name: z.literal('complete'), payload: z.record(z.string(), z.string()) }),
  ]),
});

/** The components used, with the properties and limits that Meta's reference gives them (docs/provider.md, section 6). */
const Component = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('TextHeading'), text: text(80) }),
  z.strictObject({ type: z.literal('TextCaption'), text: text(409) }),
  z.strictObject({ type: z.literal('TextBody'), text: text(4096) }),
  z.strictObject({ type: z.literal('RadioButtonsGroup'), ...named, label: text(30), 'data-source': options(20) }),
  z.strictObject({ type: z.literal('Dropdown'), ...named, label: text(20), 'data-source': options(200) }),
  z.strictObject({
    type: z.literal('CalendarPicker'),
    ...named,
    label: text(40),
    'helper-text': z.optional(text(80)),
    mode: z.literal('single'),
    'include-days': z.optional(z.array(Day)),
    'min-date': z.optional(dynamic),
    'max-date': z.optional(dynamic),
    'unavailable-dates': z.optional(dynamic),
  }),
  z.strictObject({ type: z.literal('TextInput'), ...named, label: text(20), 'input-type': z.literal('text') }),
  z.strictObject({ type: z.literal('TextArea'), ...named, label: text(20), 'helper-text': text(80) }),
  z.strictObject({
    type: z.literal('Switch'),
    value: z.string().check(z.regex(/^\$\{screen\.[A-Z_]+\.form\.\w+\}$/)),
    cases: z.record(z.string(), z.array(z.strictObject({ type: z.literal('TextBody'), text: text(4096) }))),
  }),
  Footer,
]);

/** What the screens of every Flow have. */
export const SCREEN = {
  id: z.string().check(
    z.regex(/^[A-Z_]{1,80}$/),
    z.refine((id) => id !== 'SUCCESS'),
  ),
  title: text(30),
  terminal: z.optional(z.literal(true)),
  success: z.optional(z.literal(true)),
};

/** A Flow JSON without an endpoint, within the limits of Meta's reference. */
export const FlowJson = z.strictObject({
  version: z.literal('7.3'),
  screens: z.array(
    z.strictObject({
      ...SCREEN,
      data: z.optional(z.record(z.string(), z.looseObject({ type: z.string(), __example__: z.unknown() }))),
      layout: z.strictObject({
        type: z.literal('SingleColumnLayout'),
        children: z.array(Component).check(z.maxLength(50)),
      }),
    }),
  ),
});
export type Screen = z.infer<typeof FlowJson>['screens'][number];

export const componentsOf = ({ layout }: Screen) => layout.children;
export const inputsOf = (screen: Screen) =>
  componentsOf(screen).flatMap((component) => ('name' in component ? [component] : []));
export const footersOf = (screen: Screen) =>
  componentsOf(screen).flatMap((component) => (component.type === 'Footer' ? [component] : []));

const isOnce = (names: readonly string[]) => new Set(names).size === names.length;

/** What a phone or WhatsApp would refuse of a form, in sentences. Empty if all is well. */
export function formFaults(flowJson: unknown): string[] {
  const parsed = FlowJson.safeParse(flowJson);
  if (!parsed.success) return parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
  const { screens } = parsed.data;
  const options = screens.flatMap(inputsOf).flatMap((input) => ('data-source' in input ? [input['data-source']] : []));
  const steps = screens.map((screen) => footersOf(screen).map((footer) => footer['on-click-action']));
  const targets = steps.map(([action]) => (action?.name === 'navigate' ? action.next.name : action?.name));
  const expected = [...screens.slice(1).map(({ id }) => id), 'complete'];
  const rules: [boolean, string][] = [
    [isOnce(screens.map(({ id }) => id)), 'two screens have one id'],
    [isOnce(screens.flatMap(inputsOf).map(({ name }) => name)), 'two inputs have one name'],
    [options.every((list) => isOnce(list.map(({ id }) => id))), 'two options have one id'],
    [steps.every((actions) => actions.length === 1), 'a screen has not one footer'],
    [JSON.stringify(targets) === JSON.stringify(expected), 'the screens do not lead from one to the next'],
    [
      screens.every(({ terminal }, at) => (terminal === true) === (at === screens.length - 1)),
      'the end is not the end',
    ],
    [JSON.stringify(flowJson).length < 10_000_000, 'it is larger than 10 MB'],
  ];
  return [
    ...rules.flatMap(([holds, fault]) => (holds ? [] : [fault])),
    ...screens.flatMap((screen, at) => referenceFaults(screen, screens.slice(0, at))),
  ];
}

/** References to what a screen does not know, and data that it declares for nothing. */
function referenceFaults(screen: Screen, earlier: readonly Screen[]): string[] {
  const references = [...JSON.stringify(componentsOf(screen)).matchAll(/\$\{([^}]*)\}/g)].map(([, path]) => path ?? '');
  const declared = Object.keys(screen.data ?? {}).map((name) => `data.${name}`);
  const known = [
    ...earlier.flatMap((one) => inputsOf(one).map(({ name }) => `screen.${one.id}.form.${name}`)),
    ...declared,
  ];
  return [
    ...references.filter((path) => !known.includes(path)).map((path) => `${screen.id} refers to ${path}`),
    ...declared.filter((name) => !references.includes(name)).map((name) => `${screen.id} does not use ${name}`),
  ];
}
