import { isAllowed } from './calendar.ts';
import type { FieldValue, FlowField, FlowOption, FormValues } from './flow-component.ts';

/** The values of these fields, without what they no longer offer. Values of other fields are left out. */
export function offeredOf(fields: readonly FlowField[], values: FormValues): FormValues {
  const offered = fields.flatMap((field) => {
    const value = offeredValue(field, values[field.name]);
    return value === undefined ? [] : [[field.name, value] as const];
  });
  return Object.fromEntries(offered);
}

/** A value as far as a field offers it: an option that exists, a day that can be chosen. */
export function offeredValue(field: FlowField, value: FieldValue): FieldValue {
  switch (field.type) {
    case 'Dropdown':
    case 'RadioButtonsGroup':
      return typeof value === 'string' && hasOption(field['data-source'], value) ? value : undefined;
    case 'CheckboxGroup':
    case 'ChipsSelector':
      return Array.isArray(value) ? value.filter((id) => hasOption(field['data-source'], id)) : undefined;
    case 'DatePicker':
    case 'CalendarPicker': {
      const days = typeof value === 'object' && 'start-date' in value ? Object.values(value) : [value];
      return days.every((day) => typeof day === 'string' && isAllowed(day, field)) ? value : undefined;
    }
    default:
      return value;
  }
}

function hasOption(options: readonly FlowOption[], id: string): boolean {
  return options.some((option) => option.id === id && option.enabled !== false);
}
