import middy from '@middy/core';
import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { readHandBooking } from '../shared/domain/booking/hand-booking.ts';
import { now } from '../shared/domain/time/instant.ts';
import { authorized } from '../shared/http/authorized.ts';
import { jsonAnswer, jsonBody } from '../shared/http/body.ts';
import { callerOf } from '../shared/http/caller.ts';
import { httpEdge } from '../shared/http/http-edge.ts';
import { idempotencyKey } from '../shared/http/idempotency-key.ts';
import { invitationView } from '../shared/http/invitation-view.ts';
import { bookByHand } from '../shared/operations/booking/book-by-hand.ts';
import { setUp } from '../shared/setup.ts';

const setup = setUp();

/** `POST /bookings`: books by hand, for somebody who phoned or stands at the desk. */
async function createBooking(event: APIGatewayProxyEventV2) {
  const asked = readHandBooking(jsonBody(event), setup.contract);
  const { actor } = callerOf(event);
  const { invitation, repeated } = await bookByHand(setup, asked, { actor, key: idempotencyKey(event.headers) });
  return jsonAnswer(repeated ? 200 : 201, await invitationView(setup, invitation, now()));
}

export const handler = middy().use(httpEdge()).use(authorized(setup)).handler(createBooking);
