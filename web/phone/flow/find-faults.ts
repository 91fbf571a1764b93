import { type DateBounds, daysBetween, isAllowed } from './calendar.ts';
import { type ComponentOf, type FieldValue, type FlowField, type FormValues, isField } from './flow-component.ts';
import type { LaidComponent } from './lay-out.ts';

/** A screen's invalid fields: for each, by name, a sentence that says what to do. */
export type Faults = Readonly<Record<string, string>>;

const TEXT_LIMIT = 80;
const AREA_LIMIT = 600;

/** Validates a screen's values, as WhatsApp does before the next screen. */
export function findFaults(components: readonly LaidComponent[], values: FormValues): Faults {
  const faulty = components.filter(isField).flatMap((field) => {
    const fault = faultOf(field, values[field.name]);
    return fault === undefined ? [] : [[field.name, fault] as const];
  });
  return Object.fromEntries(faulty);
}

/** Maximum length of a text. */
export function longestText(field: ComponentOf<'TextInput' | 'TextArea'>): number {
  return field.type === 'TextInput' ? (field['max-chars'] ?? TEXT_LIMIT) : (field['max-length'] ?? AREA_LIMIT);
}

function faultOf(field: FlowField, value: FieldValue): string | undefined {
  switch (field.type) {
    case 'TextInput':
    case 'TextArea':
      return textFault(field, typeof value === 'string' ? value.trim() : '');
    case 'Dropdown':
    case 'RadioButtonsGroup':
      return field.required && !value ? 'Please choose one.' : undefined;
    case 'CheckboxGroup':
    case 'ChipsSelector':
      return choicesFault(field, Array.isArray(value) ? value.length : 0);
    case 'OptIn':
      return field.required && value !== true ? 'Please tick this to go on.' : undefined;
    case 'DatePicker':
      return dayFault(field, value);
    case 'CalendarPicker':
      return field.mode === 'range' ? rangeFault(field, value) : dayFault(field, value);
  }
}

function textFault(field: ComponentOf<'TextInput' | 'TextArea'>, text: string): string | undefined {
  if (text === '') return field.required ? 'Please fill this in.' : undefined;
  if (text.length > longestText(field)) return `Please use at most ${longestText(field)} characters.`;
  if (field.type === 'TextArea') return undefined;
  const shortest = field['min-chars'] ?? 0;
  if (text.length < shortest) return `Please use at least ${shortest} characters.`;
  const fault = KIND_FAULTS[field['input-type'] ?? 'text']?.(text);
  const isOther = field.pattern !== undefined && !new RegExp(`^(?:${field.pattern})$`, 'u').test(text);
  return fault || isOther
    ? (field['error-message'] ?? fault ?? 'Please check this: it is not in the form asked for.')
    : undefined;
}

/** By type of text input. */
const KIND_FAULTS: Readonly<Record<string, (text: string) => string | undefined>> = {
  number: (text) => (/^-?\d+([.,]\d+)?$/.test(text) ? undefined : 'Please enter a number.'),
  passcode: (text) => (/^\d+$/.test(text) ? undefined : 'Please enter digits only.'),
  email: (text) => (/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(text) ? undefined : 'Please enter an e-mail address.'),
  phone: (text) => (/^\+?[\d\s()-]{5,}$/.test(text) ? undefined : 'Please enter a phone number.'),
};

function choicesFault(field: ComponentOf<'CheckboxGroup' | 'ChipsSelector'>, chosen: number): string | undefined {
  const least = Math.max(field['min-selected-items'] ?? 0, field.required ? 1 : 0);
  const most = field['max-selected-items'];
  if (chosen === 0 && !field.required) return undefined;
  if (chosen < least) return least === 1 ? 'Please choose at least one.' : `Please choose at least ${least}.`;
  return most !== undefined && chosen > most ? `Please choose at most ${most}.` : undefined;
}

function dayFault(field: DateBounds & { required?: unknown }, value: FieldValue): string | undefined {
  if (typeof value !== 'string' || value === '') return field.required ? 'Please choose a day.' : undefined;
  return isAllowed(value, field) ? undefined : 'Please choose another day: this one cannot be had.';
}

function rangeFault(field: ComponentOf<'CalendarPicker'>, value: FieldValue): string | undefined {
  const range = typeof value === 'object' && 'start-date' in value ? value : undefined;
  const { 'start-date': first = '', 'end-date': last = '' } = range ?? {};
  if (!first && !last) return field.required ? 'Please choose the first and the last day.' : undefined;
  if (!first || !last) return 'Please choose both days.';
  if (last < first) return 'The last day is before the first one: please change one of them.';
  if (!isAllowed(first, field) || !isAllowed(last, field)) return 'Please choose other days: these cannot be had.';
  const days = daysBetween(first, last);
  const { 'min-days': least = 1, 'max-days': most = days } = field;
  if (days < least) return `Please choose at least ${least} days.`;
  return days > most ? `Please choose at most ${most} days.` : undefined;
}
