import middy from '@middy/core';
import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { readAttendance } from '../shared/domain/booking/note-attendance.ts';
import { unknownInvitation } from '../shared/domain/delivery/refusal.ts';
import { InvitationId } from '../shared/domain/invitation/invitation-id.ts';
import { now } from '../shared/domain/time/instant.ts';
import { authorized } from '../shared/http/authorized.ts';
import { jsonAnswer, jsonBody } from '../shared/http/body.ts';
import { callerOf } from '../shared/http/caller.ts';
import { httpEdge } from '../shared/http/http-edge.ts';
import { expectedRevision } from '../shared/http/if-match.ts';
import { invitationView } from '../shared/http/invitation-view.ts';
import { noteAttendance } from '../shared/operations/booking/note-attendance.ts';
import { setUp } from '../shared/setup.ts';

const setup = setUp();

/** `POST /bookings/{invitationId}/attendance`: whether the customer came, as staff say. */
async function noteOneAttendance(event: APIGatewayProxyEventV2) {
  const id = InvitationId.safeParse(event.pathParameters?.['invitationId']);
  if (!id.success) throw unknownInvitation();
  const { actor } = callerOf(event);
  const noted = { asked: readAttendance(jsonBody(event)), actor, expected: expectedRevision(event.headers) };
  const invitation = await noteAttendance(setup.table, id.data, noted);
  return jsonAnswer(200, await invitationView(setup, invitation, now()));
}

export const handler = middy().use(httpEdge()).use(authorized(setup)).handler(noteOneAttendance);
