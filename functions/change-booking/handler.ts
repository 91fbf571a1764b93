import middy from '@middy/core';
import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import {
  type Decision,
  readApproval,
  readBookingChange,
  readCancellation,
  readRefusal,
} from '../shared/domain/booking/booking-request.ts';
import { unknownInvitation } from '../shared/domain/delivery/refusal.ts';
import { InvitationId } from '../shared/domain/invitation/invitation-id.ts';
import { now } from '../shared/domain/time/instant.ts';
import { authorized } from '../shared/http/authorized.ts';
import { jsonAnswer, jsonBody, optionalJsonBody } from '../shared/http/body.ts';
import { callerOf } from '../shared/http/caller.ts';
import { httpEdge } from '../shared/http/http-edge.ts';
import { idempotencyKey } from '../shared/http/idempotency-key.ts';
import { expectedRevision } from '../shared/http/if-match.ts';
import { invitationView } from '../shared/http/invitation-view.ts';
import { changeBooking } from '../shared/operations/booking/change-booking.ts';
import { setUp } from '../shared/setup.ts';

const setup = setUp();

function readDecision(event: APIGatewayProxyEventV2): Decision {
  const { routeKey } = event;
  if (routeKey.startsWith('PATCH ')) return readBookingChange(jsonBody(event));
  const body = optionalJsonBody(event);
  if (routeKey.endsWith('/approve')) return readApproval(body);
  return routeKey.endsWith('/refuse') ? readRefusal(body) : readCancellation(body);
}

/** `PATCH /bookings/{invitationId}`, and `POST` to its `/cancel`, `/approve` and `/refuse`: what the business decides. */
async function changeOneBooking(event: APIGatewayProxyEventV2) {
  const id = InvitationId.safeParse(event.pathParameters?.['invitationId']);
  if (!id.success) throw unknownInvitation();
  const { actor } = callerOf(event);
  const asking = { actor, key: idempotencyKey(event.headers), expected: expectedRevision(event.headers) };
  const invitation = await changeBooking(setup, id.data, readDecision(event), asking);
  return jsonAnswer(200, await invitationView(setup, invitation, now()));
}

export const handler = middy().use(httpEdge()).use(authorized(setup)).handler(changeOneBooking);
