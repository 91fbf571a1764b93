import middy from '@middy/core';
import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { Refusal } from '../shared/domain/delivery/refusal.ts';
import { messageIdsOf } from '../shared/domain/invitation/invitation.ts';
import { InvitationId } from '../shared/domain/invitation/invitation-id.ts';
import { now } from '../shared/domain/time/instant.ts';
import { apiKey } from '../shared/http/authentication.ts';
import { jsonAnswer } from '../shared/http/body.ts';
import { httpEdge } from '../shared/http/http-edge.ts';
import { invitationView } from '../shared/http/invitation-view.ts';
import { setUp } from '../shared/setup.ts';
import { readMessages } from '../shared/store/delivery/messages.ts';
import { readInvitation } from '../shared/store/invitation/invitations.ts';

const { keys, table } = setUp();

/** `GET /invitations/{id}`: one invitation in full. */
async function queryInvitation({ pathParameters }: APIGatewayProxyEventV2) {
  const id = InvitationId.safeParse(pathParameters?.['id']);
  const invitation = id.success ? await readInvitation(table, id.data) : undefined;
  if (!invitation) throw new Refusal('not-found', 'There is no invitation with this id.');
  const messages = await readMessages(table, messageIdsOf(invitation));
  return jsonAnswer(200, invitationView(invitation, messages, now()));
}

export const handler = middy().use(httpEdge()).use(apiKey(keys)).handler(queryInvitation);
