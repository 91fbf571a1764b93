import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import type { Actor } from '../domain/people/actor.ts';
import type { Role } from '../domain/people/role.ts';

/** Who sent a request, and what they may do. */
export type Caller = { role: Role; actor: Actor };

/** Whoever has the stack's own key. */
export const OWNER: Caller = { role: 'owner', actor: { kind: 'owner' } };

/** The callers of the requests that are being answered. */
const callers = new WeakMap<APIGatewayProxyEventV2, Caller>();

/** Remembers who sent a request, for `callerOf`. */
export function noteCaller(event: APIGatewayProxyEventV2, caller: Caller): void {
  callers.set(event, caller);
}

/** Who sent a request that was let in. Throws for a request that nobody judged, as of a route open to everybody. */
export function callerOf(event: APIGatewayProxyEventV2): Caller {
  const caller = callers.get(event);
  if (!caller) throw new Error('This request was let in without asking who sent it.');
  return caller;
}
