import * as z from 'zod/mini';

/** What JSON Schema can say of a rule that the code checks with a function. */
type Rules = Record<string, unknown>;

/** One schema of the code, as the documents present it. */
export type Term = {
  schema: z.ZodMiniType;
  description: string;
  /** What its fields mean, and which rules they have, where their own schemas do not tell. */
  fields: Record<string, Field>;
  rules: Rules;
};

type Field = string | ({ description: string } & Rules);
type FieldsOf<Schema extends z.ZodMiniType> = { [Name in keyof z.input<Schema>]?: Field };

/** Gives a schema what the documents say of it. A field that the schema does not have is an error of the compiler. */
export const term = <Schema extends z.ZodMiniType>(
  schema: Schema,
  description: string,
  fields: FieldsOf<Schema> = {},
  rules: Rules = {},
): Term => ({ schema, description, fields: Object.fromEntries(Object.entries(fields)), rules });

export type Terms = Readonly<Record<string, Term>>;
export type JsonSchema = { [keyword: string]: unknown };

const isObject = (value: unknown): value is JsonSchema =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const LARGEST_INTEGERS = new Set<unknown>([Number.MAX_SAFE_INTEGER, Number.MIN_SAFE_INTEGER]);

/** Leaves out what says nothing: every name of a property is a string, and JSON has no larger integers that are exact. */
function withoutNoise(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutNoise);
  if (!isObject(value)) return value;
  const { $schema: _dialect, $id: _id, propertyNames: _names, ...rest } = value;
  const kept = Object.entries(rest).filter(([, member]) => !LARGEST_INTEGERS.has(member));
  return Object.fromEntries(kept.map(([keyword, member]) => [keyword, withoutNoise(member)]));
}

/** A schema with what its term says added; `$ref` may have neighbours in this dialect. */
function described(schema: JsonSchema, { description, fields, rules }: Term): JsonSchema {
  const properties = isObject(schema['properties']) ? schema['properties'] : undefined;
  const explained = Object.entries(properties ?? {}).map(([name, property]) => {
    const field = fields[name];
    const said = typeof field === 'string' ? { description: field } : field;
    return [name, isObject(property) ? { ...said, ...property } : property];
  });
  return { description, ...schema, ...(properties && { properties: Object.fromEntries(explained) }), ...rules };
}

/**
 * Turns the terms into JSON Schemas (draft 2020-12, which OpenAPI 3.1 takes as it is) that refer to one another by
 * `prefix` and their names. Objects stay open where the code lets unknown members pass: what is added later breaks nobody.
 */
export function toJsonSchemas(terms: Terms, prefix: string): Record<string, JsonSchema> {
  const registry = z.registry<{ id: string }>();
  for (const [id, { schema }] of Object.entries(terms)) registry.add(schema, { id });
  const { schemas } = z.toJSONSchema(registry, { metadata: registry, uri: (id) => prefix + id, io: 'input' });
  return Object.fromEntries(
    Object.entries(terms).map(([id, one]) => {
      const schema = withoutNoise(schemas[id]);
      if (!isObject(schema)) throw new Error(`${id} has no JSON Schema.`);
      const { id: _id, ...own } = schema;
      return [id, described(own, one)];
    }),
  );
}
