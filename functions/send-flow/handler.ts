import middy from '@middy/core';
import type { APIGatewayProxyEventV2, Context } from 'aws-lambda';
import { readContract } from '../shared/contract/read-contract.ts';
import { InvitationRequestBody, readInvitationRequest } from '../shared/domain/invitation/invitation-request.ts';
import { now } from '../shared/domain/time/instant.ts';
import { apiKey } from '../shared/http/authentication.ts';
import { jsonBody } from '../shared/http/body.ts';
import { httpEdge } from '../shared/http/http-edge.ts';
import { idempotencyKey } from '../shared/http/idempotency-key.ts';
import { invitationAnswer } from '../shared/http/invitation-answer.ts';
import { sendInvitation } from '../shared/operations/invitation/send-invitation.ts';
import { oneMsg } from '../shared/provider/one-msg.ts';
import { environment } from '../shared/runtime/environment.ts';
import { derivedKeys, givenSecret } from '../shared/secrets/cached-secret.ts';
import { openCustomerTable } from '../shared/store/table/table.ts';

const env = environment('TABLE_NAME', 'ROOT_SECRET_ARN', 'GIVEN_SECRET_ARN', 'PROVIDER_URL');
const contract = readContract();
const keys = derivedKeys(env.ROOT_SECRET_ARN);
const provider = oneMsg(env.PROVIDER_URL, contract, givenSecret(env.GIVEN_SECRET_ARN));
const sending = { contract, keys, provider, table: openCustomerTable(env.TABLE_NAME, contract.channel.id, keys) };

/** `POST /invitations`: invites one customer to book. */
async function sendFlow(event: APIGatewayProxyEventV2, context: Context) {
  const key = idempotencyKey(event.headers);
  const { request } = readInvitationRequest(InvitationRequestBody, jsonBody(event), contract);
  const sent = await sendInvitation(sending, request, { key, requestedAt: now() }, () =>
    context.getRemainingTimeInMillis(),
  );
  return invitationAnswer(sent, event.requestContext.requestId, now());
}

export const handler = middy().use(httpEdge()).use(apiKey(keys)).handler(sendFlow);
