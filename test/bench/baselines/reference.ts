import { timingSafeEqual } from 'node:crypto';
import { IdempotencyConfig, makeIdempotent } from '@aws-lambda-powertools/idempotency';
import { DynamoDBPersistenceLayer } from '@aws-lambda-powertools/idempotency/dynamodb';
import { Logger } from '@aws-lambda-powertools/logger';
import { injectLambdaContext } from '@aws-lambda-powertools/logger/middleware';
import { Metrics, MetricUnit } from '@aws-lambda-powertools/metrics';
import { logMetrics } from '@aws-lambda-powertools/metrics/middleware';
import { JSONStringified } from '@aws-lambda-powertools/parser/helpers';
import { parser } from '@aws-lambda-powertools/parser/middleware';
import { APIGatewayProxyEventV2Schema } from '@aws-lambda-powertools/parser/schemas/api-gatewayv2';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import middy from '@middy/core';
import type { Context } from 'aws-lambda';
import { z } from 'zod';

const logger = new Logger();
const metrics = new Metrics({ namespace: 'AppointmentFlow' });
const client = DynamoDBDocumentClient.from(new DynamoDBClient({}));
const persistenceStore = new DynamoDBPersistenceLayer({ tableName: 'idempotency' });
const config = new IdempotencyConfig({ eventKeyJmesPath: '[id, status]', expiresAfterSeconds: 86_400 });

const Status = z.object({
  id: z.string(),
  status: z.enum(['sent', 'delivered', 'read', 'failed']),
  timestamp: z.string(),
  recipient_id: z.string(),
  type: z.literal('message'),
});
type Status = z.infer<typeof Status>;
const Webhook = APIGatewayProxyEventV2Schema.extend({
  body: JSONStringified(z.object({ instanceId: z.string(), hooks: z.array(Status) })),
});
type Webhook = z.infer<typeof Webhook>;

const recordStatus = makeIdempotent(
  async ({ id, status, timestamp }: Status) => {
    await client.send(
      new UpdateCommand({
        TableName: process.env['TABLE_NAME'],
        Key: { pk: `message#${id}` },
        UpdateExpression: 'SET #fact = :at',
        ConditionExpression: 'attribute_not_exists(#fact)',
        ExpressionAttributeNames: { '#fact': status },
        ExpressionAttributeValues: { ':at': new Date(Number(timestamp) * 1000).toISOString() },
        ReturnValues: 'ALL_NEW',
      }),
    );
    return { recorded: true };
  },
  { persistenceStore, config },
);

function hasSecret({ pathParameters }: Webhook): boolean {
  const [presented, secret] = [pathParameters?.['secret'] ?? '', process.env['WEBHOOK_SECRET'] ?? ''];
  return presented.length === secret.length && timingSafeEqual(Buffer.from(presented), Buffer.from(secret));
}

/** The webhook as it is usually written well: logger, metrics, a parsed body, idempotency on a table of its own. */
async function recordStatuses(event: Webhook, context: Context) {
  if (!hasSecret(event)) return { statusCode: 404 };
  config.registerLambdaContext(context);
  await Promise.all(event.body.hooks.map((status) => recordStatus(status)));
  metrics.addMetric('StatusRecorded', MetricUnit.Count, event.body.hooks.length);
  return { statusCode: 200, body: JSON.stringify({ recorded: event.body.hooks.length }) };
}

export const handler = middy()
  .use(injectLambdaContext(logger))
  .use(logMetrics(metrics))
  .use(parser({ schema: Webhook }))
  .handler(recordStatuses);
