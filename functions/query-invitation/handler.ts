import middy from '@middy/core';
import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { unknownInvitation } from '../shared/domain/delivery/refusal.ts';
import { InvitationId } from '../shared/domain/invitation/invitation-id.ts';
import { now } from '../shared/domain/time/instant.ts';
import { authorized } from '../shared/http/authorized.ts';
import { jsonAnswer } from '../shared/http/body.ts';
import { httpEdge } from '../shared/http/http-edge.ts';
import { invitationView } from '../shared/http/invitation-view.ts';
import { setUp } from '../shared/setup.ts';
import { readInvitation } from '../shared/store/invitation/invitations.ts';

const setup = setUp();

/** `GET /invitations/{id}`: one invitation in full. */
async function queryInvitation({ pathParameters }: APIGatewayProxyEventV2) {
  const id = InvitationId.safeParse(pathParameters?.['id']);
  const invitation = id.success ? await readInvitation(setup.table, id.data) : undefined;
  if (!invitation) throw unknownInvitation();
  return jsonAnswer(200, await invitationView(setup, invitation, now()));
}

export const handler = middy().use(httpEdge()).use(authorized(setup)).handler(queryInvitation);
