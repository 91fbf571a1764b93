import { describe, expect, test } from 'vitest';
import * as z from 'zod/mini';
import { flowMismatches } from '../../cli/flow-json.ts';
import { bookingFromForm } from '../../functions/shared/domain/booking/booking.ts';
import { instantAt } from '../../functions/shared/domain/time/instant.ts';
import flowJson from '../../infra/flow/appointment-flow.json' with { type: 'json' };
import { findFlowFaults } from '../../local/one-msg/api/check-flow-json.ts';
import { shippedContract } from './synthesized.ts';

const Option = z.strictObject({
  id: z.string().check(z.minLength(1)),
  title: z.string().check(z.minLength(1), z.maxLength(30)),
  description: z.optional(z.string().check(z.maxLength(300))),
});
const options = (most: number) => z.array(Option).check(z.minLength(1), z.maxLength(most));
const text = (limit: number) => z.string().check(z.minLength(1), z.maxLength(limit));
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
    'helper-text': text(80),
    mode: z.literal('single'),
    'include-days': z.array(Day),
  }),
  z.strictObject({ type: z.literal('TextInput'), ...named, label: text(20), 'input-type': z.literal('text') }),
  z.strictObject({ type: z.literal('TextArea'), ...named, label: text(20), 'helper-text': text(80) }),
  Footer,
]);

const FlowJson = z.strictObject({
  version: z.literal('7.3'),
  screens: z.array(
    z.strictObject({
      id: z.string().check(
        z.regex(/^[A-Z_]{1,80}$/),
        z.refine((id) => id !== 'SUCCESS'),
      ),
      title: text(30),
      terminal: z.optional(z.literal(true)),
      success: z.optional(z.literal(true)),
      layout: z.strictObject({
        type: z.literal('SingleColumnLayout'),
        children: z.array(Component).check(z.maxLength(50)),
      }),
    }),
  ),
});

const { screens } = FlowJson.parse(flowJson);
const componentsOf = ({ layout }: (typeof screens)[number]) => layout.children;
const inputsOf = (screen: (typeof screens)[number]) =>
  componentsOf(screen).flatMap((component) => ('name' in component ? [component] : []));
const footersOf = (screen: (typeof screens)[number]) =>
  componentsOf(screen).flatMap((component) => (component.type === 'Footer' ? [component] : []));

describe('the shipped Flow JSON', () => {
  test('is of the publishable form, with no endpoint and within the limits', () => {
    expect(FlowJson.safeParse(flowJson).error).toBeUndefined();
    expect(findFlowFaults(JSON.stringify(flowJson))).toEqual([]);
  });

  test('has screens and inputs of different names', () => {
    const ids = screens.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    const names = screens.flatMap(inputsOf).map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    for (const screen of screens.flatMap(inputsOf)) {
      const chosen = 'data-source' in screen ? screen['data-source'].map(({ id }) => id) : [];
      expect(new Set(chosen).size).toBe(chosen.length);
    }
  });

  test('goes from each screen to the next, and ends at the last', () => {
    const steps = screens.map((screen) => footersOf(screen).map((footer) => footer['on-click-action']));
    const targets = steps.map(([action]) => (action?.name === 'navigate' ? action.next.name : action?.name));
    expect(steps.every((actions) => actions.length === 1)).toBe(true);
    expect(targets).toEqual([...screens.slice(1).map(({ id }) => id), 'complete']);
    expect(screens.map(({ terminal }) => terminal === true)).toEqual(
      screens.map((_, index) => index === screens.length - 1),
    );
  });

  test('refers only to inputs of earlier screens, and shows only what must be filled in', () => {
    for (const [index, screen] of screens.entries()) {
      const references = [...JSON.stringify(componentsOf(screen)).matchAll(/\$\{([^}]*)\}/g)].map(([, path]) => path);
      const earlier = screens
        .slice(0, index)
        .flatMap((one) => inputsOf(one).map(({ name }) => `screen.${one.id}.form.${name}`));
      expect(earlier).toEqual(expect.arrayContaining(references));
    }
    const shown = screens
      .flatMap(componentsOf)
      .flatMap((one) => ('text' in one && one.text.startsWith('${') ? [one.text] : []));
    const required = screens.flatMap((screen) =>
      inputsOf(screen).flatMap(({ name, required }) => (required ? [`\${screen.${screen.id}.form.${name}}`] : [])),
    );
    // WhatsApp refuses a text component without text.
    expect(required).toEqual(expect.arrayContaining(shown));
  });

  test('opens without any data being passed', () => {
    // A screen that declares data is refused by the phone if some of it is missing.
    expect(screens.some((screen) => 'data' in screen)).toBe(false);
    expect(JSON.stringify(flowJson)).not.toContain('${data.');
  });
});

describe('the shipped Flow JSON and the shipped contract', () => {
  test('fit together', () => {
    expect(flowMismatches(flowJson, shippedContract)).toEqual([]);
    expect(screens[0]?.id).toBe(shippedContract.flow.screen);
  });

  test('name the same fields, neither one more', () => {
    const completed = screens
      .flatMap(footersOf)
      .flatMap(({ 'on-click-action': action }) => (action.name === 'complete' ? Object.keys(action.payload) : []));
    expect(completed.toSorted()).toEqual(Object.values(shippedContract.booking.fields).toSorted());
  });

  test('agree on every time that can be chosen', () => {
    const times = screens
      .flatMap(inputsOf)
      .flatMap((input) => (input.name === 'time' && 'data-source' in input ? input['data-source'] : []));
    expect(times.length).toBeGreaterThan(0);
    for (const { id } of times) {
      const booking = bookingFromForm(
        { date: '2026-03-02', time: id, service: 'Consultation' },
        shippedContract.booking,
        instantAt(Date.UTC(2026, 2, 1)),
        Object.keys(shippedContract.languages),
      );
      expect(booking).toMatchObject({ startsAt: expect.any(String), service: 'Consultation', attention: [] });
    }
  });
});
