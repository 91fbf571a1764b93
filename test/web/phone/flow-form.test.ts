// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the expressions of a Flow JSON look like this
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { generateForm } from '../../../infra/flow/generate-form.ts';
import { findFaults } from '../../../web/phone/flow/find-faults.ts';
import type { FieldValue, FormValues } from '../../../web/phone/flow/flow-component.ts';
import { FlowJson } from '../../../web/phone/flow/flow-document.ts';
import {
  act,
  componentsOf,
  currentScreen,
  enter,
  type FlowSession,
  goBack,
  openFlow,
  progressOf,
  valuesOf,
} from '../../../web/phone/flow/flow-session.ts';
import { ENGLISH } from '../../../web/phone/words/english.ts';
import { SPANISH } from '../../../web/phone/words/spanish.ts';
import { aClinicContract } from '../../support/clinic.ts';

const PROJECT_FLOW = FlowJson.parse(
  JSON.parse(readFileSync(new URL('../../../infra/flow/appointment-flow.json', import.meta.url), 'utf8')),
);

type Part = Record<string, unknown>;

/** A form of one screen with these components. */
const aFlow = (...children: Part[]) =>
  FlowJson.parse({ version: '7.3', screens: [{ id: 'ONLY', terminal: true, layout: { children } }] });

const openWith = (data: Part, ...children: Part[]) => openFlow(aFlow(...children), 'ONLY', data);

function enterAll(session: FlowSession, values: FormValues): FlowSession {
  return Object.entries(values).reduce((filled, [name, value]) => enter(filled, name, value), session);
}

/** Presses the button at the foot of the screen. */
function press(session: FlowSession) {
  const footer = componentsOf(session).find((component) => component.type === 'Footer');
  if (footer?.type !== 'Footer') throw new Error('The screen has no footer.');
  return act(session, footer['on-click-action']);
}

function goOn(session: FlowSession): FlowSession {
  const outcome = press(session);
  if (outcome.kind !== 'moved') throw new Error(`The form did not go on but ${outcome.kind}.`);
  return outcome.session;
}

/** The words a screen shows. */
const textsOf = (session: FlowSession) =>
  componentsOf(session).flatMap((component) => ('text' in component ? [component.text] : []));

const faultsOf = (session: FlowSession, { faults } = ENGLISH) =>
  findFaults(componentsOf(session), valuesOf(session), faults);

/** What is wrong with a field that holds this value. */
function faultOf(field: Part, value: FieldValue, words = ENGLISH): string | undefined {
  const session = enter(openWith({}, { name: 'it', label: 'It', ...field }), 'it', value);
  return faultsOf(session, words)['it'];
}

describe('the project’s form', () => {
  const choice = { service: 'Consultation', date: '2031-05-06', time: '10:30' };

  it('is drawn completely, screen by screen, and completes with what was entered', () => {
    const first = openFlow(PROJECT_FLOW, 'APPOINTMENT');
    const second = goOn(enterAll(first, choice));
    const last = goOn(enterAll(second, { name: 'Alex', notes: 'First visit' }));

    const screens = [first, second, last];
    expect(screens.map((session) => progressOf(session))).toEqual([1, 2, 3].map((step) => ({ step, steps: 3 })));
    expect(screens.flatMap(componentsOf).filter(({ type }) => type === 'Unknown')).toEqual([]);
    expect(textsOf(last)).toEqual(expect.arrayContaining(['Consultation', '10:30', 'Alex', 'Notes: First visit']));
    // No form writes a day as the confirmation does.
    expect(textsOf(last)).not.toContain('2031-05-06');
    expect(press(last)).toEqual({ kind: 'completed', fields: { ...choice, name: 'Alex', notes: 'First visit' } });
  });

  it('keeps what was entered when one goes back and on again', () => {
    const second = enterAll(goOn(enterAll(openFlow(PROJECT_FLOW), choice)), { name: 'Alex' });
    const first = goBack(second);
    expect(first && valuesOf(first)).toEqual(choice);
    expect(first && valuesOf(goOn(first))).toEqual({ name: 'Alex', notes: '' });
    expect(first && goBack(first)).toBeUndefined();
  });

  it('does not go on with empty required fields', () => {
    const session = openFlow(PROJECT_FLOW);
    expect(Object.keys(faultsOf(session))).toEqual(['service', 'date', 'time']);
  });
});

describe('a form of the contract’s services', () => {
  const generated = generateForm(aClinicContract(), 'es');
  const form = FlowJson.parse('flowJson' in generated && generated.flowJson);
  const data = { min_date: '2031-05-05', max_date: '2031-05-09', unavailable_dates: ['2031-05-07'] };
  const chosen = { service: 'first-visit', date: '2031-05-06', time: '10:30' };

  it('is drawn completely, shows titles, and completes with ids', () => {
    const first = openFlow(form, 'APPOINTMENT', data);
    const second = goOn(enterAll(first, chosen));
    const last = goOn(enterAll(second, { name: 'Ana' }));
    expect([first, second, last].flatMap(componentsOf).filter(({ type }) => type === 'Unknown')).toEqual([]);
    expect(textsOf(last)).toContain('Primera visita');
    expect(textsOf(last)).not.toContain('first-visit');
    expect(textsOf(last)).toContain('Notas: ');
    const noted = goOn(enterAll(second, { name: 'Ana', notes: 'Sin prisa' }));
    expect(textsOf(noted)).toContain('Notas: Sin prisa');
    expect(press(last)).toMatchObject({ kind: 'completed', fields: chosen });
  });

  it.each(['2031-05-04', '2031-05-07', '2031-05-10'])('does not take %s, which is past, closed or too far', (date) => {
    const session = enterAll(openFlow(form, 'APPOINTMENT', data), { ...chosen, date });
    expect(Object.keys(faultsOf(session))).toEqual(['date']);
  });
});

describe('an expression', () => {
  const scope = { name: 'Alex', age: 17, tags: ['a'] };
  it.each([
    ['${data.name}', 'Alex'],
    ['${data.missing}', undefined],
    ['${form.it}', 'typed'],
    ['${screen.ONLY.form.it}', 'typed'],
    ['Hi ${data.name}', 'Hi ${data.name}'],
    ["`'Hi ' ${data.name} '!'`", 'Hi Alex!'],
    ['`${data.age} + 2 * 3`', 23],
    ["`(${data.age} >= 18) || (${data.name} == 'Alex')`", true],
    ['`!(${data.age} < 18) && true`', false],
    ["`'it\\'s'`", "it's"],
  ])('%s is worked out', (text, value) => {
    const session = openWith(scope, { type: 'TextInput', name: 'it', label: 'It' }, { type: 'TextBody', text });
    expect(textsOf(enter(session, 'it', 'typed'))).toEqual([value]);
  });

  it.each(['`${data.age} >`', '`(1`', '`1 ? 2`'])('%s is not understood, and that is said', (text) => {
    expect(componentsOf(openWith(scope, { type: 'TextBody', text }))).toEqual([
      { type: 'Unknown', of: 'TextBody', fault: expect.any(Object) },
    ]);
  });
});

describe('a screen', () => {
  it('shows what its conditions let through, as values change', () => {
    const session = openWith(
      {},
      { type: 'OptIn', name: 'more', label: 'More' },
      {
        type: 'If',
        condition: '${form.more}',
        // biome-ignore lint/suspicious/noThenProperty: the Flow JSON calls it so
        then: [{ type: 'TextBody', text: 'yes' }],
        else: [{ type: 'TextBody', text: 'no' }],
      },
      { type: 'Switch', value: '${form.more}', cases: { true: [{ type: 'TextBody', text: 'switched' }] } },
      { type: 'TextBody', text: 'hidden', visible: '${form.more}' },
    );
    expect(textsOf(session)).toEqual(['no']);
    expect(textsOf(enter(session, 'more', true))).toEqual(['yes', 'switched', 'hidden']);
  });

  it('begins with the values it is given', () => {
    const fields = [
      { type: 'TextInput', name: 'a', label: 'A', 'init-value': '${data.name}' },
      { type: 'TextInput', name: 'b', label: 'B' },
    ];
    const session = openWith(
      { name: 'Alex' },
      { type: 'Form', name: 'f', 'init-values': { b: 'two' }, children: fields },
    );
    expect(valuesOf(session)).toEqual({ a: 'Alex', b: 'two' });
  });

  it.each([
    [{ type: 'RichText', text: 'x' }, 'RichText'],
    [{ type: 'TextInput', name: 'a' }, 'TextInput'],
    ['nothing', 'component'],
  ])('says that it cannot draw %j', (component, of) => {
    const flow = aFlow({ type: 'Form', name: 'f', children: [component] });
    expect(componentsOf(openFlow(flow))).toEqual([{ type: 'Unknown', of, fault: expect.any(Object) }]);
  });

  it('passes data on to the next one, and says what cannot be done here', () => {
    const flow = FlowJson.parse({
      version: '7.3',
      screens: [
        { id: 'FIRST', layout: { children: [] } },
        { id: 'NEXT', layout: { children: [{ type: 'TextBody', text: '${data.day}' }] } },
      ],
    });
    const moved = act(openFlow(flow), { name: 'navigate', next: { name: 'NEXT' }, payload: { day: 'Monday' } });
    expect(moved.kind === 'moved' && [currentScreen(moved.session)?.id, textsOf(moved.session)]).toEqual([
      'NEXT',
      ['Monday'],
    ]);
    for (const action of [{ name: 'open_url' }, { name: 'navigate', next: { name: 'NO' } }]) {
      expect(act(openFlow(flow), action).kind).toBe('unsupported');
    }
  });
});

describe('a field', () => {
  const options = [
    { id: 'a', title: 'A' },
    { id: 'b', title: 'B' },
    { id: 'c', title: 'C' },
  ];
  const text = { type: 'TextInput' };
  const boxes = { type: 'CheckboxGroup', 'data-source': options };
  const day = {
    type: 'CalendarPicker',
    'min-date': '2031-05-05',
    'max-date': '2031-05-31',
    'include-days': ['Mon', 'Tue'],
  };
  const range = { type: 'CalendarPicker', mode: 'range', 'min-days': 2, 'max-days': 5 };
  const days = (first: string, last: string) => ({ 'start-date': first, 'end-date': last });

  it.each<[Part, FieldValue]>([
    [{ ...text, required: true }, '   '],
    [{ ...text, 'min-chars': 3 }, 'ab'],
    [{ ...text, 'max-chars': 3 }, 'abcd'],
    [{ ...text, 'input-type': 'number' }, '12a'],
    [{ ...text, 'input-type': 'email' }, 'alex@'],
    [{ ...text, pattern: '[A-Z]{2}' }, 'ABC'],
    [{ type: 'TextArea', 'max-length': 3 }, 'abcd'],
    [{ type: 'Dropdown', 'data-source': options, required: true }, undefined],
    [{ ...boxes, required: true }, []],
    [{ ...boxes, 'min-selected-items': 2 }, ['a']],
    [{ ...boxes, 'max-selected-items': 2 }, ['a', 'b', 'c']],
    [{ type: 'OptIn', required: true }, false],
    [{ ...day, required: true }, undefined],
    [day, '2031-05-04'],
    [day, '2031-06-02'],
    [day, '2031-05-07'],
    [{ type: 'DatePicker', 'unavailable-dates': ['2031-05-06'] }, '2031-05-06'],
    [range, days('2031-05-05', '')],
    [range, days('2031-05-06', '2031-05-05')],
    [range, days('2031-05-05', '2031-05-05')],
    [range, days('2031-05-05', '2031-05-10')],
  ])('%j refuses %j with a sentence', (field, value) => {
    const [english, spanish] = [ENGLISH, SPANISH].map((words) => faultOf(field, value, words));
    expect(english).toMatch(/^[A-Z].+\.$/);
    expect(spanish).toMatch(/^[A-Z].+\.$/);
    expect(spanish).not.toBe(english);
  });

  it.each<[Part, FieldValue]>([
    [text, ''],
    [{ ...text, 'input-type': 'number' }, '-1,5'],
    [{ ...text, 'input-type': 'phone' }, '+34 600 000 001'],
    [boxes, ['a']],
    [day, '2031-05-06'],
    [range, days('2031-05-05', '2031-05-06')],
  ])('%j takes %j', (field, value) => {
    expect(faultOf(field, value)).toBeUndefined();
  });

  it('says what its form wants it to say', () => {
    expect(faultOf({ ...text, pattern: '\\d{4}', 'error-message': 'Four digits.' }, '12')).toBe('Four digits.');
  });
});
