import middy from '@middy/core';
import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { unknownInvitation } from '../shared/domain/delivery/refusal.ts';
import { InvitationId } from '../shared/domain/invitation/invitation-id.ts';
import { readFinished } from '../shared/domain/notices/finished-work.ts';
import type { Actor } from '../shared/domain/people/actor.ts';
import { now } from '../shared/domain/time/instant.ts';
import type { FinishedWork } from '../shared/http/answers/lists.ts';
import { authorized } from '../shared/http/authorized.ts';
import { jsonAnswer, jsonBody } from '../shared/http/body.ts';
import { callerOf } from '../shared/http/caller.ts';
import { httpEdge } from '../shared/http/http-edge.ts';
import { invitationView, wishView } from '../shared/http/invitation-view.ts';
import { type Call, noteAnswer, noteCall } from '../shared/operations/notices/finish-work.ts';
import { setUp } from '../shared/setup.ts';

const setup = setUp();

async function called(id: string, call: Call): Promise<FinishedWork> {
  const invitationId = InvitationId.safeParse(id);
  if (!invitationId.success) throw unknownInvitation();
  return invitationView(setup, await noteCall(setup, invitationId.data, call), now());
}

const answered = async (id: string, actor: Actor): Promise<FinishedWork> =>
  wishView(id, await noteAnswer(setup, id, actor));

/** `POST /worklist/{id}/done`: a customer was called who was not told, or one was answered who asked something. */
async function finishWork(event: APIGatewayProxyEventV2) {
  const id = event.pathParameters?.['id'] ?? '';
  const done = readFinished(jsonBody(event));
  const { actor } = callerOf(event);
  const finished = done.what === 'called' ? called(id, { revision: done.revision, actor }) : answered(id, actor);
  return jsonAnswer(200, await finished);
}

export const handler = middy().use(httpEdge()).use(authorized(setup)).handler(finishWork);
