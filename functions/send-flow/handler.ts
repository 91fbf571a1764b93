import middy from '@middy/core';
import type { APIGatewayProxyEventV2, Context } from 'aws-lambda';
import { InvitationRequestBody, readInvitationRequest } from '../shared/domain/invitation/invitation-request.ts';
import { now } from '../shared/domain/time/instant.ts';
import { authorized } from '../shared/http/authorized.ts';
import { jsonBody } from '../shared/http/body.ts';
import { hasSession } from '../shared/http/caller.ts';
import { httpEdge } from '../shared/http/http-edge.ts';
import { idempotencyKey } from '../shared/http/idempotency-key.ts';
import { invitationAnswer } from '../shared/http/invitation-answer.ts';
import { sendInvitation } from '../shared/operations/invitation/send-invitation.ts';
import { oneMsg } from '../shared/provider/one-msg.ts';
import { setUpForProvider } from '../shared/setup.ts';

const setup = setUpForProvider();
const { contract, keys, table, providerUrl, given } = setup;
const sendContext = { contract, keys, table, provider: oneMsg(providerUrl, contract, given) };

/** `POST /invitations`: invites one customer to book. */
async function sendFlow(event: APIGatewayProxyEventV2, context: Context) {
  const key = idempotencyKey(event.headers);
  const { request } = readInvitationRequest(InvitationRequestBody, jsonBody(event), contract);
  const asked = { key, requestedAt: now(), source: hasSession(event) ? 'desk' : 'api' } as const;
  const sent = await sendInvitation(sendContext, request, asked, () => context.getRemainingTimeInMillis());
  return invitationAnswer(sent, event.requestContext.requestId, now());
}

export const handler = middy().use(httpEdge()).use(authorized(setup)).handler(sendFlow);
