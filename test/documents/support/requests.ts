import fc, { type Arbitrary } from 'fast-check';
import * as z from 'zod/mini';
import { anyWebhookBody } from '../../integration/support/hostile-bodies.ts';
import type { DocumentedOperation } from '../../support/documented-api.ts';
import type { HttpCall } from '../../support/world.ts';

const Schema = z.looseObject({
  $ref: z.optional(z.string()),
  enum: z.optional(z.array(z.json())),
  anyOf: z.optional(z.array(z.unknown())),
  oneOf: z.optional(z.array(z.object({ required: z.array(z.string()) }))),
  type: z.optional(z.string()),
  pattern: z.optional(z.string()),
  format: z.optional(z.string()),
  minLength: z.optional(z.number()),
  maxLength: z.optional(z.number()),
  minimum: z.optional(z.number()),
  maximum: z.optional(z.number()),
  properties: z.optional(z.record(z.string(), z.unknown())),
});
type Schema = z.infer<typeof Schema>;

/** What a document gives to make requests by, and values of the world at hand for parameters and fields by their names. */
export type Sources = {
  schemas: Readonly<Record<string, unknown>>;
  known: Readonly<Record<string, readonly unknown[]>>;
};

const DAYS = ['2026-11-20', '2026-12-01', '2041-12-03', '2026-02-30', '2100-12-31', '0000-00-00'];

function textBy({ pattern, format, minLength = 0, maxLength = 30 }: Schema): Arbitrary<unknown> {
  if (format === 'date' || pattern?.includes('\\d{4}-')) return fc.constantFrom(...DAYS);
  if (pattern !== undefined) return fc.stringMatching(new RegExp(pattern));
  return fc.string({ unit: 'grapheme', minLength, maxLength: Math.min(maxLength, 300) });
}

/** Given as often as left out. */
const maybe = (value: Arbitrary<unknown>): Arbitrary<unknown> => fc.option(value, { nil: undefined, freq: 2 });

/** Some of these, those in `needed` always. */
const someOf = (values: Record<string, Arbitrary<unknown>>, needed: readonly string[]): Arbitrary<object> =>
  fc.record(
    Object.fromEntries(
      Object.entries(values).map(([name, value]) => [name, needed.includes(name) ? value : maybe(value)]),
    ),
  );

/** An object of some of its fields; of those that exclude one another, one. */
function objectBy({ properties = {}, oneOf = [{ required: [] }] }: Schema, sources: Sources): Arbitrary<unknown> {
  const exclusive = oneOf.flatMap(({ required }) => required);
  const values = Object.entries(properties).map(
    ([name, property]) => [name, namedValue(name, property, sources)] as const,
  );
  return fc.constantFrom(...oneOf).chain(({ required }) => {
    const left = values.filter(([name]) => !exclusive.includes(name) || required.includes(name));
    return someOf(Object.fromEntries(left), required);
  });
}

/** What a schema lets through, but for rules it cannot tell. */
function valueBy(schema: unknown, sources: Sources): Arbitrary<unknown> {
  const known = Schema.parse(schema);
  const { $ref, anyOf, type } = known;
  if ($ref) return valueBy(sources.schemas[$ref.split('/').at(-1) ?? ''], sources);
  if (known.enum) return fc.constantFrom(...known.enum);
  // The schema of any JSON refers to itself in its last two members.
  if (anyOf) return fc.oneof(...anyOf.slice(0, 4).map((one) => valueBy(one, sources)));
  if (type === 'string') return textBy(known);
  if (type === 'integer') return fc.integer({ min: known.minimum ?? 0, max: known.maximum ?? 2 ** 31 });
  return known.properties ? objectBy(known, sources) : fc.oneof(fc.object({ maxDepth: 2 }), anyWebhookBody);
}

function namedValue(name: string, schema: unknown, sources: Sources): Arbitrary<unknown> {
  const real = sources.known[name];
  const fitting = valueBy(schema, sources);
  return real
    ? fc.oneof({ arbitrary: fitting, weight: 1 }, { arbitrary: fc.constantFrom(...real), weight: 4 })
    : fitting;
}

const HOSTILE_TEXT = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.constantFrom(
    '',
    ' ',
    '\0',
    '%00',
    '..',
    'null',
    '__proto__',
    'constructor',
    '-1',
    '1e9',
    '\ud800',
    'x'.repeat(5_000),
  ),
);

const HOSTILE_BODY = fc.oneof(
  fc.json({ maxDepth: 3 }),
  fc.string({ unit: 'binary' }),
  fc.constantFrom('', '{', 'null', '{"__proto__":{"phone":1}}', `${'['.repeat(70)}${']'.repeat(70)}`, '{"a":1e999}'),
);

/** As they travel: what is not given is not there, and all is text. */
const asText = (values: object): Record<string, string> =>
  Object.fromEntries(
    Object.entries(values).flatMap(([name, value]) => (value === undefined ? [] : [[name, String(value)]])),
  );

type Parameters = DocumentedOperation['parameters'];

/** The parameters at one place: as the document wants them, or anything. */
function parametersBy(all: Parameters, place: Parameters[number]['in'], isHostile: boolean, sources: Sources) {
  const here = all.filter((parameter) => parameter.in === place);
  // Header names reach a function in lower case.
  const nameOf = (name: string) => (place === 'header' ? name.toLowerCase() : name);
  const values = here.map(({ name, schema }) => {
    const fitting = namedValue(name, schema, sources);
    return [nameOf(name), isHostile ? fc.oneof(fitting, HOSTILE_TEXT) : fitting] as const;
  });
  const needed = here.filter(({ required }) => required && (place === 'path' || !isHostile));
  const unknown = isHostile && place === 'query' ? { unknown: HOSTILE_TEXT } : {};
  return someOf(
    { ...Object.fromEntries(values), ...unknown },
    needed.map(({ name }) => nameOf(name)),
  ).map(asText);
}

function bodyBy({ requestBody }: DocumentedOperation, isHostile: boolean, sources: Sources): Arbitrary<unknown> {
  const schema = requestBody?.content['application/json']?.schema;
  if (schema === undefined) return fc.constant(undefined);
  return isHostile ? fc.option(HOSTILE_BODY, { nil: undefined }) : valueBy(schema, sources);
}

/** Requests to one operation: every second as the document wants it, the others with anything anywhere. */
export function requestsTo(
  route: HttpCall['route'],
  operation: DocumentedOperation,
  sources: Sources,
): Arbitrary<HttpCall> {
  const requests = (isHostile: boolean) => {
    const parameters = (place: Parameters[number]['in']) =>
      parametersBy(operation.parameters, place, isHostile, sources);
    return fc.record({
      route: fc.constant(route),
      path: parameters('path'),
      query: parameters('query'),
      headers: parameters('header'),
      body: bodyBy(operation, isHostile, sources),
    });
  };
  // Made once: what makes texts that match a pattern takes longer to make than the requests take to be answered.
  const [fitting, hostile] = [requests(false), requests(true)];
  return fc.boolean().chain((isHostile) => (isHostile ? hostile : fitting));
}
