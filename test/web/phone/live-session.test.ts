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
import { FIRST, optionsOf, SMALL_LIVE_FLOW, timesOf } from '../../support/small-live-flow.ts';

const FLOW = FlowJson.parse(SMALL_LIVE_FLOW);
const DAY = '2031-05-06';
const OFFER = timesOf(DAY, ['10:00', '10:30']);

/** The second screen after an answer with these changes. */
const offer = (changes: object = {}, session = openFlow(FLOW, 'FIRST', FIRST)) =>
  showAnswer(session, 'TIMES', { ...OFFER, ...changes });

const enterAll = (session: FlowSession, values: Record<string, string | string[]>) =>
  Object.entries(values).reduce((filled, [name, value]) => enter(filled, name, value), session);

function press(session: FlowSession) {
  const button = componentsOf(session).find((component) => component.type === 'Footer');
  return button?.type === 'Footer' && act(session, button['on-click-action']);
}

describe('a live form', () => {
  it('asks with what was entered, and leaves out what is empty', () => {
    const session = enterAll(offer(), { time: '10:30', extras: ['a'] });
    const data = { step: 'hold', day: DAY, time: '10:30', extras: ['a'] };
    expect(press(session)).toEqual({ kind: 'asks', question: { action: 'data_exchange', screen: 'TIMES', data } });
    const { time: _, ...others } = data;
    expect(press(enter(offer(), 'extras', ['a']))).toMatchObject({ question: { data: others } });
  });

  it('begins a screen with the values of the answer, each time it is reached', () => {
    expect(valuesOf(offer())).toEqual({ day: '2031-05-06', time: undefined, extras: [] });
    const who = enter(showAnswer(offer(), 'WHO', { name: 'Alex' }), 'name', 'Alexandra');
    const again = showAnswer(showAnswer(who, 'TIMES', OFFER), 'WHO', { name: 'Alex' });
    expect(valuesOf(again)).toEqual({ name: 'Alex' });
  });

  it('replaces all data of the screen by those of the answer', () => {
    const { has_times: _, ...without } = OFFER;
    expect(
      componentsOf(showAnswer(offer(), 'TIMES', { ...without, has_times: false })).map(({ type }) => type),
    ).toEqual(['CalendarPicker', 'CheckboxGroup', 'EmbeddedLink', 'Footer']);
    const emptied = showAnswer(offer(), 'TIMES', {});
    expect(emptied.data['TIMES']).toEqual({});
  });

  it.each([
    ['stays where it is offered', {}, { day: '2031-05-08', time: '10:30', extras: ['a', 'b'] }],
    [
      'goes where its option is gone',
      { times: optionsOf('10:00'), extras: optionsOf('b') },
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
    const refused = showAnswer(who, 'TIMES', { ...OFFER, times: optionsOf('10:00') });
    expect(refused.path).toEqual(['FIRST', 'TIMES']);
    expect(valuesOf(refused)).toEqual({ day: '2031-05-06', extras: [], time: undefined });
  });

  it('asks when one goes back from a screen that wants it, and else shows the one before as it was', () => {
    const data = { summary: '10:00' };
    expect(backQuestion(showAnswer(offer(), 'WHO', data))).toEqual({ action: 'BACK', screen: 'WHO', data });
    expect(backQuestion(offer())).toBeUndefined();
    const back = goBack(offer({}, enter(openFlow(FLOW, 'FIRST', FIRST), 'service', 'cut')));
    expect(back && currentScreen(back)?.id).toBe('FIRST');
    expect(back && valuesOf(back)).toEqual({ service: 'cut' });
    expect(backQuestion(openFlow(FLOW, 'WHO', data))).toBeUndefined();
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
