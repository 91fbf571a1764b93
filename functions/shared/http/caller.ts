import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import type { Caller } from '../domain/people/caller.ts';

export type { Caller };

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

/** Whether a request that was let in came from somebody who signed in to the desk: only they send no key. */
export const hasSession = ({ headers }: APIGatewayProxyEventV2): boolean => headers['authorization'] === undefined;
