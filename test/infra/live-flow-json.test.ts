import { describe, expect, it } from 'vitest';
import { chooseScreen } from '../../functions/shared/domain/live-form/choose-screen.ts';
import { detailsScreen } from '../../functions/shared/domain/live-form/details-screen.ts';
import type { ScreenAnswer } from '../../functions/shared/domain/live-form/screen-answer.ts';
import { whenScreen } from '../../functions/shared/domain/live-form/when-screen.ts';
import { liveWords } from '../../functions/shared/domain/live-form/words.ts';
import { LocalDate, WallTime } from '../../functions/shared/domain/places/day.ts';
import { slotsFor } from '../../functions/shared/domain/places/slots.ts';
import { wishFor } from '../../functions/shared/domain/places/wish.ts';
import { generateLiveForm } from '../../infra/flow/generate-live-form.ts';
import { aClinicContract } from '../support/clinic.ts';
import { answerFaults, LiveFlow, liveFlowFaults } from '../support/live-form-limits.ts';

const [LONG, MANY] = ['x'.repeat(30), Array.from({ length: 50 }, (_, at) => `person-${at}`)];
const { fields } = aClinicContract().booking;
const { name: _name, notes: _notes, ...fewFields } = fields;

/** Small and large businesses, by what is special about them. */
const BUSINESSES = {
  'a clinic': {},
  'a form without name and notes': { fields: fewFields },
  'one service of one person': {
    services: [{ id: 'cut', title: { en: 'Cut', es: 'Corte' }, minutes: 30, needs: [['ana']] }],
    resources: [{ id: 'ana', name: 'Ana' }],
  },
  'twenty services of fifty people with the longest names': {
    services: Array.from({ length: 20 }, (_, at) => ({
      id: `service-${at}`,
      title: { en: `${at}${LONG}`.slice(0, 30), es: `${at}e${LONG}`.slice(0, 30) },
      minutes: 30,
      needs: [MANY.slice(at, at + 20)],
    })),
    resources: MANY.map((id) => ({ id, name: LONG })),
  },
  'a business that is open day and night, every five minutes': { slotEveryMinutes: 5, openingHours: undefined },
};
const businesses = Object.entries(BUSINESSES).map(
  ([what, changes]) => [what, aClinicContract({ horizonDays: 20, ...changes })] as const,
);

describe('the live Flow', () => {
  it.each(businesses)('of %s is one that WhatsApp takes', (_, { booking }) => {
    expect(liveFlowFaults(generateLiveForm(booking))).toEqual([]);
  });

  it.each(businesses)('of %s declares what every answer says, in each language', (_, contract) => {
    const { booking } = contract;
    const flow = LiveFlow.parse(generateLiveForm(booking));
    const service = booking.services?.[0]?.id ?? '';
    const resource = booking.resources?.[0]?.id ?? '';
    const [now, from] = [Date.UTC(2031, 4, 4), LocalDate.parse('2031-05-04')];
    const to = LocalDate.parse('2031-05-24');
    const slots = slotsFor({ ...wishFor(booking, { service }), days: [], now, from, to });
    const held = {
      start: { date: from, time: WallTime.parse('10:00') },
      confirmId: `live-${'0'.repeat(36)}`,
      resource,
    };
    const answers: ScreenAnswer[] = ['en', 'es'].flatMap((language) =>
      [true, false].flatMap((isMove) => {
        const words = liveWords(language, contract);
        const viewer = { ref: 'r', language, words, isMove };
        const fresh = { choice: { service }, typed: {} };
        const again = { choice: { service, resource }, typed: { name: 'A'.repeat(200), notes: 'B'.repeat(2_000) } };
        return [
          chooseScreen(booking, viewer),
          chooseScreen(booking, viewer, service, words.notWithThem),
          whenScreen(booking, viewer, fresh, { slots, now }),
          whenScreen(booking, viewer, again, { slots, now, wished: LocalDate.parse('2031-05-11') }, words.taken),
          whenScreen(booking, viewer, again, { slots: [], now, wished: from }),
          detailsScreen(booking, viewer, fresh, held, now),
          detailsScreen(booking, viewer, again, held, now, words.tryAgain),
        ];
      }),
    );
    expect(answers.flatMap(({ screen, data }) => answerFaults(flow, screen, data))).toEqual([]);
  });

  it.each([
    ['a label that is too long', { day_label: 'x'.repeat(41) }],
    ['an empty text', { heading: '' }],
    ['an empty list', { times: [] }],
    ['a field that is missing', { heading: undefined }],
    ['a field that is not declared', { more: 'x' }],
    ['a day that cannot be chosen', { date: '2031-01-01' }],
    ['another type', { has_times: 'true' }],
  ])('would not be shown with %s', (_, change) => {
    const { booking } = aClinicContract();
    const flow = LiveFlow.parse(generateLiveForm(booking));
    const examples = Object.entries(flow.screens[1]?.data ?? {}).map(([name, { __example__ }]) => [name, __example__]);
    const data = Object.fromEntries(
      Object.entries({ ...Object.fromEntries(examples), ...change }).filter(([, one]) => one !== undefined),
    );
    expect(answerFaults(flow, 'WHEN', data)).not.toEqual([]);
  });
});

describe('WhatsApp refuses a Flow', () => {
  const flow = LiveFlow.parse(generateLiveForm(aClinicContract().booking));
  const [choose, when, details] = flow.screens;
  const withWhen = (children: object[]) => ({
    ...flow,
    screens: [choose, { ...when, layout: { ...when?.layout, children } }, details],
  });
  const children = when?.layout.children ?? [];

  it.each([
    ['that goes back', { ...flow, routing_model: { CHOOSE: ['WHEN'], WHEN: ['DETAILS'], DETAILS: ['CHOOSE'] } }],
    ['that does not end', { ...flow, screens: [choose, when, { ...details, terminal: undefined }] }],
    ['with a calendar inside a condition', withWhen([{ type: 'If', condition: 'true', else: children }])],
    [
      'with something required and hidden',
      withWhen(children.map((one) => (one.type === 'Dropdown' ? { ...one, required: true, visible: false } : one))),
    ],
    [
      'with a text in one language',
      withWhen(children.map((one) => ({ ...one, ...(one['text'] ? { text: 'Hi' } : {}) }))),
    ],
    ['with more components than a screen may have', withWhen(Array.from({ length: 51 }, () => children[0] ?? {}))],
  ])('%s', (_, broken) => {
    expect(liveFlowFaults(broken)).not.toEqual([]);
  });
});
