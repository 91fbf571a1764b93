import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { APIGatewayProxyEventV2 } from 'aws-lambda';

const client = DynamoDBDocumentClient.from(new DynamoDBClient({}));

const update = (id: string, status: string) =>
  new UpdateCommand({
    TableName: process.env['TABLE_NAME'],
    Key: { pk: `message#${id}` },
    UpdateExpression: 'SET #fact = :at',
    ConditionExpression: 'attribute_not_exists(#fact)',
    ExpressionAttributeNames: { '#fact': status },
    ExpressionAttributeValues: { ':at': new Date().toISOString() },
    ReturnValues: 'ALL_NEW',
  });

/** The least a webhook can be: one write for each status with the plain SDK, nothing checked, nothing logged. */
export async function handler(event: APIGatewayProxyEventV2) {
  const { hooks }: { hooks: { id: string; status: string }[] } = JSON.parse(event.body ?? '{}');
  await Promise.all(hooks.map(({ id, status }) => client.send(update(id, status))));
  return { statusCode: 200 };
}
