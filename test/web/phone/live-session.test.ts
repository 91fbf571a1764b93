// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the expressions of a Flow JSON look like this
import { describe, expect, it } from 'vitest';
import { findFaults } from '../../../web/phone/flow/find-faults.ts';
import { FlowJson } from '../../../web/phone/flow/flow-document.ts';
import {
  act,
  backQuestion,
  componentsOf,
  currentScreen,
  enter,
  type FlowSession,
  goBack,
  openFlow,
  progressOf,
  showAnswer,
  valuesOf,
} from '../../../web/phone/flow/flow-session.ts';
import { ENGLISH } from '../../../web/phone/words/english.ts';

const ask = (payload: Record<string, string>) => ({ name: 'data_exchange', payload });
const footer = (payload: Record<string, string>) => ({ type: 'Footer', label: 'On', 'on-click-action': ask(payload) });

/** A form whose second screen shows what an endpoint offers, and whose third asks for a name. */
const FLOW = FlowJson.parse({
  version: '7.3',
  routing_model: { FIRST: ['OFFER'], OFFER: ['WHO'], WHO: [] },
  screens: [
    { id: 'FIRST', layout: { children: [footer({})] } },
    {
      id: 'OFFER',
      refresh_on_back: true,
      layout: {
        children: [
          {
            type: 'CalendarPicker',
            name: 'day',
            label: 'Day',
            required: true,
            'init-value': '${data.day}',
            'unavailable-dates': '${data.closed}',
            'on-select-action': ask({ day: '${form.day}' }),
          },
          {
            type: 'Dropdown',
            name: 'time',
            label: 'Time',
            required: '${data.has_times}',
            visible: '${data.has_times}',
            'data-source': '${data.times}',
          },
          { type: 'CheckboxGroup', name: 'extras', label: 'Extras', 'data-source': '${data.extras}' },
          footer({ ref: '${data.ref}', day: '${form.day}', time: '${form.time}', extras: '${form.extras}' }),
        ],
      },
    },
    {
      id: 'WHO',
      terminal: true,
      layout: {
        children: [{ type: 'TextInput', name: 'name', label: 'Name', 'init-value': '${data.name}' }, footer({})],
      },
    },
  ],
});

const options = (...ids: string[]) => ids.map((id) => ({ id, title: id }));
const OFFER = {
  ref: 'signed',
  day: '2031-05-06',
  closed: ['2031-05-07'],
  times: options('10:00', '10:30'),
  has_times: true,
  extras: options('a', 'b'),
};

const offer = (changes: object = {}, session = openFlow(FLOW, 'FIRST', {})) =>
  showAnswer(session, 'OFFER', { ...OFFER, ...changes });

const enterAll = (session: FlowSession, values: Record<string, string | string[]>) =>
  Object.entries(values).reduce((filled, [name, value]) => enter(filled, name, value), session);

function press(session: FlowSession) {
  const button = componentsOf(session).find((component) => component.type === 'Footer');
  return button?.type === 'Footer' && act(session, button['on-click-action']);
}

describe('a live form', () => {
  it('asks with what was entered and with what its screen carries, and leaves out what is empty', () => {
    const session = enterAll(offer(), { time: '10:30', extras: ['a'] });
    const data = { ref: 'signed', day: '2031-05-06', time: '10:30', extras: ['a'] };
    expect(press(session)).toEqual({ kind: 'asks', question: { action: 'data_exchange', screen: 'OFFER', data } });
    const { time: _, ...others } = data;
    expect(press(enter(offer(), 'extras', ['a']))).toMatchObject({ question: { data: others } });
  });

  it('begins a screen with the values of the answer, each time it is reached', () => {
    expect(valuesOf(offer())).toEqual({ day: '2031-05-06', time: undefined, extras: [] });
    const who = enter(showAnswer(offer(), 'WHO', { name: 'Alex' }), 'name', 'Alexandra');
    const again = showAnswer(showAnswer(who, 'OFFER', OFFER), 'WHO', { name: 'Alex' });
    expect(valuesOf(again)).toEqual({ name: 'Alex' });
  });

  it('replaces all data of the screen by those of the answer', () => {
    const { has_times: _, ...without } = OFFER;
    expect(
      componentsOf(showAnswer(offer(), 'OFFER', { ...without, has_times: false })).map(({ type }) => type),
    ).toEqual(['CalendarPicker', 'CheckboxGroup', 'Footer']);
    const emptied = showAnswer(offer(), 'OFFER', {});
    expect(emptied.data['OFFER']).toEqual({});
  });

  it.each([
    ['stays where it is offered', {}, { day: '2031-05-08', time: '10:30', extras: ['a', 'b'] }],
    [
      'goes where its option is gone',
      { times: options('10:00'), extras: options('b') },
      { time: undefined, extras: ['b'] },
    ],
    [
      'goes where its option cannot be chosen',
      { times: [{ id: '10:30', title: '10:30', enabled: false }] },
      { time: undefined },
    ],
    ['goes where its day is closed', { day: '2031-05-09', closed: ['2031-05-08'] }, { day: '2031-05-09' }],
    ['goes where its field is hidden', { has_times: false }, { time: undefined }],
  ])('keeps what was entered on the same screen: it %s', (_, changes, values) => {
    const entered = enterAll(offer(), { day: '2031-05-08', time: '10:30', extras: ['a', 'b'] });
    const { time, ...shown } = valuesOf(offer(changes, entered));
    expect({ time, ...shown }).toMatchObject(values);
  });

  it('chooses no first value that is not offered', () => {
    expect(valuesOf(offer({ closed: ['2031-05-06'] }))).toMatchObject({ day: undefined });
  });

  it('returns to the screen before where an answer names it', () => {
    const who = showAnswer(enterAll(offer(), { time: '10:30' }), 'WHO', {});
    const refused = showAnswer(who, 'OFFER', { ...OFFER, times: options('10:00') });
    expect(refused.path).toEqual(['FIRST', 'OFFER']);
    expect(valuesOf(refused)).toEqual({ day: '2031-05-06', extras: [], time: undefined });
  });

  it('asks when one goes back from a screen that wants it, and else shows the one before as it was', () => {
    expect(backQuestion(offer())).toEqual({ action: 'BACK', screen: 'OFFER', data: OFFER });
    const who = showAnswer(offer(), 'WHO', {});
    expect(backQuestion(who)).toBeUndefined();
    const back = goBack(who);
    expect(back && currentScreen(back)?.id).toBe('OFFER');
    expect(backQuestion(openFlow(FLOW, 'OFFER', OFFER))).toBeUndefined();
  });

  it('is not held up by a required field that is hidden', () => {
    const faultsOf = (session: FlowSession) => findFaults(componentsOf(session), valuesOf(session), ENGLISH.faults);
    expect(Object.keys(faultsOf(offer()))).toEqual(['time']);
    expect(faultsOf(offer({ has_times: false }))).toEqual({});
  });

  it('counts its steps by the routes that answers may take', () => {
    expect(progressOf(openFlow(FLOW, 'FIRST', {}))).toEqual({ step: 1, steps: 3 });
    expect(progressOf(offer())).toEqual({ step: 2, steps: 3 });
  });
});
