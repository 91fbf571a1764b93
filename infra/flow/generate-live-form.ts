import { choosableFor, chooseScreen } from '../../functions/shared/domain/live-form/choose-screen.ts';
import { detailsScreen } from '../../functions/shared/domain/live-form/details-screen.ts';
import type { Policy } from '../../functions/shared/domain/live-form/screen-answer.ts';
import { SCREENS } from '../../functions/shared/domain/live-form/screen-ids.ts';
import { whenScreen } from '../../functions/shared/domain/live-form/when-screen.ts';
import { liveWords } from '../../functions/shared/domain/live-form/words.ts';
import { LocalDate, WallTime } from '../../functions/shared/domain/places/day.ts';
import type { JsonObject } from '../../functions/shared/domain/text/json.ts';
import { Instant } from '../../functions/shared/domain/time/instant.ts';
import { ask, button, choiceOf, data, screen, twoInputs, typed } from './live-form-screens.ts';

/** Whoever edits the Flow sees these examples; no invitation does. */
const VIEWER = { ref: 'example', language: 'en', words: liveWords('en', { languages: {} }), isMove: false };
const [DATE, TIME] = [LocalDate.parse('2031-05-05'), WallTime.parse('10:00')];
const NOW = Date.UTC(2031, 4, 4);

/** A title cannot come as data. The heading below it says it in the customer's language. */
const TITLE = 'Appointment';

const KEPT = { ref: data('ref'), service: data('service'), resource: data('resource') };

function chooseJson(policy: Policy): JsonObject {
  const chosen = { ref: data('ref'), service: typed('service'), resource: typed('resource') };
  return screen(SCREENS.choose, TITLE, chooseScreen(policy, VIEWER).data, [
    { type: 'TextHeading', text: data('heading') },
    {
      ...choiceOf(policy.services?.length ?? 0),
      name: 'service',
      label: data('service_label'),
      required: true,
      'data-source': data('services'),
    },
    {
      // Beside "anyone" there is one option for each.
      ...choiceOf(choosableFor(policy).size + 1),
      name: 'resource',
      label: data('resource_label'),
      required: false,
      visible: data('has_resources'),
      'data-source': data('resources'),
    },
    button('next_label', chosen),
  ]);
}

function whenJson(policy: Policy, service: string): JsonObject {
  const slot = {
    startsAt: Instant.parse('2031-05-05T08:00:00.000Z'),
    endsAt: Instant.parse('2031-05-05T09:00:00.000Z'),
  };
  const times = { slots: [{ ...slot, date: DATE, time: TIME, resources: [] }], now: NOW, wished: DATE };
  const kept = { ...KEPT, typed: data('typed') };
  return screen(SCREENS.when, TITLE, whenScreen(policy, VIEWER, { choice: { service }, typed: {} }, times).data, [
    { type: 'TextHeading', text: data('heading') },
    {
      type: 'CalendarPicker',
      name: 'date',
      label: data('day_label'),
      mode: 'single',
      required: data('has_times'),
      visible: data('has_times'),
      'init-value': data('date'),
      'min-date': data('min_date'),
      'max-date': data('max_date'),
      'unavailable-dates': data('unavailable_dates'),
      'on-select-action': ask({ ...kept, step: 'look', date: typed('date') }),
    },
    {
      type: 'Dropdown',
      name: 'time',
      label: data('time_label'),
      required: data('has_times'),
      visible: data('has_times'),
      'data-source': data('times'),
    },
    { type: 'EmbeddedLink', text: data('none_label'), 'on-click-action': ask({ ...KEPT, step: 'none-suits' }) },
    button('next_label', { ...kept, step: 'hold', date: typed('date'), time: typed('time') }),
  ]);
}

function detailsJson(policy: Policy, service: string): JsonObject {
  const confirmId = 'live-00000000-0000-4000-8000-000000000000';
  const held = { start: { date: DATE, time: TIME }, confirmId, resource: policy.resources?.[0]?.id ?? '' };
  const inputs = [
    ...(policy.fields.name === undefined ? [] : [twoInputs('TextInput', 'name', true)]),
    ...(policy.fields.notes === undefined ? [] : [twoInputs('TextArea', 'notes', false)]),
  ];
  const kept = ['date', 'time', 'confirm_id', 'held_resource'].map((name) => [name, data(name)]);
  const payload = Object.assign(
    { ...KEPT, ...Object.fromEntries(kept), step: 'confirm' },
    ...inputs.map((one) => one.payload),
  );
  return screen(
    SCREENS.details,
    TITLE,
    detailsScreen(policy, VIEWER, { choice: { service }, typed: {} }, held, NOW).data,
    [
      { type: 'TextHeading', text: data('heading') },
      { type: 'TextBody', text: data('summary') },
      ...inputs.flatMap(({ children }) => children),
      button('confirm_label', payload),
    ],
    // Somebody may have taken what was free before: the times are asked for anew.
    { refresh_on_back: true, terminal: true, success: true },
  );
}

/**
 * The Flow JSON of the live form: one for all languages, as every text comes as data. The same contract gives the same
 * JSON. The contract must have services.
 */
export function generateLiveForm(policy: Policy): JsonObject {
  const service = policy.services?.[0]?.id ?? '';
  return {
    version: '7.3',
    data_api_version: '4.0',
    routing_model: { [SCREENS.choose]: [SCREENS.when], [SCREENS.when]: [SCREENS.details], [SCREENS.details]: [] },
    screens: [chooseJson(policy), whenJson(policy, service), detailsJson(policy, service)],
  };
}
