import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { Refusal } from '../domain/delivery/refusal.ts';
import type { Caller } from '../domain/people/caller.ts';
import { type CallerRecogniser, callerRecogniser, type PeopleContext } from '../operations/people/recognise-caller.ts';
import { logger } from '../runtime/logger.ts';
import { noteCaller } from './caller.ts';
import type { HttpMiddleware } from './http-edge.ts';
import { foreignOrigin, isOfOwnOrigin } from './own-origin.ts';
import { rolesOf } from './route-roles.ts';
import { sessionTokenIn } from './session-cookie.ts';

const isReading = ({ requestContext: { http } }: APIGatewayProxyEventV2): boolean =>
  http.method === 'GET' || http.method === 'HEAD';

/** Whom a request is from. What has a header is judged by it alone, whatever cookies a browser adds. */
async function callerIn(event: APIGatewayProxyEventV2, recognise: CallerRecogniser): Promise<Caller | undefined> {
  const header = event.headers['authorization'];
  if (header !== undefined) {
    const [, presented] = /^Bearer +(\S+) *$/i.exec(header) ?? [];
    return presented === undefined ? undefined : recognise.ofKey(presented);
  }
  const token = sessionTokenIn(event);
  if (token === undefined) return undefined;
  if (!isReading(event) && !isOfOwnOrigin(event)) throw foreignOrigin();
  return recognise.ofSession(token);
}

/**
 * Lets pass who has a key, or a session, whose role may use the route, and notes who that is for `callerOf`. Else Refusal
 * `unauthorized`, `foreign-origin` or `not-allowed`, before anything of the request is read.
 */
export function authorized(context: PeopleContext): HttpMiddleware {
  const recognise = callerRecogniser(context);
  return {
    before: async ({ event }) => {
      const roles = rolesOf(event.routeKey);
      const caller = await callerIn(event, recognise);
      if (!caller) {
        throw new Refusal('unauthorized', 'Send a key as "Authorization: Bearer <key>", or sign in to the console.');
      }
      const { role, actor } = caller;
      if (actor.kind === 'key') logger.appendKeys({ keyId: actor.keyId });
      if (!roles.includes(role)) {
        throw new Refusal('not-allowed', `The role "${role}" may not do this; ${roles.join(', ')} may.`);
      }
      noteCaller(event, caller);
    },
  };
}
