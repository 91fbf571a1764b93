import middy from '@middy/core';
import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { Refusal } from '../shared/domain/delivery/refusal.ts';
import { ClosureId } from '../shared/domain/places/closure.ts';
import { readClosure } from '../shared/domain/places/closure-request.ts';
import { authorized } from '../shared/http/authorized.ts';
import { jsonAnswer, jsonBody } from '../shared/http/body.ts';
import { callerOf } from '../shared/http/caller.ts';
import { closureAnswer, closureView } from '../shared/http/closure-view.ts';
import { httpEdge } from '../shared/http/http-edge.ts';
import { idempotencyKey } from '../shared/http/idempotency-key.ts';
import { addClosure, deleteClosure } from '../shared/operations/places/change-closures.ts';
import { setUp } from '../shared/setup.ts';

const setup = setUp();

async function createOne(event: APIGatewayProxyEventV2) {
  const request = { actor: callerOf(event).actor, key: idempotencyKey(event.headers) };
  const { closure, bookings, repeated } = await addClosure(setup, readClosure(jsonBody(event)), request);
  return jsonAnswer(repeated ? 200 : 201, closureAnswer(closure, bookings));
}

async function deleteOne(event: APIGatewayProxyEventV2) {
  const id = ClosureId.safeParse(event.pathParameters?.['closureId']);
  if (!id.success) throw new Refusal('not-found', 'There is no closure with this id.');
  return jsonAnswer(200, closureView(await deleteClosure(setup, id.data, callerOf(event).actor)));
}

/** `POST /closures` and `DELETE /closures/{closureId}`: when the business is closed, or open at other hours. */
const changeClosures = (event: APIGatewayProxyEventV2) =>
  event.routeKey.startsWith('POST ') ? createOne(event) : deleteOne(event);

export const handler = middy().use(httpEdge()).use(authorized(setup)).handler(changeClosures);
