import type { MiddlewareHandler } from 'hono';

/** This machine's own names. Another Host in a request means that a foreign domain points here (DNS rebinding). */
const OWN_NAMES = ['127.0.0.1', 'localhost', '[::1]'];

const isOwnHost = (host: string | undefined) => OWN_NAMES.includes((host ?? '').replace(/:\d+$/, ''));

/** Browsers send the origin of a request; programs, and an address that a person types, send none, or `none`. */
const isOwnOrigin = (site: string | undefined) => site === undefined || site === 'same-origin' || site === 'none';

/** Rejects requests from another site's page: these routes act with the API key on the caller's behalf. */
export const sameOriginOnly: MiddlewareHandler = async (c, next) => {
  if (isOwnHost(c.req.header('host')) && isOwnOrigin(c.req.header('sec-fetch-site'))) return next();
  return c.json({ title: 'Only the page of the local stack may ask here.' }, 403);
};
