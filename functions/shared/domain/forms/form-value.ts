import { isJsonObject, type Json, type JsonObject } from '../text/json.ts';

/** What a form says in a field. */
export const fieldOf = (form: JsonObject, name: string | undefined): Json | undefined =>
  name !== undefined && Object.hasOwn(form, name) ? form[name] : undefined;

/** The fields of a CalendarPicker in range mode. */
const RANGE = ['start-date', 'end-date'] as const;

/** The text of a form's value: a list as "A, B", a range of days as "A – B". */
export function readableValue(value: unknown): string | undefined {
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  if (typeof value === 'string') return value;
  if (Array.isArray(value)) return joined(value, ', ');
  return isJsonObject(value)
    ? joined(
        RANGE.map((name) => value[name]),
        ' – ',
      )
    : undefined;
}

function joined(values: unknown[], separator: string): string {
  return values.flatMap((value) => readableValue(value)?.trim() || []).join(separator);
}
