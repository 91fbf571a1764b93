import { DynamoDBClient, ListTablesCommand } from '@aws-sdk/client-dynamodb';
import { BatchWriteCommand, DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import pMap from 'p-map';
import { invitationIdFor } from '../../../functions/shared/domain/invitation/invitation-id.ts';
import { instantAt } from '../../../functions/shared/domain/time/instant.ts';
import { invitationKey, worklistAttributes } from '../../../functions/shared/store/table/keys.ts';

const CHANNEL = 'VID000000001';
/** DynamoDB takes so many items in one call. */
const PER_CALL = 25;
const YEAR_SECONDS = 365 * 86_400;

/** The name of the one with this number. */
export const nameOf = (number: number) => `Customer ${String(number).padStart(4, '0')}`;

/** An invitation that was given up without an attempt: there is nothing to announce. */
function anInvitation(number: number, atMs: number) {
  const createdAt = instantAt(atMs + 1000 * number);
  const invitationId = invitationIdFor(CHANNEL, { kind: 'event', value: `${atMs} ${number}` });
  return {
    ...invitationKey(invitationId),
    ...worklistAttributes(CHANNEL, 'invitation', createdAt),
    type: 'invitation',
    invitationId,
    channelId: CHANNEL,
    createdAt,
    recipient: { chatId: `34${700_000_000 + number}@c.us` },
    customerName: nameOf(number),
    language: 'en',
    flowId: '1234567890',
    requestHash: 'none',
    attempts: {},
    history: {},
    revision: 0,
    expiresAt: Math.floor(atMs / 1000) + YEAR_SECONDS,
  };
}

/**
 * Puts so many invitations into the table of a running stack, one for each second from a moment on: sending them one
 * by one takes minutes.
 * @param endpoint where the SDK finds DynamoDB
 */
export async function putInvitations(endpoint: string, count: number, atMs: number): Promise<void> {
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
  const client = new DynamoDBClient({ endpoint, region: 'eu-west-1', credentials });
  const { TableNames: [table = ''] = [] } = await client.send(new ListTablesCommand({}));
  const documents = DynamoDBDocumentClient.from(client);
  const calls = Array.from({ length: Math.ceil(count / PER_CALL) }, (_, call) =>
    Array.from({ length: Math.min(PER_CALL, count - call * PER_CALL) }, (_, index) => ({
      PutRequest: { Item: anInvitation(call * PER_CALL + index + 1, atMs) },
    })),
  );
  await pMap(calls, (items) => documents.send(new BatchWriteCommand({ RequestItems: { [table]: items } })), {
    concurrency: 4,
  });
}
