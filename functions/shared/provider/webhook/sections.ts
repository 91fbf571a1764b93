import type { WebhookElement } from '../../domain/customer/inbound.ts';
import type { Json, JsonObject } from '../../domain/text/json.ts';

type Readers = Readonly<Record<string, (list: Json[]) => WebhookElement[]>>;

/** Single values say something about the body as a whole; only a list or an object can hold what would be lost. */
const holdsSomething = (value: Json): boolean =>
  typeof value === 'object' && value !== null && Object.keys(value).length > 0;

/**
 * Reads the sections that an object holds. Those nobody here knows are kept together as one `unmatched`, except those
 * named in `beside`, which others read. `undefined` if there is none that is known.
 */
export function readSections(
  holder: JsonObject,
  beside: readonly string[],
  readers: Readers,
): WebhookElement[] | undefined {
  const known = Object.entries(readers).flatMap(([name, read]) => {
    const section = Object.hasOwn(holder, name) ? holder[name] : undefined;
    return Array.isArray(section) ? [{ name, elements: read(section) }] : [];
  });
  if (known.length === 0) return undefined;
  const taken = [...beside, ...known.map(({ name }) => name)];
  const unknown = Object.entries(holder).filter(([name, value]) => !taken.includes(name) && holdsSomething(value));
  const elements = known.flatMap((section) => section.elements);
  if (unknown.length === 0) return elements;
  const text = JSON.stringify(Object.fromEntries(unknown));
  return [...elements, { kind: 'unmatched', unmatched: { reason: 'unknown-shape', text } }];
}
