import middy from '@middy/core';
import type { APIGatewayProxyEventV2, Context } from 'aws-lambda';
import { unknownInvitation } from '../shared/domain/delivery/refusal.ts';
import { InvitationId } from '../shared/domain/invitation/invitation-id.ts';
import { readResend } from '../shared/domain/notices/resend-request.ts';
import { now } from '../shared/domain/time/instant.ts';
import { authorized } from '../shared/http/authorized.ts';
import { jsonAnswer, optionalJsonBody } from '../shared/http/body.ts';
import { callerOf } from '../shared/http/caller.ts';
import { httpEdge } from '../shared/http/http-edge.ts';
import { idempotencyKey } from '../shared/http/idempotency-key.ts';
import { expectedRevision } from '../shared/http/if-match.ts';
import { invitationView } from '../shared/http/invitation-view.ts';
import { resendNotice } from '../shared/operations/notices/resend-notice.ts';
import { oneMsg } from '../shared/provider/one-msg.ts';
import { setUpForProvider } from '../shared/setup.ts';

const setup = setUpForProvider();
const { contract, keys, table, providerUrl, given } = setup;
const noticeContext = { contract, keys, table, provider: oneMsg(providerUrl, contract, given) };

/** `POST /bookings/{invitationId}/notices`: sends a customer once more what did not reach them. */
async function resendOneNotice(event: APIGatewayProxyEventV2, context: Context) {
  const id = InvitationId.safeParse(event.pathParameters?.['invitationId']);
  if (!id.success) throw unknownInvitation();
  readResend(optionalJsonBody(event));
  const { actor } = callerOf(event);
  const asking = { actor, key: idempotencyKey(event.headers), expected: expectedRevision(event.headers) };
  const invitation = await resendNotice(noticeContext, id.data, asking, () => context.getRemainingTimeInMillis());
  return jsonAnswer(200, await invitationView(setup, invitation, now()));
}

export const handler = middy().use(httpEdge()).use(authorized(setup)).handler(resendOneNotice);
