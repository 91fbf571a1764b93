import type { Json, JsonObject } from '../../functions/shared/domain/text/json.ts';

/** What a screen shows of its data. */
export const data = (name: string) => `\${data.${name}}`;
/** What a customer chose or typed on a screen. */
export const typed = (name: string) => `\${form.${name}}`;

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

/** Asks the endpoint for what comes next. */
export const ask = (payload: JsonObject): JsonObject => ({ name: 'data_exchange', payload });

/** The button of a screen. */
export const button = (label: string, payload: JsonObject): JsonObject => ({
  type: 'Footer',
  label: data(label),
  'on-click-action': ask(payload),
});

/** A choice of one. A group of radio buttons shows all at once, and holds 20; a Dropdown holds 200. */
export const choiceOf = (most: number) => ({ type: most > 20 ? 'Dropdown' : 'RadioButtonsGroup' });

/** A screen that declares what the endpoint answers for it, by an example. */
export const screen = (
  id: string,
  title: string,
  example: JsonObject,
  children: JsonObject[],
  more: JsonObject = {},
): JsonObject => ({
  id,
  title,
  ...more,
  data: declared(example),
  layout: { type: 'SingleColumnLayout', children },
});

/**
 * An input, twice: a phone shows the one that is empty, or the one that begins with what was typed before. The payload
 * says which of them was shown.
 */
export function twoInputs(type: 'TextInput' | 'TextArea', name: 'name' | 'notes', isRequired: boolean) {
  const [isNew, isKept] = [data(`is_${name}_new`), data(`has_${name}`)];
  const input = (inputName: string, isShown: string, more: JsonObject = {}): JsonObject => ({
    type,
    name: inputName,
    label: data(`${name}_label`),
    ...(type === 'TextInput' && { 'input-type': 'text' }),
    required: isRequired ? isShown : false,
    visible: isShown,
    ...more,
  });
  return {
    children: [input(name, isNew), input(`kept_${name}`, isKept, { 'init-value': data(`typed_${name}`) })],
    payload: { [`has_${name}`]: isKept, [name]: typed(name), [`kept_${name}`]: typed(`kept_${name}`) },
  };
}
