import middy from '@middy/core';
import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { readContract } from '../shared/contract/read-contract.ts';
import { Refusal } from '../shared/domain/delivery/refusal.ts';
import { messageIdsOf } from '../shared/domain/invitation/invitation.ts';
import { InvitationId } from '../shared/domain/invitation/invitation-id.ts';
import { now } from '../shared/domain/time/instant.ts';
import { apiKey } from '../shared/http/authentication.ts';
import { jsonAnswer } from '../shared/http/body.ts';
import { httpEdge } from '../shared/http/http-edge.ts';
import { invitationView } from '../shared/http/invitation-view.ts';
import { environment } from '../shared/runtime/environment.ts';
import { derivedKeys } from '../shared/secrets/cached-secret.ts';
import { readMessages } from '../shared/store/delivery/messages.ts';
import { readInvitation } from '../shared/store/invitation/invitations.ts';
import { openTable } from '../shared/store/table/table.ts';

const { TABLE_NAME, ROOT_SECRET_ARN } = environment('TABLE_NAME', 'ROOT_SECRET_ARN');
const table = openTable(TABLE_NAME, readContract().channel.id);

/** `GET /invitations/{id}`: everything known of one invitation. */
async function queryInvitation({ pathParameters }: APIGatewayProxyEventV2) {
  const id = InvitationId.safeParse(pathParameters?.['id']);
  const invitation = id.success ? await readInvitation(table, id.data) : undefined;
  if (!invitation) throw new Refusal('not-found', 'There is no invitation with this id.');
  const messages = await readMessages(table, messageIdsOf(invitation));
  return jsonAnswer(200, invitationView(invitation, messages, now()));
}

export const handler = middy()
  .use(httpEdge())
  .use(apiKey(derivedKeys(ROOT_SECRET_ARN)))
  .handler(queryInvitation);
