import * as z from 'zod/mini';
import { isJsonObject, type Json, type JsonObject } from '../../../functions/shared/domain/text/json.ts';
import type { LiveScreen } from './live-flow.ts';

/** The longest texts and lists of a component (docs/provider.md, section 6). */
type OptionLimits = { most: number; title: number; description: number };
type Limits = { texts?: Record<string, number>; options?: OptionLimits };

const LIMITS: Readonly<Record<string, Limits>> = {
  RadioButtonsGroup: { options: { most: 20, title: 30, description: 300 } },
  Dropdown: { texts: { label: 20 }, options: { most: 200, title: 30, description: 300 } },
  CalendarPicker: { texts: { label: 40, 'helper-text': 80 } },
  Footer: { texts: { label: 35 } },
};

const Option = z.looseObject({ id: z.string(), title: z.string(), description: z.optional(z.string()) });

const REFERENCE = /^\$\{data\.([A-Za-z0-9_]+)\}$/;

/** The limit that a screen's components break with this data, in words; `undefined` if they can show it. */
export function brokenLimit({ layout }: LiveScreen, data: JsonObject): string | undefined {
  const resolved = (value: unknown): unknown => {
    const [, name] = (typeof value === 'string' && REFERENCE.exec(value)) || [];
    return name === undefined ? value : data[name];
  };
  for (const component of componentsIn(layout.children)) {
    const type = String(component['type']);
    const limits = LIMITS[type];
    const broken = limits && faultOf(limits, (property) => resolved(component[property]));
    if (broken !== undefined) return `${type}: ${broken}`;
    if (resolved(component['required']) === true && resolved(component['visible'] ?? true) === false)
      return `${type}: required and hidden at once`;
  }
  return undefined;
}

function faultOf({ texts = {}, options }: Limits, read: (property: string) => unknown): string | undefined {
  for (const [property, most] of Object.entries(texts))
    if (isLonger(read(property), most)) return `${property} is longer than ${most} characters`;
  const list = options && read('data-source');
  return options && Array.isArray(list) ? listFault(list, options) : undefined;
}

function listFault(list: readonly unknown[], { most, title, description }: OptionLimits): string | undefined {
  if (list.length < 1 || list.length > most) return `data-source must have 1 to ${most} options`;
  const options = z.array(Option).safeParse(list).data;
  if (!options) return 'an option needs an id and a title';
  if (new Set(options.map(({ id }) => id)).size < options.length) return 'two options have the same id';
  for (const option of options) {
    if (isLonger(option.title, title)) return `a title is longer than ${title} characters`;
    if (isLonger(option.description, description)) return `a description is longer than ${description} characters`;
  }
  return undefined;
}

const isLonger = (value: unknown, most: number): boolean => typeof value === 'string' && [...value].length > most;

/** All components of a layout, whatever they stand in. */
export function* componentsIn(children: readonly unknown[]): Generator<Record<string, Json>> {
  for (const child of children) {
    if (!isJsonObject(child)) continue;
    yield child;
    const cases = isJsonObject(child['cases']) ? Object.values(child['cases']) : [];
    for (const nested of [child['children'], child['then'], child['else'], ...cases])
      if (Array.isArray(nested)) yield* componentsIn(nested);
  }
}
