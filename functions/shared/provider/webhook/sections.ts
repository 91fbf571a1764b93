import type { WebhookElement } from '../../domain/customer/inbound.ts';
import type { Json, JsonObject } from '../../domain/text/json.ts';

type Readers = Readonly<Record<string, (list: Json[]) => WebhookElement[]>>;

/** Whether a value is a list or an object with content. Single values only describe the body as a whole. */
const holdsSomething = (value: Json): boolean =>
  typeof value === 'object' && value !== null && Object.keys(value).length > 0;

/**
 * Reads the known sections of an object. Unknown sections together become one `unmatched` element, except those named
 * in `beside`, which other functions read. Returns `undefined` if no section is known.
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
