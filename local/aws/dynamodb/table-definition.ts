import { isDeepStrictEqual } from 'node:util';
import * as z from 'zod/mini';

export const KeyType = z.enum(['S', 'N', 'B']);
export type KeyType = z.infer<typeof KeyType>;

export const IndexDefinition = z.object({
  name: z.string(),
  partitionKey: z.string(),
  sortKey: z.exactOptional(z.string()),
  projection: z.union([
    z.object({ type: z.enum(['ALL', 'KEYS_ONLY']) }),
    z.object({ type: z.literal('INCLUDE'), attributes: z.array(z.string()) }),
  ]),
});
export type IndexDefinition = z.infer<typeof IndexDefinition>;

/** One table as the synthesized template declares it. */
export const TableDefinition = z.object({
  tableName: z.string(),
  /** Name of the partition key attribute; its type is always string. */
  partitionKey: z.string(),
  sortKey: z.exactOptional(z.string()),
  indexes: z.array(IndexDefinition),
  /** The types of all key attributes, those of the indexes included. */
  attributeTypes: z.record(z.string(), KeyType),
  /** The attribute (seconds since 1970, a number) after which an item is to be deleted. */
  ttlAttribute: z.exactOptional(z.string()),
  /** What the stream's records hold; the only view supported. The stream is produced whether or not this is set. */
  streamView: z.exactOptional(z.literal('NEW_AND_OLD_IMAGES')),
});
export type TableDefinition = z.infer<typeof TableDefinition>;

type Keyed = { partitionKey: string; sortKey?: string };

/** The names of a table's or an index's key attributes, partition key first. */
export const keyNames = ({ partitionKey, sortKey }: Keyed): string[] =>
  sortKey === undefined ? [partitionKey] : [partitionKey, sortKey];

/** The type of a key attribute. Throws an `Error` if the definition does not give it. */
export function keyType(definition: TableDefinition, attribute: string): KeyType {
  const type = definition.attributeTypes[attribute];
  if (type === undefined) {
    throw new Error(`The table's key attribute "${attribute}" has no type: give it one in the template.`);
  }
  return type;
}

/** The definition as the body of a `CreateTable` request. */
export function createTableRequest(definition: TableDefinition) {
  const attributes = new Set([definition, ...definition.indexes].flatMap(keyNames));
  const indexes = definition.indexes.map((index) => ({
    IndexName: index.name,
    KeySchema: keySchema(index),
    Projection: {
      ProjectionType: index.projection.type,
      ...(index.projection.type === 'INCLUDE' && { NonKeyAttributes: index.projection.attributes }),
    },
  }));
  return {
    TableName: definition.tableName,
    BillingMode: 'PAY_PER_REQUEST',
    KeySchema: keySchema(definition),
    AttributeDefinitions: [...attributes].map((attribute) => ({
      AttributeName: attribute,
      AttributeType: keyType(definition, attribute),
    })),
    ...(indexes.length > 0 && { GlobalSecondaryIndexes: indexes }),
  };
}

function keySchema(keyed: Keyed) {
  const [partitionKey, sortKey] = keyNames(keyed);
  return [
    { AttributeName: partitionKey, KeyType: 'HASH' },
    ...(sortKey === undefined ? [] : [{ AttributeName: sortKey, KeyType: 'RANGE' }]),
  ];
}

/**
 * What of a stored table another definition would change ("the index due"), in words; empty if the stored data can
 * be used with it. The order of indexes and of projected attributes does not matter.
 */
export function differences(stored: TableDefinition, wanted: TableDefinition): string[] {
  const indexNames = new Set([...stored.indexes, ...wanted.indexes].map(({ name }) => name));
  return [
    ...(stored.tableName === wanted.tableName ? [] : ['the table name']),
    ...(isDeepStrictEqual(typedKeys(stored, stored), typedKeys(wanted, wanted)) ? [] : ['the keys']),
    ...(stored.ttlAttribute === wanted.ttlAttribute ? [] : ['the TTL attribute']),
    ...[...indexNames]
      .filter((name) => !isDeepStrictEqual(describeIndex(stored, name), describeIndex(wanted, name)))
      .map((name) => `the index ${name}`),
  ];
}

const typedKeys = (definition: TableDefinition, keyed: Keyed) =>
  keyNames(keyed).map((attribute) => [attribute, keyType(definition, attribute)]);

function describeIndex(definition: TableDefinition, name: string) {
  const index = definition.indexes.find((candidate) => candidate.name === name);
  if (!index) return undefined;
  const { projection } = index;
  return {
    keys: typedKeys(definition, index),
    type: projection.type,
    attributes: projection.type === 'INCLUDE' ? projection.attributes.toSorted() : [],
  };
}
