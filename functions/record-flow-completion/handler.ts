import middy from '@middy/core';
import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { readContract } from '../shared/contract/read-contract.ts';
import { now } from '../shared/domain/time/instant.ts';
import type { TallyAnswer } from '../shared/http/answers/tally.ts';
import { webhookSecret } from '../shared/http/authentication.ts';
import { bodyText, jsonAnswer } from '../shared/http/body.ts';
import { httpEdge } from '../shared/http/http-edge.ts';
import { recordCompletion } from '../shared/operations/booking/record-completion.ts';
import { recordElements } from '../shared/operations/webhook/record-elements.ts';
import { recordOwnUnmatched } from '../shared/operations/webhook/record-unmatched.ts';
import { readWebhook } from '../shared/provider/webhook/read-webhook.ts';
import { environment } from '../shared/runtime/environment.ts';
import { derivedKeys } from '../shared/secrets/cached-secret.ts';
import { openCustomerTable } from '../shared/store/table/table.ts';

const { TABLE_NAME, ROOT_SECRET_ARN } = environment('TABLE_NAME', 'ROOT_SECRET_ARN');
const contract = readContract();
const keys = derivedKeys(ROOT_SECRET_ARN);
const recording = { contract, table: openCustomerTable(TABLE_NAME, contract.channel.id, keys) };

/** `POST /webhooks/{secret}/flow-completion`: turns submitted forms into bookings. */
async function recordFlowCompletion(event: APIGatewayProxyEventV2) {
  const receivedAt = now();
  const tally = await recordElements(readWebhook(bodyText(event), receivedAt, contract.channel.id), {
    completion: (received) => recordCompletion(recording, keys, received, receivedAt),
    unmatched: ({ unmatched }) => recordOwnUnmatched('unknown-shape', recording, unmatched, receivedAt),
  });
  return jsonAnswer<TallyAnswer>(200, tally);
}

export const handler = middy().use(httpEdge()).use(webhookSecret(keys)).handler(recordFlowCompletion);
