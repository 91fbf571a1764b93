import middy from '@middy/core';
import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { readContract } from '../shared/contract/read-contract.ts';
import { now } from '../shared/domain/time/instant.ts';
import type { TallyAnswer } from '../shared/http/answers/tally.ts';
import { webhookSecret } from '../shared/http/authentication.ts';
import { bodyText, jsonAnswer } from '../shared/http/body.ts';
import { httpEdge } from '../shared/http/http-edge.ts';
import { recordCompletion } from '../shared/operations/booking/record-completion.ts';
import { recordStatusReport } from '../shared/operations/delivery/record-status.ts';
import { recordElements } from '../shared/operations/webhook/record-elements.ts';
import { recordEcho, recordInboundMessage, recordPresence } from '../shared/operations/webhook/record-inbound.ts';
import { recordUnmatched } from '../shared/operations/webhook/record-unmatched.ts';
import { readWebhook } from '../shared/provider/webhook/read-webhook.ts';
import { environment } from '../shared/runtime/environment.ts';
import { derivedKeys } from '../shared/secrets/cached-secret.ts';
import { openCustomerTable } from '../shared/store/table/table.ts';

const { TABLE_NAME, ROOT_SECRET_ARN } = environment('TABLE_NAME', 'ROOT_SECRET_ARN');
const contract = readContract();
const keys = derivedKeys(ROOT_SECRET_ARN);
const recording = { contract, table: openCustomerTable(TABLE_NAME, contract.channel.id, keys) };

/** `POST /webhooks/{secret}`: everything behind one URL, for channels with few places left in their webhook list. */
async function receiveWebhook(event: APIGatewayProxyEventV2) {
  const receivedAt = now();
  const tally = await recordElements(readWebhook(bodyText(event), receivedAt, contract.channel.id), {
    status: ({ status }) => recordStatusReport(recording, status, receivedAt),
    message: ({ message }) => recordInboundMessage(recording, message, receivedAt),
    presence: ({ message }) => recordPresence(recording, message, receivedAt),
    completion: async (received) => {
      await recordPresence(recording, received.message, receivedAt);
      return recordCompletion(recording, keys, received, receivedAt);
    },
    echo: ({ echo }) => recordEcho(recording, echo, receivedAt),
    unmatched: ({ unmatched }) => recordUnmatched(recording, unmatched, receivedAt),
  });
  return jsonAnswer<TallyAnswer>(200, tally);
}

export const handler = middy().use(httpEdge()).use(webhookSecret(keys)).handler(receiveWebhook);
