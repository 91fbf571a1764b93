import type { Contract } from '../../functions/shared/contract/contract.ts';
import type { FormWords } from '../../functions/shared/contract/form-words.ts';
import type { Service } from '../../functions/shared/domain/places/service.ts';
import type { JsonObject } from '../../functions/shared/domain/text/json.ts';
import { formTimes, timeShown } from './form-times.ts';
import { formWords } from './form-words.ts';

const FIRST_SCREEN = 'APPOINTMENT';
const DETAILS = 'YOUR_DETAILS';
const REVIEW = 'CONFIRMATION';

/** A form, or why the contract has none: sentences. */
export type GeneratedForm = { flowJson: JsonObject } | { faults: string[] };

type Form = { contract: Contract; language: string; words: FormWords; services: readonly Service[]; first: string };

const chosenIn = (screen: string, field: string) => `\${screen.${screen}.form.${field}}`;

/** What the invitation says of the days: WhatsApp wants an example of each. */
const DAYS = {
  min_date: { type: 'string', __example__: '2031-05-05' },
  max_date: { type: 'string', __example__: '2031-07-04' },
  unavailable_dates: { type: 'array', items: { type: 'string' }, __example__: ['2031-05-10', '2031-05-11'] },
};

const goOn = (label: string, screen: string) => ({
  type: 'Footer',
  label,
  'on-click-action': { name: 'navigate', next: { type: 'screen', name: screen }, payload: {} },
});

const screenOf = (id: string, title: string, children: JsonObject[], more: JsonObject = {}): JsonObject => ({
  id,
  title,
  ...more,
  layout: { type: 'SingleColumnLayout', children },
});

const titleIn = ({ title }: Service, language: string): string => title[language] ?? '';

const hasDetails = ({ contract: { booking } }: Form) =>
  booking.fields.name !== undefined || booking.fields.notes !== undefined;

/** The service by its id, so that a form understands itself after the title has changed. */
const serviceChoice = (name: string, { words, services, language }: Form): JsonObject => ({
  type: 'RadioButtonsGroup',
  name,
  label: words.service,
  required: true,
  'data-source': services.map((service) => ({ id: service.id, title: titleIn(service, language) })),
});

function appointmentScreen(form: Form): JsonObject {
  const { contract, language, words, first } = form;
  const { fields } = contract.booking;
  const times = formTimes(contract.booking).map((minute) => timeShown(minute, language));
  const calendar = {
    type: 'CalendarPicker',
    name: fields.date,
    label: words.day,
    mode: 'single',
    required: true,
    'min-date': `\${data.min_date}`,
    'max-date': `\${data.max_date}`,
    'unavailable-dates': `\${data.unavailable_dates}`,
  };
  const time = {
    type: 'Dropdown',
    name: fields.time,
    label: words.time,
    required: true,
    'data-source': times.map((text) => ({ id: text, title: text })),
  };
  const children = [
    { type: 'TextHeading', text: words.heading },
    ...(fields.service === undefined ? [] : [serviceChoice(fields.service, form)]),
    calendar,
    time,
    goOn(words.next, hasDetails(form) ? DETAILS : REVIEW),
  ];
  return screenOf(first, words.title, children, { data: DAYS });
}

function detailsScreen({ contract, words }: Form): JsonObject {
  const { name, notes } = contract.booking.fields;
  return screenOf(DETAILS, words.detailsTitle, [
    { type: 'TextHeading', text: words.detailsHeading },
    ...(name === undefined
      ? []
      : [{ type: 'TextInput', name, label: words.name, 'input-type': 'text', required: true }]),
    ...(notes === undefined
      ? []
      : [{ type: 'TextArea', name: notes, label: words.notes, 'helper-text': words.notesHelp, required: false }]),
    goOn(words.next, REVIEW),
  ]);
}

/** What was chosen under its caption. */
const shown = (caption: string, value: JsonObject): JsonObject[] => [{ type: 'TextCaption', text: caption }, value];

/** The form holds the id of the service: people read its title. */
const titleShown = (field: string, { services, language, first }: Form): JsonObject => ({
  type: 'Switch',
  value: chosenIn(first, field),
  cases: Object.fromEntries(
    services.map((service) => [service.id, [{ type: 'TextBody', text: titleIn(service, language) }]]),
  ),
});

/** Notes may be empty, and WhatsApp refuses a text without words: so they stand behind their caption, in one text. */
const notesShown = (caption: string, notes: string): JsonObject => {
  const plain = caption.replace(/['`\\]/g, '’');
  return { type: 'TextBody', text: `\`'${plain}: ' ${notes}\`` };
};

function reviewScreen(form: Form): JsonObject {
  const { contract, words, first } = form;
  const { service, date, time, name, notes } = contract.booking.fields;
  const body = (screen: string, field: string) => ({ type: 'TextBody', text: chosenIn(screen, field) });
  const onFirst = [service, date, time].filter((field) => field !== undefined);
  const onDetails = [name, notes].filter((field) => field !== undefined);
  const payload = Object.fromEntries([
    ...onFirst.map((field) => [field, chosenIn(first, field)]),
    ...onDetails.map((field) => [field, chosenIn(DETAILS, field)]),
  ]);
  const children = [
    { type: 'TextHeading', text: words.reviewHeading },
    ...(service === undefined ? [] : shown(words.service, titleShown(service, form))),
    // Nothing here can write the day as a confirmation does: it stands on the first screen as the phone writes days.
    ...shown(words.time, body(first, time)),
    ...(name === undefined ? [] : shown(words.name, body(DETAILS, name))),
    ...(notes === undefined ? [] : [notesShown(words.notes, chosenIn(DETAILS, notes))]),
    { type: 'Footer', label: words.confirm, 'on-click-action': { name: 'complete', payload } },
  ];
  return screenOf(REVIEW, words.reviewTitle, children, { terminal: true, success: true });
}

/**
 * The Flow JSON of the contract's form in one of its languages. The first screen takes its days from the invitation. The
 * same contract gives the same JSON. The contract must have services.
 */
export function generateForm(contract: Contract, language: string): GeneratedForm {
  const { flow, booking } = contract;
  const { services = [] } = booking;
  const found = formWords(language, contract);
  const faults = [
    ...('missing' in found ? [`languages.${language}.form lacks ${found.missing.join(', ')}.`] : []),
    ...(services.length > 1 && booking.fields.service === undefined
      ? ['booking.fields.service is missing, but there are several services.']
      : []),
  ];
  if ('missing' in found || faults.length > 0) return { faults };
  const form = { contract, language, words: found.words, services, first: flow.screen ?? FIRST_SCREEN };
  const screens = [appointmentScreen(form), ...(hasDetails(form) ? [detailsScreen(form)] : []), reviewScreen(form)];
  return { flowJson: { version: '7.3', screens } };
}
