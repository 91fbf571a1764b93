import * as z from 'zod/mini';
import type { TableDefinition } from '../../dynamodb/table-engine.ts';
import { type TemplateReader, unsupported } from '../template-reader.ts';

const KeySchema = z.array(z.strictObject({ AttributeName: z.string(), KeyType: z.enum(['HASH', 'RANGE']) }));
type KeySchema = z.infer<typeof KeySchema>;

const TableProperties = z.strictObject({
  TableName: z.optional(z.string()),
  AttributeDefinitions: z.array(z.strictObject({ AttributeName: z.string(), AttributeType: z.enum(['S', 'N', 'B']) })),
  KeySchema,
  GlobalSecondaryIndexes: z._default(
    z.array(
      z.strictObject({
        IndexName: z.string(),
        KeySchema,
        Projection: z.strictObject({
          ProjectionType: z.enum(['ALL', 'KEYS_ONLY', 'INCLUDE']),
          NonKeyAttributes: z._default(z.array(z.string()), []),
        }),
        // The runner does not limit capacity.
        WriteOnDemandThroughputSettings: z.optional(z.unknown()),
      }),
    ),
    [],
  ),
  StreamSpecification: z.optional(z.strictObject({ StreamViewType: z.literal('NEW_AND_OLD_IMAGES') })),
  TimeToLiveSpecification: z.optional(z.strictObject({ AttributeName: z.string(), Enabled: z.boolean() })),
});
type Index = z.infer<typeof TableProperties>['GlobalSecondaryIndexes'][number];

const WITHOUT_EFFECT = {
  BillingMode: 'nobody pays here',
  Replicas: 'backups, deletion protection and capacity of a table that lies on this disk only',
  SSESpecification: 'the table lies on this disk as it is',
  WriteOnDemandThroughputSettings: 'capacity is not limited here',
};

function keysOf(schema: KeySchema): { partitionKey: string; sortKey?: string } {
  const named = (type: 'HASH' | 'RANGE') => schema.find(({ KeyType }) => KeyType === type)?.AttributeName;
  const sortKey = named('RANGE');
  return { partitionKey: named('HASH') ?? '', ...(sortKey !== undefined && { sortKey }) };
}

function indexOf({ IndexName: name, KeySchema, Projection }: Index): TableDefinition['indexes'][number] {
  const { ProjectionType: type, NonKeyAttributes: attributes } = Projection;
  return { name, ...keysOf(KeySchema), projection: type === 'INCLUDE' ? { type, attributes } : { type } };
}

/** The table of the stack, if it has one. */
export function readTable(reader: TemplateReader): TableDefinition | undefined {
  const [table, another] = reader.ofType('AWS::DynamoDB::GlobalTable');
  if (!table) return undefined;
  if (another) throw unsupported(another, 'a second table');
  const properties = reader.read(table, TableProperties, WITHOUT_EFFECT);
  const { StreamSpecification: stream, TimeToLiveSpecification: ttl } = properties;
  return {
    tableName: table.name,
    ...keysOf(properties.KeySchema),
    indexes: properties.GlobalSecondaryIndexes.map(indexOf),
    attributeTypes: Object.fromEntries(
      properties.AttributeDefinitions.map(({ AttributeName, AttributeType }) => [AttributeName, AttributeType]),
    ),
    ...(ttl?.Enabled && { ttlAttribute: ttl.AttributeName }),
    ...(stream && { streamView: stream.StreamViewType }),
  };
}
