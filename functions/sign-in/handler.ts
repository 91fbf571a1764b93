import middy from '@middy/core';
import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { readSignIn } from '../shared/domain/people/named-key.ts';
import type { SessionView } from '../shared/http/answers/session.ts';
import { jsonAnswer, jsonBody } from '../shared/http/body.ts';
import { httpEdge } from '../shared/http/http-edge.ts';
import { notOfForeignOrigin } from '../shared/http/own-origin.ts';
import { sessionCookie } from '../shared/http/session-cookie.ts';
import { sessionView } from '../shared/http/session-view.ts';
import { signIn } from '../shared/operations/people/sign-in.ts';
import { setUp } from '../shared/setup.ts';

const setup = setUp();

/** `POST /session`: begins a session with a key, which the browser keeps in a cookie. */
async function beginSession(event: APIGatewayProxyEventV2) {
  const { caller, token } = await signIn(setup, readSignIn(jsonBody(event)).key);
  return { ...jsonAnswer<SessionView>(200, sessionView(setup.contract, caller)), cookies: [sessionCookie(token)] };
}

export const handler = middy().use(httpEdge()).use(notOfForeignOrigin()).handler(beginSession);
