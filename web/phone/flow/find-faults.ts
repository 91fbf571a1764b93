import type { FaultWords } from '../words/form-words.ts';
import { type DateBounds, daysBetween, isAllowed } from './calendar.ts';
import { type ComponentOf, type FieldValue, type FlowField, type FormValues, isField } from './flow-component.ts';
import type { LaidComponent } from './lay-out.ts';

/** A screen's invalid fields: for each, by name, a sentence that says what to do. */
export type Faults = Readonly<Record<string, string>>;

const TEXT_LIMIT = 80;
const AREA_LIMIT = 600;

/** Validates a screen's values, as WhatsApp does before the next screen. */
export function findFaults(components: readonly LaidComponent[], values: FormValues, words: FaultWords): Faults {
  const faulty = components.filter(isField).flatMap((field) => {
    const fault = faultOf(field, values[field.name], words);
    return fault === undefined ? [] : [[field.name, fault] as const];
  });
  return Object.fromEntries(faulty);
}

/** Maximum length of a text. */
export function longestText(field: ComponentOf<'TextInput' | 'TextArea'>): number {
  return field.type === 'TextInput' ? (field['max-chars'] ?? TEXT_LIMIT) : (field['max-length'] ?? AREA_LIMIT);
}

function faultOf(field: FlowField, value: FieldValue, words: FaultWords): string | undefined {
  switch (field.type) {
    case 'TextInput':
    case 'TextArea':
      return textFault(field, typeof value === 'string' ? value.trim() : '', words);
    case 'Dropdown':
    case 'RadioButtonsGroup':
      return field.required && !value ? words.chooseOne : undefined;
    case 'CheckboxGroup':
    case 'ChipsSelector':
      return choicesFault(field, Array.isArray(value) ? value.length : 0, words);
    case 'OptIn':
      return field.required && value !== true ? words.tick : undefined;
    case 'DatePicker':
      return dayFault(field, value, words);
    case 'CalendarPicker':
      return field.mode === 'range' ? rangeFault(field, value, words) : dayFault(field, value, words);
  }
}

function textFault(field: ComponentOf<'TextInput' | 'TextArea'>, text: string, words: FaultWords): string | undefined {
  if (text === '') return field.required ? words.fillIn : undefined;
  if (text.length > longestText(field)) return words.atMostCharacters(longestText(field));
  if (field.type === 'TextArea') return undefined;
  const shortest = field['min-chars'] ?? 0;
  if (text.length < shortest) return words.atLeastCharacters(shortest);
  const kind = KINDS[field['input-type'] ?? 'text'];
  const fault = kind && !kind.pattern.test(text) ? words[kind.fault] : undefined;
  const isOther = field.pattern !== undefined && !new RegExp(`^(?:${field.pattern})$`, 'u').test(text);
  return fault || isOther ? (field['error-message'] ?? fault ?? words.otherForm) : undefined;
}

/** By type of text input. */
const KINDS: Readonly<Record<string, { pattern: RegExp; fault: 'number' | 'digits' | 'email' | 'phone' }>> = {
  number: { pattern: /^-?\d+([.,]\d+)?$/, fault: 'number' },
  passcode: { pattern: /^\d+$/, fault: 'digits' },
  email: { pattern: /^[^\s@]+@[^\s@]+\.[^\s@]+$/, fault: 'email' },
  phone: { pattern: /^\+?[\d\s()-]{5,}$/, fault: 'phone' },
};

function choicesFault(
  field: ComponentOf<'CheckboxGroup' | 'ChipsSelector'>,
  chosen: number,
  words: FaultWords,
): string | undefined {
  const least = Math.max(field['min-selected-items'] ?? 0, field.required ? 1 : 0);
  const most = field['max-selected-items'];
  if (chosen === 0 && !field.required) return undefined;
  if (chosen < least) return least === 1 ? words.atLeastOne : words.atLeast(least);
  return most !== undefined && chosen > most ? words.atMost(most) : undefined;
}

function dayFault(
  field: DateBounds & { required?: unknown },
  value: FieldValue,
  words: FaultWords,
): string | undefined {
  if (typeof value !== 'string' || value === '') return field.required ? words.day : undefined;
  return isAllowed(value, field) ? undefined : words.otherDay;
}

function rangeFault(field: ComponentOf<'CalendarPicker'>, value: FieldValue, words: FaultWords): string | undefined {
  const range = typeof value === 'object' && 'start-date' in value ? value : undefined;
  const { 'start-date': first = '', 'end-date': last = '' } = range ?? {};
  if (!first && !last) return field.required ? words.firstAndLast : undefined;
  if (!first || !last) return words.bothDays;
  if (last < first) return words.lastBeforeFirst;
  if (!isAllowed(first, field) || !isAllowed(last, field)) return words.otherDays;
  const days = daysBetween(first, last);
  const { 'min-days': least = 1, 'max-days': most = days } = field;
  if (days < least) return words.atLeastDays(least);
  return days > most ? words.atMostDays(most) : undefined;
}
