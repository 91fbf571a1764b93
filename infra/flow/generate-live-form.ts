import { SCREENS } from '../../functions/shared/domain/live-form/screen-ids.ts';
import {
  chooseScreen,
  detailsScreen,
  type Policy,
  whenScreen,
} from '../../functions/shared/domain/live-form/screens.ts';
import { LocalDate, WallTime } from '../../functions/shared/domain/places/day.ts';
import type { Json, JsonObject } from '../../functions/shared/domain/text/json.ts';
import { Instant } from '../../functions/shared/domain/time/instant.ts';

/** Whoever edits the Flow sees these examples; no invitation does. */
const VIEWER = { ref: 'example', language: 'en' };
const [DATE, TIME] = [LocalDate.parse('2031-05-05'), WallTime.parse('10:00')];

const data = (name: string) => `\${data.${name}}`;
const typed = (name: string) => `\${form.${name}}`;

function typeOf(value: Json): JsonObject {
  if (Array.isArray(value)) return { type: 'array', items: typeOf(value[0] ?? '') };
  if (typeof value === 'object' && value !== null)
    return { type: 'object', properties: Object.fromEntries(Object.entries(value).map(([k, v]) => [k, typeOf(v)])) };
  return { type: typeof value };
}

/** What a screen declares: all that the endpoint says for it, each with an example. */
const declared = (example: JsonObject): JsonObject =>
  Object.fromEntries(
    Object.entries(example).map(([name, value]) => [name, { ...typeOf(value), __example__: value } as JsonObject]),
  );

const ask = (payload: JsonObject): JsonObject => ({ name: 'data_exchange', payload });
const button = (label: string, payload: JsonObject): JsonObject => ({
  type: 'Footer',
  label: data(label),
  'on-click-action': ask(payload),
});
const screen = (id: string, title: string, example: JsonObject, children: JsonObject[], more: JsonObject = {}) => ({
  id,
  title,
  ...more,
  data: declared(example),
  layout: { type: 'SingleColumnLayout', children },
});

const KEPT = { ref: data('ref'), service: data('service'), resource: data('resource') };

function chooseJson(policy: Policy): JsonObject {
  const chosen = { ref: data('ref'), service: typed('service'), resource: typed('resource') };
  return screen(SCREENS.choose, 'Appointment', chooseScreen(policy, VIEWER).data, [
    { type: 'TextHeading', text: data('heading') },
    {
      type: 'RadioButtonsGroup',
      name: 'service',
      label: data('service_label'),
      required: true,
      'data-source': data('services'),
    },
    {
      type: 'RadioButtonsGroup',
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
  const slots = [{ ...slot, date: DATE, time: TIME, resources: [] }];
  const example = whenScreen(policy, VIEWER, { service }, { slots, now: Date.UTC(2031, 4, 4), wished: DATE });
  const look = { ...KEPT, step: 'look', date: typed('date') };
  return screen(
    SCREENS.when,
    'Appointment',
    example.data,
    [
      { type: 'TextHeading', text: data('heading') },
      {
        type: 'CalendarPicker',
        name: 'date',
        label: data('day_label'),
        mode: 'single',
        required: true,
        'init-value': data('date'),
        'min-date': data('min_date'),
        'max-date': data('max_date'),
        'unavailable-dates': data('unavailable_dates'),
        'on-select-action': ask(look),
      },
      {
        type: 'Dropdown',
        name: 'time',
        label: data('time_label'),
        required: data('has_times'),
        visible: data('has_times'),
        'data-source': data('times'),
      },
      button('next_label', { ...KEPT, step: 'hold', date: typed('date'), time: typed('time') }),
    ],
    { refresh_on_back: true },
  );
}

function detailsJson(policy: Policy, service: string): JsonObject {
  const held = {
    start: { date: DATE, time: TIME },
    confirmId: 'live-00000000-0000-4000-8000-000000000000',
    resourceName: 'Ana',
  };
  const kept = { ...KEPT, date: data('date'), time: data('time'), confirm_id: data('confirm_id') };
  return screen(
    SCREENS.details,
    'Appointment',
    detailsScreen(policy, VIEWER, { service }, held).data,
    [
      { type: 'TextHeading', text: data('summary') },
      { type: 'TextInput', name: 'name', label: data('name_label'), 'input-type': 'text', required: true },
      { type: 'TextArea', name: 'notes', label: data('notes_label'), required: false },
      button('confirm_label', { ...kept, step: 'confirm', name: typed('name'), notes: typed('notes') }),
    ],
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
