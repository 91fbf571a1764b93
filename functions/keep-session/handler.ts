import middy from '@middy/core';
import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import type { SessionView } from '../shared/http/answers/session.ts';
import { authorized } from '../shared/http/authorized.ts';
import { jsonAnswer } from '../shared/http/body.ts';
import { callerOf } from '../shared/http/caller.ts';
import { httpEdge } from '../shared/http/http-edge.ts';
import { readQuery } from '../shared/http/read-query.ts';
import { noSessionCookie, sessionTokenIn } from '../shared/http/session-cookie.ts';
import { sessionView } from '../shared/http/session-view.ts';
import { SignOutQuery } from '../shared/http/sign-out-query.ts';
import { signOut, signOutEverywhere } from '../shared/operations/people/sign-in.ts';
import { setUp } from '../shared/setup.ts';

const setup = setUp();

async function endSession(event: APIGatewayProxyEventV2) {
  const { everywhere } = readQuery(SignOutQuery, event);
  const token = sessionTokenIn(event);
  if (everywhere) await signOutEverywhere(setup.table, callerOf(event));
  else if (token !== undefined) await signOut(setup.table, token);
  return { statusCode: 204, headers: { 'cache-control': 'no-store' }, cookies: [noSessionCookie()] };
}

/** `GET /session`: who has signed in, and to what. `DELETE /session`: signs out, on this browser or on all. */
async function keepSession(event: APIGatewayProxyEventV2) {
  if (event.routeKey.startsWith('DELETE ')) return endSession(event);
  return jsonAnswer<SessionView>(200, sessionView(setup.contract, callerOf(event)));
}

export const handler = middy().use(httpEdge()).use(authorized(setup)).handler(keepSession);
