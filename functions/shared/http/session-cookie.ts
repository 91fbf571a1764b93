import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { SESSION_MS } from '../domain/people/session.ts';

/**
 * By this beginning of its name a browser takes the cookie from this host alone, over a safe connection, and for all of
 * its paths (RFC 6265bis, 4.1.3.2). Browsers take 127.0.0.1 for safe.
 */
export const SESSION_COOKIE = '__Host-session';
/** No script reads it, and no other site has it sent. */
const ATTRIBUTES = 'Path=/; Secure; HttpOnly; SameSite=Strict';

/** The cookie by which a browser shows its session. It outlives the browser's window, and not the session. */
export const sessionCookie = (token: string): string =>
  `${SESSION_COOKIE}=${token}; Max-Age=${Math.floor(SESSION_MS / 1000)}; ${ATTRIBUTES}`;

/** Takes the cookie away from the browser. */
export const noSessionCookie = (): string => `${SESSION_COOKIE}=; Max-Age=0; ${ATTRIBUTES}`;

/** The token in a request's cookie, if it has one. */
export function sessionTokenIn({ cookies = [] }: Pick<APIGatewayProxyEventV2, 'cookies'>): string | undefined {
  const cookie = cookies.find((one) => one.startsWith(`${SESSION_COOKIE}=`));
  return cookie?.slice(SESSION_COOKIE.length + 1);
}
