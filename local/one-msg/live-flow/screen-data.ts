import { isJsonObject, type JsonObject } from '../../../functions/shared/domain/text/json.ts';
import { brokenLimit } from './component-limits.ts';
import type { Declared, LiveScreen } from './live-flow.ts';

/** Why a phone does not show a screen with this data: a word for the report, and the field. */
export type DataFault = { reason: string; detail: string };

export type TakenData = { data: JsonObject; errorMessage?: string };

/**
 * What a phone takes of the data for a screen: the declared fields only. Each of them must be there and of its type,
 * without empty texts, and within the limits of the components that show it.
 */
export function takeData(screen: LiveScreen, given: JsonObject): TakenData | DataFault {
  const { error_message: errorMessage } = given;
  if (errorMessage !== undefined && (typeof errorMessage !== 'string' || errorMessage === ''))
    return { reason: 'invalid-data', detail: 'error_message must be a text that is not empty' };
  const data: JsonObject = {};
  for (const [name, declared] of Object.entries(screen.data)) {
    const value = given[name];
    if (value === undefined) return { reason: 'missing-data', detail: `${name} is declared and missing` };
    const fault = typeFault(value, declared, name);
    if (fault !== undefined) return { reason: 'invalid-data', detail: fault };
    data[name] = value;
  }
  const broken = brokenLimit(screen, data);
  if (broken !== undefined) return { reason: 'beyond-limits', detail: broken };
  return { data, ...(errorMessage !== undefined && { errorMessage }) };
}

function typeFault(value: unknown, { type, items, properties }: Declared, path: string): string | undefined {
  if (typeOf(value) !== type) return `${path} must be of the type ${type}`;
  if (value === '') return `${path} must not be an empty text`;
  if (Array.isArray(value)) return items && firstFault(value.entries(), () => items, path);
  if (!isJsonObject(value) || !properties) return undefined;
  return firstFault(Object.entries(value), (name) => properties[name], path);
}

function firstFault(
  entries: Iterable<[string | number, unknown]>,
  declaredOf: (name: string) => Declared | undefined,
  path: string,
): string | undefined {
  for (const [name, value] of entries) {
    const declared = declaredOf(String(name));
    const fault = declared && typeFault(value, declared, `${path}.${name}`);
    if (fault !== undefined) return fault;
  }
  return undefined;
}

const typeOf = (value: unknown): string => (Array.isArray(value) ? 'array' : value === null ? 'null' : typeof value);
