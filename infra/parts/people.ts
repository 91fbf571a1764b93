import { HttpMethod } from 'aws-cdk-lib/aws-apigatewayv2';
import type { Route } from '../constructs/http-api.ts';
import { canBeginSessions, canManageKeys, canReadSecrets, canRecogniseCallers } from '../constructs/permissions.ts';
import type { StandardFunctionProps } from '../constructs/standard-function.ts';
import type { StackContext } from '../stack-context.ts';

/** A business signs in some times a day. Whoever guesses at keys takes from this limit, and from no other. */
const SIGN_IN_LIMIT = { rateLimit: 10, burstLimit: 50 };

/** The keys of people and programs, and the sessions that people begin with them. */
export function peopleRoutes(
  context: StackContext,
  answering: Pick<StandardFunctionProps, 'timeout' | 'environment'>,
): Route[] {
  const { table } = context.store;
  const mayCheckKeys = canReadSecrets(context.secrets.root);
  const mayAuthorize = [mayCheckKeys, canRecogniseCallers(table)];
  const signIn = context.addFunction('sign-in', {
    does: 'Begins a session with a key (POST /session).',
    hurts: 'Staff cannot sign in to the console; those who have signed in work on.',
    ...answering,
    may: [mayCheckKeys, ...canBeginSessions(table)],
  });
  const keepSession = context.addFunction('keep-session', {
    does: 'Tells who has signed in, and signs out (GET /session, DELETE /session).',
    hurts: 'Staff cannot open the console, although they have signed in, nor sign out.',
    ...answering,
    may: mayAuthorize,
  });
  const manageKeys = context.addFunction('manage-keys', {
    does: 'Makes, lists and revokes the keys of people and programs (GET /keys, POST /keys, DELETE /keys/{keyId}).',
    hurts: 'Nobody gets a new key, and a key that leaked cannot be revoked.',
    ...answering,
    may: [...mayAuthorize, ...canManageKeys(table)],
  });
  const { DELETE, GET, POST } = HttpMethod;
  return [
    { method: POST, path: '/session', to: signIn, throttle: SIGN_IN_LIMIT },
    { method: GET, path: '/session', to: keepSession },
    { method: DELETE, path: '/session', to: keepSession },
    { method: GET, path: '/keys', to: manageKeys },
    { method: POST, path: '/keys', to: manageKeys },
    { method: DELETE, path: '/keys/{keyId}', to: manageKeys },
  ];
}
